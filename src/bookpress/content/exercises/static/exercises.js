// Choosing an option shows whether it is right, and its reason; the score of the page is kept on this device.  The words
// stand in the page already: those of verdict and score on their elements, the reasons in the list that readers without
// JavaScript open.
const questions = [...document.querySelectorAll("fieldset.question")];
const exercises = [...document.querySelectorAll(".question, .essay")];
const score = document.querySelector(".score");
const printed = document.querySelector(".printed-answers");

/** Copy elements, without the ids that only one element of a page may have. */
function copies(elements) {
  return [...elements].map((element) => {
    const copy = element.cloneNode(true);
    for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
    return copy;
  });
}

function show(question, chosen) {
  const choices = [...question.querySelectorAll(".choice")];
  const verdict = question.querySelector(".verdict");
  const state = "right" in chosen.dataset ? "right" : "wrong";
  for (const choice of choices) delete choice.dataset.state;
  chosen.dataset.state = verdict.dataset.state = state;

  const word = document.createElement("strong");
  word.textContent = state === "right" ? verdict.dataset.wordRight : verdict.dataset.wordWrong;
  const reason = question.querySelectorAll(".reasons > li")[choices.indexOf(chosen)];
  verdict.replaceChildren(word, " ", ...copies(reason.children));
}

function clear(question) {
  for (const input of question.querySelectorAll("input")) input.checked = false;
  for (const element of question.querySelectorAll("[data-state]")) delete element.dataset.state;
  question.querySelector(".verdict").replaceChildren();
}

// What was chosen: for each question the places of its choices, in the order in which the reader tried them.
const store = `exercises:${location.pathname}`;
let tried = new Map();
let isKept = true;

function restore() {
  try {
    tried = new Map(Object.entries(JSON.parse(localStorage.getItem(store)) ?? {}));
  } catch {
    tried = new Map(); // refused, or not what was written here
  }
  for (const question of questions) {
    const places = [tried.get(question.id) ?? []].flat();
    const choice = question.querySelectorAll(".choice")[places.at(-1)];
    if (choice) {
      tried.set(question.id, places);
      choice.querySelector("input").checked = true;
      show(question, choice);
    } else tried.delete(question.id);
  }
}

function keep() {
  try {
    if (tried.size) localStorage.setItem(store, JSON.stringify(Object.fromEntries(tried)));
    else localStorage.removeItem(store);
    isKept = true;
  } catch {
    isKept = false;
  }
}

function showScore() {
  const answered = questions.filter((question) => tried.has(question.id));
  const right = answered.filter((question) => {
    const first = question.querySelectorAll(".choice")[tried.get(question.id)[0]];
    return first && "right" in first.dataset;
  });
  const numbers = { answered: answered.length, all: questions.length, right: right.length };
  const words = score.dataset.form.replace(/\{(\w+)\}/g, (_, name) => numbers[name]);
  score.querySelector("p").textContent = `${words} ${isKept ? score.dataset.kept : score.dataset.refused}`;
  score.hidden = false;
}

if (score) {
  restore();
  keep();
  showScore();
  score.querySelector("button").addEventListener("click", () => {
    questions.forEach(clear);
    tried.clear();
    keep();
    showScore();
    questions[0].querySelector("input").focus();
  });
}

for (const question of questions) {
  question.addEventListener("change", (event) => {
    const chosen = event.target.closest(".choice");
    const place = [...question.querySelectorAll(".choice")].indexOf(chosen);
    show(question, chosen);
    tried.set(question.id, [...(tried.get(question.id) ?? []), place]);
    keep();
    showScore();
  });
}

// On paper the answers stand at the end of the page, not below their questions.
function setOnPaper(onPaper) {
  printed.hidden = !onPaper;
  for (const answer of printed.querySelectorAll(".printed-answer")) answer.remove();
  for (const exercise of exercises) {
    const solution = exercise.querySelector(".solution");
    solution.hidden = onPaper;
    if (onPaper) {
      const title = document.createElement("h3");
      title.textContent = exercise.querySelector(".question-title").textContent;
      const answer = document.createElement("div");
      answer.className = "printed-answer";
      answer.append(title, ...copies(solution.querySelectorAll(":scope > :not(summary)")));
      printed.append(answer);
    }
  }
}

if (printed) {
  addEventListener("beforeprint", () => setOnPaper(true));
  addEventListener("afterprint", () => setOnPaper(false));
}
