/* What has been read is kept on this device and goes nowhere: marks in the contents, and the way back on the front page.
   Only names that the page itself links to are taken from the storage; nothing of it becomes text or markup. */
"use strict";

const about = document.querySelector("meta[name=reading]");
const key = about && `reading: ${about.content}`;
const root = new URL(document.documentElement.dataset.content_root, location.href).href;
const ANCHOR = /^[\w.-]{1,100}$/;

/** Give what is kept; nothing when there is none, or when it is not ours to read. */
function kept() {
  const notes = { read: [], last: "", anchor: "" };
  try {
    const found = JSON.parse(localStorage.getItem(key));
    if (Array.isArray(found.read)) notes.read = found.read.filter((name) => typeof name === "string");
    if (typeof found.last === "string") notes.last = found.last;
    if (typeof found.anchor === "string" && ANCHOR.test(found.anchor)) notes.anchor = found.anchor;
  } catch {
    /* nothing there, not readable, or forbidden */
  }
  return notes;
}

function keep(notes) {
  try {
    localStorage.setItem(key, JSON.stringify(notes));
  } catch {
    /* full or forbidden: then nothing is kept */
  }
}

/** The links of `list` to chapters, by the name of the chapter, as their address below the root says it. */
function chapters(list) {
  const found = new Map();
  for (const link of list)
    if (link.href.startsWith(root) && link.pathname !== new URL(root).pathname) {
      const name = link.href.slice(root.length).replace(/[?#].*/, "").replace(/(\/|\.html|\/index\.html)$/, "");
      if (!found.has(name)) found.set(name, link);
    }
  return found;
}

function markContents({ read }) {
  for (const [name, link] of chapters(document.querySelectorAll(".bd-links a, .sphinxsidebar a"))) {
    const mark = link.querySelector(".reading-mark");
    if (!read.includes(name)) mark?.remove();
    else if (!mark) {
      const made = document.createElement("span");
      made.className = "reading-mark";
      made.setAttribute("role", "img");
      made.setAttribute("aria-label", about.dataset.read);
      made.textContent = "✓";
      link.append(" ", made);
    }
  }
}

function offerToGoOn() {
  const section = document.querySelector(".reading-resume");
  if (!section) return;
  const list = chapters(document.querySelectorAll(".toctree-l1 > a"));
  const { read, last, anchor } = kept();
  const link = list.get(last);
  if (!link) return;
  const goOn = section.querySelector(".reading-go-on");
  goOn.href = link.href.replace(/#.*/, "") + (anchor && `#${anchor}`);
  goOn.querySelector("b").textContent = link.textContent.replace("✓", "").trim();
  const count = section.querySelector(".reading-count");
  const known = read.filter((name) => list.has(name)).length;
  count.textContent = count.dataset.words.replace("%(read)s", known);
  section.querySelector(".reading-reset").addEventListener("click", () => {
    try {
      localStorage.removeItem(key);
    } catch {
      /* forbidden: then nothing was kept */
    }
    section.hidden = true;
    markContents(kept());
  });
  section.hidden = false;
}

function note(change) {
  const notes = { ...kept(), ...change };
  keep(notes);
  return notes;
}

function follow(name) {
  const headings = document.querySelectorAll("article section[id] > h2");
  note({ last: name, anchor: ANCHOR.test(location.hash.slice(1)) ? location.hash.slice(1) : "" });
  const atHeading = new IntersectionObserver(
    (entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting).pop();
      if (seen) note({ last: name, anchor: seen.target.parentElement.id });
    },
    { rootMargin: "0px 0px -60% 0px" },
  );
  for (const heading of headings) atHeading.observe(heading);
  const end = document.querySelector(".prev-next-footer, footer");
  const atEnd = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    atEnd.disconnect();
    const { read } = kept();
    if (!read.includes(name)) markContents(note({ read: [...read, name] }));
  });
  if (end) atEnd.observe(end);
}

if (about) {
  markContents(kept());
  if (about.dataset.chapter) follow(about.dataset.chapter);
  else offerToGoOn();
}
