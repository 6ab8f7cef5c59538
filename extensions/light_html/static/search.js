/* Search on Sphinx's own searchtools.js and index: it finds, this shows.  Works from a file, too: there the
   pages cannot be read for their summaries, and only titles are shown. */
"use strict";

const BookSearch = (() => {
  const SHOWN = 30;
  const SUMMARIES = 5;
  const page = document.documentElement;
  const root = page.dataset.content_root;
  const texts = new Map();

  /* What searchtools.js expects of Sphinx's other scripts; it must not draw results of its own. */
  window.SPHINX_HIGHLIGHT_ENABLED = false;
  window._ready = () => {};
  window._ = (message) => (message === ", in " ? results().dataset.in : message);
  const results = () => document.querySelector(".book-search-results");

  const load = (path) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root + path;
      script.onload = resolve;
      script.onerror = () => reject(new Error(path));
      document.head.append(script);
    });

  let ready;
  const whenReady = () =>
    (ready ??= load("_static/searchtools.js")
      .then(() => load("_static/language_data.js"))
      .then(() => load("searchindex.js")));

  const address = (document_, anchor) => {
    const { builder, suffix } = results().dataset;
    if (builder === "dirhtml") return root + document_.replace(/(^|\/)index$/, "$1").replace(/([^/])$/, "$1/") + anchor;
    return root + document_ + suffix + anchor;
  };

  const find = (query) => {
    const seen = new Set();
    return Search._performSearch(...Search._parseQuery(query))
      .reverse()
      .map(([document_, title, anchor, description]) => ({ document_, title, anchor: anchor || "", description }))
      .filter(({ document_, title, anchor }) => {
        const key = `${document_} ${anchor} ${title}`;
        return !seen.has(key) && seen.add(key);
      });
  };

  const readText = (document_) => {
    if (!texts.has(document_))
      texts.set(
        document_,
        fetch(address(document_, ""))
          .then((answer) => answer.text())
          .then((html) => {
            const article = new DOMParser().parseFromString(html, "text/html").querySelector("article");
            for (const part of article.querySelectorAll("h1, .objectives, .headerlink, script, style")) part.remove();
            return article.textContent.replace(/\s+/g, " ");
          }),
      );
    return texts.get(document_);
  };

  /* A word of the text matches when it is kept in the index under one of the forms sought. */
  const matcher = (query) => {
    const stemmer = new Stemmer();
    const forms = Search._parseQuery(query)[1];
    const known = new Map();
    return (word) => {
      const low = word.toLowerCase();
      if (!known.has(low)) {
        const near = [...forms].some((form) => low.includes(form.slice(1)));
        known.set(low, near && forms.has(stemmer.stemWord(low)));
      }
      return known.get(low);
    };
  };

  const summary = (text, matches) => {
    const paragraph = document.createElement("p");
    const words = text.split(/([^\p{Letter}\p{Number}]+)/u);
    const first = Math.max(0, words.findIndex((word) => matches(word)));
    const shown = words.slice(Math.max(0, first - 24), first + 56);
    if (first > 24) paragraph.append("… ");
    for (const word of shown) {
      if (!/^[\p{Letter}\p{Number}]/u.test(word) || !matches(word)) {
        paragraph.append(word);
        continue;
      }
      const mark = document.createElement("mark");
      mark.textContent = word;
      paragraph.append(mark);
    }
    paragraph.append(" …");
    return paragraph;
  };

  const item = (hit, number, matches) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = address(hit.document_, hit.anchor);
    link.textContent = hit.title;
    entry.append(link);
    if (hit.description) entry.append(` (${hit.description})`);
    else if (number < SUMMARIES && location.protocol !== "file:")
      readText(hit.document_)
        .then((text) => entry.append(summary(text, matches)))
        .catch(() => {});
    return entry;
  };

  const show = (place, query) => {
    const { dataset } = place.querySelector(".book-search-results");
    const status = place.querySelector(".book-search-status");
    const list = place.querySelector(".book-search-list");
    list.replaceChildren();
    if (!query.trim()) {
      status.textContent = "";
      return;
    }
    const hits = find(query);
    status.textContent = hits.length ? dataset.found.replace("%s", hits.length) : dataset.none;
    const matches = matcher(query);
    list.append(...hits.slice(0, SHOWN).map((hit, number) => item(hit, number, matches)));
  };

  /** Make the search field in `place` answer as the reader types. */
  const attach = async (place) => {
    if (place.dataset.attached) return;
    place.dataset.attached = "yes";
    const field = place.querySelector("input");
    const { dataset } = place.querySelector(".book-search-results");
    const status = place.querySelector(".book-search-status");
    status.textContent = dataset.loading;
    try {
      await whenReady();
    } catch {
      status.textContent = dataset.failed;
      return;
    }
    status.textContent = "";
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => show(place, field.value), 200);
    });
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(place, field.value);
    });
    show(place, field.value);
  };

  return { attach };
})();
