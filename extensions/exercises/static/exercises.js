// Choosing an option shows whether it is right, and its reason.  The words stand in the page already: those of the
// verdict on its element, the reasons in the list that readers without JavaScript open.
for (const question of document.querySelectorAll("fieldset.question")) {
  const choices = [...question.querySelectorAll(".choice")];
  const reasons = question.querySelectorAll(".reasons > li");
  const verdict = question.querySelector(".verdict");

  question.addEventListener("change", (event) => {
    const chosen = event.target.closest(".choice");
    const state = "right" in chosen.dataset ? "right" : "wrong";
    for (const choice of choices) delete choice.dataset.state;
    chosen.dataset.state = verdict.dataset.state = state;

    const word = document.createElement("strong");
    word.textContent = state === "right" ? verdict.dataset.wordRight : verdict.dataset.wordWrong;
    const reason = reasons[choices.indexOf(chosen)].cloneNode(true);
    for (const element of reason.querySelectorAll("[id]")) element.removeAttribute("id");
    verdict.replaceChildren(word, " ", ...reason.childNodes);
  });
}
