/* In the head of every page, before anything is painted: the reader's choice of colours, else the device's. */
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
})();
