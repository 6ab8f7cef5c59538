/* The button that keeps the whole book on this device, and the one that removes it.  Nothing is kept before. */
"use strict";

const section = document.querySelector(".offline");
const root = new URL(document.documentElement.dataset.content_root, location.href).href;
const [save, remove, progress, status, size] = ["save", "remove", "progress", "status", "size"].map((name) =>
  section.querySelector(`.offline-${name}`),
);
const words = section.dataset;

const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => values[name]);

function inUnits(bytes) {
  const inMB = bytes >= 999500;
  const number = inMB ? bytes / 1e6 : bytes / 1e3;
  const options = { maximumFractionDigits: number < 9.95 ? 1 : 0 };
  return `${number.toLocaleString(document.documentElement.lang, options)} ${inMB ? "MB" : "kB"}`;
}

function show(state) {
  save.hidden = state === "saved" || state === "saving";
  remove.hidden = state !== "saved";
  progress.hidden = state !== "saving";
  status.textContent = words[state] ?? "";
}

const ours = async () => {
  const registration = await navigator.serviceWorker.getRegistration(root);
  return registration?.scope === root ? registration : undefined;
};

function follow(worker) {
  show("saving");
  progress.removeAttribute("value");
  worker.addEventListener("statechange", () => {
    if (worker.state === "activated") {
      show("saved");
      remove.focus();
      navigator.storage?.persist?.(); // else it may be the first to go when space is short
    } else if (worker.state === "redundant") {
      show("failed");
      save.focus();
    }
  });
}

save.addEventListener("click", async () => {
  try {
    const registration = await navigator.serviceWorker.register(`${root}sw.js`, { scope: root });
    if (registration.installing) follow(registration.installing);
    else show("saved");
  } catch {
    show("failed");
  }
});

remove.addEventListener("click", async () => {
  await (await ours())?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(`offline ${root} `)) await caches.delete(name);
  show("removed");
  save.focus();
});

async function start() {
  const sizes = await (await fetch(`${root}offline.json`)).json();
  size.textContent = fill(words.size, { kept: inUnits(sizes.kept), sent: inUnits(sizes.sent) });
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (!data.offline || progress.hidden) return;
    progress.max = data.all;
    progress.value = data.done;
    status.textContent = fill(words.progress, data);
  });
  const registration = await ours();
  if (registration?.installing && !registration.active) follow(registration.installing);
  else if (registration) show("saved");
  section.hidden = false;
}

if (location.protocol !== "file:" && isSecureContext && "serviceWorker" in navigator) start().catch(() => {});
