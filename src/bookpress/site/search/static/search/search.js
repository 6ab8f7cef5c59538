/* Searches in the files that index.py writes, shows the hits, and marks what was sought on the page of a hit.
   Nothing that was typed or that stands in the address becomes HTML: all is put in as text. */
"use strict";

const BookSearch = (() => {
  const SHOWN = 30;
  const SEEN = 5; // hits of which the text is fetched at once, of the others when the reader scrolls
  const FEW = 8; // unless there are no more than these
  const LIKE = 12; // words that begin like the one being typed
  const PHRASES = 8; // sections in which a phrase in quotation marks is looked for
  const REST = 400; // milliseconds without typing before texts are fetched
  const NO_MARKS = "script, style, form, math, dialog, .headerlink";
  const DIGITS = Array.from({ length: 94 }, (_, code) => String.fromCharCode(code + 33)).filter(
    (sign) => !'"\\`<'.includes(sign),
  );
  const BASE = 45;
  const VALUE = new Map(DIGITS.map((sign, value) => [sign, value]));
  const folder = new URL(".", document.currentScript.src);
  const page = document.documentElement;

  let book; // the index, unpacked
  let formsOf; // gives the forms that a word may come from
  let exceptions;
  const waiting = new Map(); // files asked for
  const stems = new Map();

  /* Words */

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\p{M}\u00ad]/gu, "");
  const split = (text) => plain(text).match(/[\p{L}\p{N}]{2,}/gu) ?? [];

  /* What belongs to a word in the index: its own form when the index has it by exception, else the longest it has. */
  const stem = (word) => {
    if (!stems.has(word)) {
      let best = exceptions.get(word);
      if (best === undefined) {
        best = "";
        for (const form of formsOf(word)) if (form.length > best.length && book.at.has(form)) best = form;
      }
      stems.set(word, best || word);
    }
    return stems.get(word);
  };

  /* Files */

  const load = (name) => {
    if (!waiting.has(name)) {
      const script = document.createElement("script");
      const entry = {};
      entry.ready = new Promise((resolve, reject) => {
        entry.resolve = resolve;
        script.onerror = () => {
          waiting.delete(name);
          reject(new Error(name));
        };
      });
      waiting.set(name, entry);
      script.src = new URL(`${name}.js`, folder);
      document.head.append(script);
    }
    return waiting.get(name).ready;
  };

  const got = (name, content) => waiting.get(name)?.resolve(content);

  const unpackWords = (packed) => {
    let before = "";
    return packed.split(" ").map((entry) => (before = before.slice(0, VALUE.get(entry[0])) + entry.slice(1)));
  };

  const unpackPlaces = (packed) => {
    const found = [];
    let section = -1;
    let value = 0;
    let unit = 1;
    for (const sign of packed) {
      const digit = VALUE.get(sign);
      value += (digit % BASE) * unit;
      unit *= BASE;
      if (digit >= BASE) continue;
      section += Math.floor(value / 3) + 1;
      found.push([section, value % 3]);
      value = 0;
      unit = 1;
    }
    return found;
  };

  const speak = (forms, known) => {
    formsOf = forms;
    exceptions = new Map(known ? unpackWords(known).map((entry) => entry.split("=")) : []);
  };

  /** Called by index.js: unpack what every query needs. */
  const take = (index) => {
    const forms = unpackWords(index.forms);
    const terms = new Set(index.terms);
    const sections = index.sections.map(([anchor, ...names], number) => ({
      number,
      names,
      isTerm: terms.has(number),
      anchor: anchor === "=" ? `term-${plain(names[0]).replace(/[^a-z0-9]+/g, "-")}` : anchor,
      bits: VALUE.get(index.lengths[number]),
    }));
    let at = 0;
    for (const [name, label, count] of index.pages)
      for (const end = at + count; at < end; at++) Object.assign(sections[at], { page: name, label });
    at = 0;
    for (const [file, count] of index.texts)
      for (let part = 0; part < count; part++, at++) Object.assign(sections[at], { file: `text-${file}`, part });
    book = { forms, sections, at: new Map(), stop: new Set(index.stop.split(" ")) };
    at = 0;
    for (const [file, count] of index.places)
      for (let part = 0; part < count; part++, at++) book.at.set(forms[at], { file: `places-${file}`, part });
    waiting.get("index").resolve();
  };

  const places = async (form) => {
    const { file, part } = book.at.get(form);
    return unpackPlaces((await load(file)).split(" ")[part]);
  };

  const textOf = async (section) => (await load(section.file))[section.part];

  /* What a query asks for */

  /* The number of letters to change, add, take away or swap; more than `most` is not counted. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let older = [];
    let old = Array.from({ length: other.length + 1 }, (_, j) => j);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
          row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [older, old] = [old, row];
    }
    return old[other.length];
  };

  const nearest = (word) => {
    let best = [];
    for (const form of formsOf(word)) {
      if (form.length < 4) continue;
      const most = form.length > 7 ? 2 : 1;
      for (const known of book.forms) {
        const far = distance(form, known, best.length ? Math.min(most, best[0]) : most);
        if (far <= most && (!best.length || far < best[0] || (far === best[0] && known.length > best[1].length)))
          best = [far, known];
      }
    }
    return best[1];
  };

  const beginningWith = (word) => {
    for (const begin of new Set([word, ...formsOf(word).filter((form) => form.length > 3)])) {
      const more = book.forms.filter((form) => form.startsWith(begin));
      if (more.length) return more.slice(0, LIKE);
    }
    return [];
  };

  /* Give the words of the query, each with the forms that stand for it and what each is worth. */
  const understand = (query) => {
    const words = split(query);
    const telling = words.filter((word) => !book.stop.has(word));
    const typing = /[\p{L}\p{N}]$/u.test(query);
    const phrases = [...query.matchAll(/["“]([^"“”]+)["”]/gu)].map(([, phrase]) => plain(phrase).trim());
    return {
      phrases: phrases.filter(Boolean),
      words: (telling.length ? telling : words).map((word) => {
        const form = stem(word);
        const worth = new Map();
        if (typing && word === words.at(-1) && word.length > 2)
          for (const more of beginningWith(word)) worth.set(more, 0.25);
        if (book.at.has(form)) worth.set(form, 1);
        if (worth.size) return { worth };
        const near = word.length > 3 ? nearest(word) : undefined;
        return near ? { worth: new Map([[near, 1]]), instead: near } : { worth };
      }),
    };
  };

  /** Find `query`: the sections, best first, and the forms that were sought. */
  const find = async (query) => {
    const { words, phrases } = understand(query);
    const total = book.sections.length;
    const sums = new Map();
    for (const { worth } of words) {
      const best = new Map();
      await Promise.all(
        [...worth].map(async ([form, share]) => {
          const found = await places(form);
          const rare = Math.log(1 + total / found.length);
          for (const [number, weight] of found) {
            const long = Math.max(0, book.sections[number].bits - 12) * 0.4;
            const value = (share * rare * (1 + 1.5 * weight)) / (1 + long);
            if (value > (best.get(number) ?? 0)) best.set(number, value);
          }
        }),
      );
      for (const [number, value] of best) {
        const sum = sums.get(number) ?? { matched: 0, value: 0 };
        sums.set(number, { matched: sum.matched + 1, value: sum.value + value });
      }
    }
    const wanted = words.map(({ worth }) => new Set(worth.keys()));
    const most = Math.max(0, ...[...sums.values()].map(({ matched }) => matched));
    const asked = split(query).map(stem).join(" ");
    const ranked = [...sums]
      .filter(([, { matched }]) => matched === most)
      .map(([number, { value }]) => {
        const section = book.sections[number];
        const names = section.names.map((name) => split(name).map(stem).join(" "));
        const isAsked = names.includes(asked);
        const inName = wanted.every((forms) => names.some((name) => name.split(" ").some((form) => forms.has(form))));
        return { section, value: value * (inName ? 2 : 1) + (isAsked ? (section.isTerm ? 1e6 : 1e3) : 0) };
      })
      .sort((one, other) => other.value - one.value || one.section.number - other.section.number)
      .map(({ section }) => section);
    const sections = phrases.length ? await withPhrases(ranked, phrases) : ranked;
    const sought = new Set(wanted.flatMap((forms) => [...forms]));
    return { sections, sought, instead: words.map((word) => word.instead).filter(Boolean) };
  };

  const withPhrases = async (ranked, phrases) => {
    const kept = await Promise.all(
      ranked.slice(0, PHRASES).map(async (section) => {
        const text = plain(`${section.names.join(" | ")} ${await textOf(section)}`);
        return phrases.every((phrase) => text.includes(phrase)) && section;
      }),
    );
    return kept.filter(Boolean);
  };

  /* Showing */

  const matcher = (sought) => {
    const parts = [...sought].map((form) => form.slice(1, form.length > 4 ? -1 : undefined));
    const known = new Map();
    return (text) => {
      const word = plain(text);
      if (!known.has(word)) known.set(word, parts.some((part) => word.includes(part)) && sought.has(stem(word)));
      return known.get(word);
    };
  };

  const pieces = (text) => text.split(/([^\p{L}\p{N}\p{M}\u00ad]+)/u);

  /* Put words into `into`, those that match between marks. */
  const write = (words, matches, into) => {
    for (const word of words) {
      if (!matches(word)) {
        into.append(word);
        continue;
      }
      const mark = document.createElement("mark");
      mark.textContent = word;
      into.append(mark);
    }
  };

  /* The words round the place where the most of those sought are near each other; of an entry, its beginning. */
  const summary = (section, text, matches) => {
    const paragraph = document.createElement("p");
    const words = pieces(text);
    const found = section.isTerm ? [] : words.flatMap((word, at) => (matches(word) ? [[at, stem(plain(word))]] : []));
    const near = ([at]) => new Set(found.filter(([other]) => other >= at && other < at + 40).map(([, form]) => form)).size;
    const best = Math.max(0, ...found.map(near));
    const first = Math.max(0, (found.find((one) => near(one) === best)?.[0] ?? 0) - 16);
    if (first) paragraph.append("… ");
    write(words.slice(first, first + 64), matches, paragraph);
    if (first + 64 < words.length) paragraph.append(" …");
    return paragraph;
  };

  const address = ({ page: name, anchor }, dataset, query) => {
    const root = page.dataset.content_root;
    const file =
      dataset.builder === "dirhtml"
        ? name.replace(/(^|\/)index$/, "$1").replace(/([^/])$/, "$1/")
        : name + dataset.suffix;
    return `${root}${file}?sought=${encodeURIComponent(query)}${anchor && "#"}${anchor}`;
  };

  const item = (section, query, matches, dataset) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = address(section, dataset, query);
    write(pieces(section.anchor ? section.names.join(", ") : section.label), matches, link);
    entry.append(link);
    const label = section.isTerm ? dataset.term : section.anchor ? section.label : "";
    if (label) {
      const where = document.createElement("p");
      where.textContent = label;
      entry.append(where);
    }
    entry.tell = () =>
      textOf(section).then((text) => text && entry.append(summary(section, text, matches)), () => {});
    return entry;
  };

  const show = async (place, query) => {
    const { dataset } = place.querySelector(".book-search-results");
    const status = place.querySelector(".book-search-status");
    const list = place.querySelector(".book-search-list");
    const turn = (place.turn = (place.turn ?? 0) + 1);
    place.watcher?.disconnect();
    if (!query.trim()) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    const { sections, sought, instead } = await find(query);
    if (turn !== place.turn) return; // more was typed meanwhile
    const count = sections.length;
    const says = [count > 1 ? dataset.found.replace("%s", count) : count ? dataset.one : dataset.none];
    if (instead.length && count) says.push(dataset.instead.replace("%s", () => instead.join(", ")));
    status.textContent = says.join(" ");
    const matches = matcher(sought);
    place.watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        place.watcher.unobserve(target);
        setTimeout(() => turn === place.turn && target.tell(), REST);
      }
    });
    const items = sections.slice(0, SHOWN).map((section) => item(section, query, matches, dataset));
    list.replaceChildren(...items);
    const watch = (some) => some.forEach((entry) => place.watcher.observe(entry));
    watch(items.slice(0, items.length > FEW ? SEEN : FEW));
    if (items.length > FEW)
      addEventListener("scroll", () => turn === place.turn && watch(items.slice(SEEN)), { capture: true, once: true });
  };

  /* Arrows go from the field into the hits and back. */
  const moveByKeys = (place, field) => {
    place.addEventListener("keydown", (event) => {
      const links = [...place.querySelectorAll(".book-search-list a")];
      const now = links.indexOf(document.activeElement);
      if (!links.length || (now < 0 && document.activeElement !== field)) return;
      const onLinks = now < 0 ? {} : { ArrowUp: now - 1, Home: 0, End: links.length - 1 };
      const to = { ArrowDown: now + 1, ...onLinks }[event.key];
      if (to === undefined || to >= links.length) return;
      event.preventDefault();
      (to < 0 ? field : links[to]).focus();
    });
  };

  /** Make the search field in `place` answer as the reader types; `query` is asked at once. */
  const attach = async (place, query) => {
    if (place.dataset.attached) return;
    place.dataset.attached = "yes";
    const field = place.querySelector("input");
    const { dataset } = place.querySelector(".book-search-results");
    const status = place.querySelector(".book-search-status");
    if (query) field.value = query;
    status.textContent = dataset.loading;
    let answered;
    let last;
    const answer = () => {
      if (field.value === last) return answered; // a reader may be among the hits
      last = field.value;
      answered = show(place, last).catch(() => {
        last = undefined;
        status.textContent = dataset.failed;
      });
      return answered;
    };
    let delay;
    field.addEventListener("input", () => {
      clearTimeout(delay);
      delay = setTimeout(() => book && answer(), 200);
    });
    field.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      clearTimeout(delay);
      if (!book) return;
      await answer();
      place.querySelector(".book-search-list a")?.focus();
    });
    moveByKeys(place, field);
    try {
      await load("index");
    } catch {
      delete place.dataset.attached;
      status.textContent = dataset.failed;
      return;
    }
    status.textContent = "";
    await answer();
  };

  /* Marks on the page of a hit */

  const unmark = (marks, button) => {
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    button.remove();
  };

  /** Mark in `article` what `?sought=` of the address asks for, go to the first mark, and tidy the address. */
  const mark = async (article) => {
    const there = new URL(location.href);
    const query = there.searchParams.get("sought") ?? "";
    there.searchParams.delete("sought");
    if (!split(query).length) return;
    await load("index");
    const { words } = understand(`${query} `);
    const matches = matcher(new Set(words.flatMap(({ worth }) => [...worth.keys()])));
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode())
      if (walker.currentNode.parentElement.closest("section") && !walker.currentNode.parentElement.closest(NO_MARKS))
        texts.push(walker.currentNode);
    for (const text of texts) {
      const parts = pieces(text.data);
      if (!parts.some((part) => matches(part))) continue;
      const marked = document.createDocumentFragment();
      write(parts, matches, marked);
      text.replaceWith(marked);
    }
    const marks = [...article.querySelectorAll("mark")];
    if (!marks.length) return;
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const isAfter = (one) => target.contains(one) || target.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const first = marks.find((one) => one.getClientRects().length && (!target || isAfter(one)));
    first?.scrollIntoView({ block: "center" });
    const button =
      document.querySelector(".book-search-results template")?.content.firstElementChild.cloneNode(true) ??
      Object.assign(document.createElement("button"), { type: "button", className: "marks-off", textContent: "×" });
    button.addEventListener("click", () => unmark(marks, button));
    addEventListener("keydown", (event) => event.key === "Escape" && button.isConnected && unmark(marks, button));
    article.append(button);
    history.replaceState(history.state, "", there);
  };

  /* `stemmed` is for whoever wants to see how words are led together. */
  return { attach, mark, speak, take, got, stemmed: (words) => words.map(stem) };
})();
