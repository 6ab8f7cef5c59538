/* On every page: opens the search, which is loaded when it is first needed: by a button .search-open or Ctrl+K where the
   page has the dialog, on the search page by a query in the address or when the field is entered, and on a page that a
   hit led to. */
"use strict";

const inPage = document.querySelector(".search-page");
const dialog = document.getElementById("search-dialog");
const asked = new URLSearchParams(location.search);

let loaded;

const load = () =>
  (loaded ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const version = document.querySelector(".book-search-results")?.dataset.version;
    script.src = `${document.documentElement.dataset.content_root}_static/search/search.js${version ? `?v=${version}` : ""}`;
    script.onload = resolve;
    script.onerror = () => {
      loaded = undefined;
      reject(new Error(script.src));
    };
    document.head.append(script);
  }));

const start = async (place, query) => {
  try {
    await load();
    BookSearch.attach(place, query);
  } catch {
    place.querySelector(".book-search-status").textContent =
      place.querySelector(".book-search-results").dataset.failed;
  }
};

const open = () => {
  if (inPage) inPage.querySelector("input").focus();
  else if (!dialog.open) {
    dialog.showModal();
    start(dialog);
  }
};

if (inPage) {
  if (asked.get("q")) start(inPage, asked.get("q"));
  else inPage.querySelector("input").addEventListener("focus", () => start(inPage));
} else if (asked.get("sought"))
  load().then(
    () => BookSearch.mark(document.querySelector("article") ?? document.querySelector("[role=main], main") ?? document.body),
    () => {}, // the page can be read without marks
  );

if (dialog || inPage) {
  for (const button of document.querySelectorAll(".search-open")) button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}
dialog?.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-close]") || event.target.closest("a")) dialog.close();
});
