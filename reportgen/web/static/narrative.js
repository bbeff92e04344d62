// 叙述: four buttons that write Markdown, and what a check says of the texts, beside them.
"use strict";

const checkedTexts = Array.from(form.querySelectorAll("[data-checked]"));
let asked = 0;

// The texts of this page held against the data; only the last answer counts.
async function checkTexts() {
  asked += 1;
  const mine = asked;
  checkedTexts.forEach((place) => place.setAttribute("aria-busy", "true"));
  try {
    const path = `${document.querySelector("[data-dept]").dataset.dept}/narrative/${form.dataset.page}`;
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok || mine !== asked) return;
    const told = await answer.json();
    checkedTexts.forEach((place) => {
      const html = told[place.dataset.checked] || "";
      if (place.told !== html) place.innerHTML = html;
      place.told = html;
      place.classList.remove("stale");
    });
  } catch (failure) {
    checkedTexts.forEach((place) => { if (!place.told) place.innerHTML = plainly("没有核对成：程序已关闭，或连接断开。"); });
  } finally {
    if (mine === asked) checkedTexts.forEach((place) => place.removeAttribute("aria-busy"));
  }
}

// What is typed in place of what is selected; the browser's own undo takes it back.
function typeIn(box, from, to, text) {
  box.focus();
  box.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) box.setRangeText(text, from, to, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

const MARKS = /^(?:#{1,3} |\d+\. |- )/;
const TABLE = "| 项目 | 数值 |\n| --- | --- |\n| 　 | 　 |";

const TOOLS = {
  body: (lines) => `\n\n${lines.map((line) => line.replace(MARKS, "")).join("\n\n")}`,
  heading: (lines) => lines.map((line) => (line.trim() ? `# ${line.replace(MARKS, "")}` : line)).join("\n"),
  item: (lines) => lines.map((line, n) => `${n + 1}. ${line.replace(MARKS, "")}`).join("\n"),
};

function used(button) {
  const box = button.closest("[data-field]").querySelector("textarea");
  const { value, selectionStart, selectionEnd } = box;
  const tool = button.dataset.tool;
  if (tool === "table" || (tool === "body" && selectionStart === selectionEnd)) {
    const before = value.slice(0, selectionStart).replace(/\n*$/, "");
    const gap = before ? "\n\n" : "";
    const after = value.slice(selectionEnd).replace(/^\n*/, "");
    const text = gap + (tool === "table" ? TABLE + (after ? "\n\n" : "\n") : "");
    typeIn(box, before.length, value.length - after.length, text);
    return;
  }
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", Math.max(selectionEnd - (selectionEnd > selectionStart ? 1 : 0), from));
  const to = next < 0 ? value.length : next;
  const made = TOOLS[tool](value.slice(from, to).split("\n"));
  typeIn(box, from, to, tool === "body" ? made.slice(from === 0 ? 2 : 1) : made);
}

if (checkedTexts.length) {
  checkTexts();
  form.addEventListener("stored", checkTexts);
  form.addEventListener("input", (event) => {
    const field = event.target.closest(".narrative");
    if (field) field.querySelector(".checked").classList.add("stale");
  });
  form.addEventListener("mousedown", (event) => { if (event.target.closest("[data-tool]")) event.preventDefault(); });
  form.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    const range = event.target.closest("[data-from]");
    if (tool) used(tool);
    if (range) {
      const box = range.closest("[data-field]").querySelector("textarea");
      box.focus();
      box.setSelectionRange(Number(range.dataset.from), Number(range.dataset.to));
    }
  });
}
