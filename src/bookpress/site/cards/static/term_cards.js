/* A link to a glossary entry opens a card with the entry: beside the link on wide screens, from below on phones.
   Words and definitions come with term_cards_data.js, asked for at the first card; they are text, never HTML. */
"use strict";

const links = [...document.querySelectorAll("a[href*='#']")].filter(
  (link) => link.querySelector(".std-term") && link.pathname !== location.pathname,
);
const wide = matchMedia("(min-width: 768px)");
const GAP = 8;
let loading;
let card;

const load = () =>
  (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${document.documentElement.dataset.content_root}_static/term_cards_data.js`;
    script.onload = () => resolve(window.termCards);
    script.onerror = () => {
      loading = undefined;
      reject(new Error(script.src));
    };
    document.head.append(script);
  }));

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function makeCard(data) {
  card = element("div", { className: "term-card", popover: "auto", tabIndex: -1 });
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-labelledby", "term-card-name");
  const close = element("button", { type: "button", className: "term-card-close" }, "×");
  close.setAttribute("aria-label", data.close);
  close.addEventListener("click", () => card.hidePopover());
  card.addEventListener("keydown", (event) => {
    if (event.key === "Escape") card.hidePopover(); // also where a script of the theme takes the key
  });
  card.append(
    close,
    element("p", { id: "term-card-name", className: "term-card-name" }),
    element("p", { className: "term-card-text" }),
    element("p", { className: "term-card-more" }, element("a", {}, data.more)),
  );
  document.body.append(card);
}

function fill([name, definition], address) {
  card.querySelector(".term-card-name").textContent = name;
  card
    .querySelector(".term-card-text")
    .replaceChildren(
      ...definition.map((part) => (typeof part === "string" ? part : element("i", { lang: part[0] }, part[1]))),
    );
  card.querySelector(".term-card-more > a").href = address;
}

/* Under the line of the link, or over it when there is no room. */
function place(link) {
  const { style } = card;
  style.left = style.top = "";
  if (!wide.matches) return;
  const [line] = link.getClientRects();
  const { width, height } = card.getBoundingClientRect();
  const under = line.bottom + GAP;
  const top = under + height > innerHeight && line.top > height + GAP ? line.top - height - GAP : under;
  const left = Math.max(GAP, Math.min(line.left, document.documentElement.clientWidth - width - GAP));
  style.top = `${top + scrollY}px`;
  style.left = `${left + scrollX}px`;
}

async function open(link) {
  try {
    const data = await load();
    const entry = data.entries[decodeURIComponent(link.hash.slice(1))];
    if (!card) makeCard(data);
    fill(entry, link.href);
  } catch {
    location.href = link.href; // no definitions: the link is still a link
    return;
  }
  card.hidePopover();
  link.focus({ preventScroll: true }); // where the focus returns to
  card.showPopover();
  place(link);
  card.focus({ preventScroll: true });
}

if ("popover" in HTMLElement.prototype)
  for (const link of links) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(link);
    });
  }
