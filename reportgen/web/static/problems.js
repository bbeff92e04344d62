// 整改: each text is saved when it is left; measures come and go; a cause that is chosen goes into the box.
"use strict";

const problems = document.getElementById("problems");
let turn = Promise.resolve();

async function amended(change) {
  const { ok, data } = await sent(`${document.querySelector("[data-dept]").dataset.dept}/amend`,
    JSON.stringify(Object.assign({ seen: problems.dataset.seen }, change)));
  if (!ok) throw data.refused;
  problems.dataset.seen = data.seen; // that of the page as it was drawn, where somebody else has changed the file since
  if (data.elsewhere) outside();
  sided(data.side);
  if (!data.elsewhere) followed(data);
  return data.theirs;
}

// What each card still lacks, what is printed where nothing is written, and how texts read, as they are by now.
function followed(data) {
  data.cards.forEach((card, number) => {
    const shown = problems.querySelector(`[data-problem="${number}"]`);
    if (!shown) return;
    shown.querySelector("[data-heading]").textContent = card.heading;
    const lacking = shown.querySelector("[data-lacking]");
    lacking.innerHTML = card.lacking;
    lacking.parentElement.hidden = !card.lacking;
  });
  Object.keys(data.printed).forEach((id) => {
    const box = document.getElementById(id);
    if (box && !box.matches("select")) box.placeholder = data.printed[id];
  });
  Object.keys(data.reads).forEach((id) => {
    const shown = document.getElementById(`${id}:reads`);
    if (!shown) return;
    shown.hidden = data.reads[id] === null;
    shown.lastElementChild.textContent = data.reads[id] || "";
  });
}

function placed(box) {
  const measure = box.closest("[data-measure]");
  const problem = box.closest("[data-problem]");
  return {
    problem: Number(problem.dataset.problem),
    entry: problem.dataset.entry,
    measure: measure ? Number(measure.dataset.measure) : null,
    beside: measure ? measure.querySelector("[data-key='措施']").dataset.was : "",
  };
}

function inTurn(box, change, then) {
  turn = turn.then(async () => {
    const said = box.closest(".field") && box.closest(".field").querySelector(".said");
    try {
      const theirs = await amended(change());
      if (said) said.textContent = "";
      if (typeof theirs === "string") {
        box.classList.add("unsaved");
        said.appendChild(bothTexts(box, theirs, box.value, () => saveText(box)));
      } else then();
    } catch (failure) {
      const html = typeof failure === "string" ? failure : plainly("没有存上：程序已关闭，或连接断开。内容还在框里。");
      box.classList.add("unsaved");
      if (said) said.innerHTML = html; else toSay(html);
    }
  });
}

function saveText(box) {
  const text = box.value;
  if (text === box.dataset.was) return;
  const put = () => Object.assign({ what: "put", key: box.dataset.key, text, was: box.dataset.was }, placed(box));
  inTurn(box, put, () => {
    box.dataset.was = text;
    box.classList.remove("unsaved");
    box.classList.add("saved");
  });
}

if (problems) {
  problems.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-key]")) saveText(box);
    if (box.matches("[data-new]") && box.value.trim()) {
      inTurn(box, () => Object.assign({ what: "add", text: box.value }, placed(box)), () => {
        leave.free = problems.querySelector(".unsaved") === null;
        location.reload();
      });
    }
  });
  problems.addEventListener("click", (event) => {
    const cause = event.target.closest("[data-cause]");
    const drop = event.target.closest("[data-drop-measure]");
    const checked = event.target.closest("[data-checked]");
    if (cause) {
      const box = cause.closest("[data-problem]").querySelector("[data-key='原因']");
      box.value = (box.value.trim() ? `${box.value.trim().replace(/。$/, "")}；` : "") + `${cause.dataset.cause}。`;
      box.focus();
      saveText(box);
    }
    if (drop) inTurn(drop, () => Object.assign({ what: "drop" }, placed(drop)), () => location.reload());
    if (checked) inTurn(checked, () => Object.assign({ what: "checked" }, placed(checked)), () => location.reload());
  });
  window.addEventListener("focus", () => {
    problems.querySelectorAll("[data-key].unsaved").forEach((box) => {
      if (!box.closest(".field").querySelector(".conflict")) saveText(box);
    });
  });
  leave.settled = () => turn;
  leave.unsaved = () => problems.querySelector(".unsaved") !== null || Array.from(problems.querySelectorAll("[data-was]"))
    .some((box) => box.value !== box.dataset.was);
}
