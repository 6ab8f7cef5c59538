// Choosing something shows whether it is right, and its reason; the score of the page is kept on this device.  The words
// stand in the page already: those of verdict and score on their elements, the reasons in the list that readers without
// JavaScript open.
//
// An exercise with a place for the verdict is judged.  What there is to choose are elements of class `choice`, each with
// an input, and with `data-right` when it is right; inputs of one name are a group.  The reason of a choice has the same
// place in the list, or that which `data-reason` says.
const exercises = [...document.querySelectorAll(".exercise")];
const questions = exercises.filter((exercise) => exercise.querySelector(".verdict"));
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

const choicesOf = (question) => [...question.querySelectorAll(".choice")];
const inputOf = (choice) => choice.querySelector("input");
const isRight = (choice) => "right" in choice.dataset;

function show(question, chosen) {
  const choices = choicesOf(question);
  const verdict = question.querySelector(".verdict");
  for (const choice of choices) if (!inputOf(choice).checked) delete choice.dataset.state;
  delete verdict.dataset.state;
  verdict.replaceChildren();
  if (!inputOf(chosen).checked) return;
  const state = isRight(chosen) ? "right" : "wrong";
  chosen.dataset.state = verdict.dataset.state = state;

  const word = document.createElement("strong");
  word.textContent = state === "right" ? verdict.dataset.wordRight : verdict.dataset.wordWrong;
  const reason = question.querySelectorAll(".reasons > li")[chosen.dataset.reason ?? choices.indexOf(chosen)];
  verdict.append(word, " ", ...copies(reason.children));
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
    const choices = choicesOf(question);
    const places = [tried.get(question.id) ?? []].flat().filter((place) => Number.isInteger(place) && place in choices);
    if (places.length) {
      tried.set(question.id, places);
      for (const place of places) {
        const input = inputOf(choices[place]);
        input.checked = input.type === "radio" || !input.checked;
        show(question, choices[place]);
      }
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

/** Whether a group was right at the first choice; nothing while that is open.  Of check boxes all are the choice. */
function firstOf(group, chosen) {
  const own = chosen.filter((choice) => group.includes(choice));
  if (!own.length) return undefined;
  if (inputOf(own[0]).type === "radio") return isRight(own[0]);
  if (!own.every(isRight)) return false;
  return group.filter(isRight).every((choice) => own.includes(choice)) || undefined;
}

/** What was right at the first choice, for each group of a question. */
function firsts(question) {
  const choices = choicesOf(question);
  const chosen = (tried.get(question.id) ?? []).map((place) => choices[place]);
  const names = new Set(choices.map((choice) => inputOf(choice).name));
  return [...names].map((name) => firstOf(choices.filter((choice) => inputOf(choice).name === name), chosen));
}

function showScore() {
  const answered = questions.map(firsts).filter((groups) => !groups.includes(undefined));
  const right = answered.filter((groups) => groups.every(Boolean));
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
    const place = choicesOf(question).indexOf(chosen);
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
