/* The buttons that copy a reference: what they copy is the text of the next element. */
"use strict";

for (const button of document.querySelectorAll(".cite-copy")) {
  if (!navigator.clipboard) break; // not a secure place: the text can still be selected
  button.hidden = false;
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const { textContent } = button.closest(".cite-form").nextElementSibling;
    try {
      await navigator.clipboard.writeText(textContent.trim());
    } catch {
      return; // the reader forbids it
    }
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 3000);
  });
}
