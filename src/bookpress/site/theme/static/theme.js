/* In the head of every page, before anything is painted: the reader's choice of colours, else the device's; and whether the
   page may be laid out in parts, the first screen first (book.css, site.js).  One that opens at another place may not: its
   place depends on the height of all that is before it. */
(function () {
  var page = document.documentElement;
  var mode = "auto";
  try {
    mode = localStorage.getItem("mode");
  } catch (error) {
    /* storage is forbidden */
  }
  page.classList.add("js");
  page.dataset.mode = mode === "light" || mode === "dark" ? mode : "auto";
  var dark = matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = page.dataset.mode === "auto" ? (dark ? "dark" : "light") : mode;
  var visit = performance.getEntriesByType("navigation")[0];
  if (visit && visit.type === "navigate" && !location.hash && !location.search) page.classList.add("in-parts");
})();
