/* What moves on every page: colours, drawers, the mark in this page's contents; and the layout of a long page. */
"use strict";

const page = document.documentElement;

/* Colours */

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

function paint() {
  const { mode } = page.dataset;
  page.dataset.theme = mode === "auto" ? (prefersDark.matches ? "dark" : "light") : mode;
  for (const choice of document.querySelectorAll("[data-mode]:not(html)"))
    choice.setAttribute("aria-pressed", String(choice.dataset.mode === mode));
}

function choose(mode) {
  page.dataset.mode = mode;
  try {
    localStorage.setItem("mode", mode);
  } catch {
    /* storage is forbidden: the choice holds for this page */
  }
  paint();
}

function setUpColours() {
  const menu = document.querySelector(".colour-menu");
  const close = () => menu.removeAttribute("open");
  for (const choice of menu.querySelectorAll("[data-mode]"))
    choice.addEventListener("click", () => {
      choose(choice.dataset.mode);
      close();
      menu.querySelector("summary").focus();
    });
  document.addEventListener("click", (event) => menu.contains(event.target) || close());
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  prefersDark.addEventListener("change", paint);
  paint();
}

/* Drawers on narrow screens */

function closeOnRequest(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]") || event.target.closest("a")) dialog.close();
  });
}

function setUpDrawer(side, isColumn) {
  const column = document.getElementById(`pst-${side}-sidebar`);
  const dialog = document.getElementById(`pst-${side}-sidebar-modal`);
  const button = document.querySelector(`.${side}-toggle`);
  if (!column || !dialog || !button) return;
  const move = (from, to) => {
    to.append(...from.childNodes);
    to.className = from.className;
    from.className = "";
  };
  button.addEventListener("click", () => {
    if (isColumn.matches) {
      column.classList.toggle("pst-sidebar-hidden");
      return;
    }
    dialog.setAttribute("aria-label", button.getAttribute("aria-label"));
    move(column, dialog);
    dialog.showModal();
  });
  dialog.addEventListener("close", () => {
    move(dialog, column);
    button.focus();
  });
  isColumn.addEventListener("change", () => dialog.open && dialog.close());
  closeOnRequest(dialog);
}

function showCurrentPage() {
  const column = document.getElementById("pst-primary-sidebar");
  const current = column && column.querySelector("li.current > a");
  if (current) column.scrollTop = current.offsetTop - column.clientHeight / 2;
}

/* This page's contents: the section being read */

function setUpContents() {
  const links = new Map();
  for (const link of document.querySelectorAll(".page-toc a[href^='#']")) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const heading = target && (target.querySelector("h2, h3, h4") || target);
    if (heading) links.set(heading, link);
  }
  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting).pop();
      if (!seen) return;
      for (const link of links.values()) {
        link.classList.remove("active");
        link.removeAttribute("aria-current");
      }
      const link = links.get(seen.target);
      link.classList.add("active");
      link.setAttribute("aria-current", "true");
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const heading of links.keys()) observer.observe(heading);
}

/* Tables that scroll can be reached by the keyboard and have the name of their table */

function setUpTables() {
  const boxes = document.querySelectorAll(".pst-scrollable-table-container");
  boxes.forEach((box, number) => {
    const caption = box.querySelector(".caption-text, caption");
    if (!caption) return;
    caption.id ||= `caption-${number}`;
    box.setAttribute("aria-labelledby", caption.id);
  });
  const update = (changed) => {
    for (const { target: box } of changed) {
      const scrolls = box.scrollWidth > box.clientWidth;
      box.classList.toggle("scrolls", scrolls);
      if (scrolls) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
      } else {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
      }
    }
  };
  const sizes = new ResizeObserver(update); // tells the first size when the box is laid out
  for (const box of boxes) sizes.observe(box);
}

/* The parts that book.css leaves out of the first layout, one after another while there is nothing else to do, so that no
   tap waits; a link into the page needs them all */

const PARTS = "section > section, .exercise, .answer, .glossary > dd, .bibliography > li, .index-letter";
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));

function layOutParts() {
  const parts = [...document.querySelectorAll(`.in-parts .bd-article :is(${PARTS})`)];
  const layOutNext = () => parts.length && (parts.shift().style.contentVisibility = "visible");
  const goOn = () => {
    if (layOutNext()) return whenIdle(goOn);
    document.removeEventListener("click", followLink, true);
    page.dataset.laidOut = "";
  };
  const followLink = ({ target }) => {
    if (target.closest("a[href^='#']")) while (layOutNext());
  };
  document.addEventListener("click", followLink, true);
  whenIdle(goOn);
}

setUpColours();
setUpDrawer("primary", matchMedia("(min-width: 992px)"));
setUpDrawer("secondary", matchMedia("(min-width: 1200px)"));
showCurrentPage();
setUpContents();
setUpTables();
if (document.readyState === "complete") layOutParts();
else addEventListener("load", layOutParts);
