// What every screen uses: posting, answers in their places, the panel that explains a mark.
"use strict";

function toSay(html) {
  const told = document.getElementById("told");
  told.innerHTML = html;
  clearTimeout(toSay.timer);
  toSay.timer = setTimeout(() => { told.textContent = ""; }, 6000);
}

function plainly(text) {
  const holder = document.createElement("p");
  holder.textContent = text;
  return holder.outerHTML;
}

async function sent(path, body, type) {
  const headers = { "content-type": type || "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body, credentials: "same-origin" });
  let data = {};
  try { data = await answer.json(); } catch (failure) { data.refused = plainly(`没有送到：程序答复了 ${answer.status}，请刷新后再试。`); }
  return { ok: answer.ok, data };
}

function fieldsOf(button) {
  const holder = button.closest("[data-fields]");
  const found = {};
  if (holder) {
    holder.querySelectorAll("[name]").forEach((one) => {
      if (one.type !== "checkbox") found[one.name] = one.value;
      else if (one.checked) found[one.name] = true;
    });
  }
  return found;
}

function answerPlace(button) {
  const holder = button.closest("[data-fields]");
  const card = holder && (holder.querySelector(".answer") || (holder.parentElement && holder.parentElement.querySelector(".answer")));
  return card || null;
}

async function posted(button) {
  const place = answerPlace(button);
  const label = button.textContent;
  button.disabled = true;
  button.textContent = button.dataset.busy || label;
  if (place) place.querySelectorAll(".note").forEach((one) => one.remove()); // of the time before
  try {
    await leave.settled();
    const { ok, data } = await sent(button.dataset.post, JSON.stringify(fieldsOf(button)));
    if (ok && data.go) { leave.free = true; location.href = data.go; return; }
    if (ok && data.reload) { sessionStorage.setItem("told", data.told || ""); location.reload(); return; }
    if (ok && data.place) { sessionStorage.setItem("told", data.told); shownAt(data.place); }
    const html = ok ? data.html || plainly(data.told || "") : data.refused;
    if (place) place.innerHTML = html; else toSay(html);
  } catch (failure) {
    toSay(plainly("没有送到：程序已关闭，或连接断开。"));
  }
  freed(button, label);
}

// The page with that place as it is by now, also where it is this one.
function shownAt(address) {
  const there = new URL(address, location.href);
  const here = there.pathname + there.search === location.pathname + location.search;
  location.href = address;
  if (here) location.reload();
}

// A button that can be pressed again; who pressed it by the keyboard goes on from it.
function freed(button, label) {
  button.disabled = false;
  button.textContent = label;
  if (document.activeElement === document.body) button.focus();
}

// What the buttons above would take back, or do again.
function turnable() {
  const turns = document.querySelector("[data-turns]");
  if (!turns) return;
  document.querySelectorAll("[data-turn]").forEach((button) => {
    const told = turns.dataset[button.dataset.turn];
    button.disabled = !told;
    button.title = told ? `${button.textContent}：${told}` : `没有可以${button.textContent}的修改`;
  });
}
document.addEventListener("sided", turnable);

// The panel beside the page drawn anew; what a check of the whole report says comes once nobody types any more.
const QUIET = 1500; // milliseconds
let sidedTimer = 0;

function sided(html) {
  document.getElementById("side").innerHTML = html;
  document.dispatchEvent(new Event("sided"));
  completed();
}

function completed() {
  const unread = document.querySelector("#side [data-unread]");
  const dept = document.querySelector("[data-dept]");
  clearTimeout(sidedTimer);
  if (!unread || !dept) return;
  sidedTimer = setTimeout(async () => {
    try {
      const answer = await fetch(`${dept.dataset.dept}/side?whole=1`, { credentials: "same-origin" });
      const html = await answer.text();
      if (!answer.ok || !unread.isConnected) return; // a later save has drawn it since
      document.getElementById("side").innerHTML = html;
      document.dispatchEvent(new Event("sided"));
      const left = document.querySelector("#side [data-unread]");
      if (left) left.textContent = "报告文字的意见见“核查”页。";
    } catch (failure) { unread.textContent = "报告文字的意见见“核查”页。"; }
  }, QUIET);
}

// Somebody else changed the file: told above the page, with a way to what it says now.
function outside() {
  const banner = document.getElementById("banner");
  banner.textContent = "资料在本页以外被改过，别处改的没有动；没有写入的，框边会说。";
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "载入新内容";
  again.addEventListener("click", () => location.reload());
  banner.appendChild(again);
}

// What somebody else wrote in a place meanwhile beside what was typed there; one of them is taken.
function bothTexts(box, theirs, mine, write) {
  const holder = document.createElement("div");
  holder.className = "conflict";
  const words = document.createElement("p");
  const short = theirs.length + mine.length < 60 && !/\n/.test(theirs + mine);
  words.textContent = short ? `这一处在别处改成了“${theirs}”，您填的是“${mine}”，没有写入。` : "这一处在别处改过，您填的没有写入。";
  holder.append(words);
  if (!short) holder.append(besides({ 文件里现在的: theirs, 您填的: mine }));
  const chosen = (label, then) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => { holder.remove(); box.dataset.was = theirs; then(); box.focus(); });
    holder.append(button);
  };
  chosen("写入我填的", write);
  chosen("用文件里的", () => { box.value = theirs; box.classList.remove("saving", "saved", "unsaved"); });
  return holder;
}

function besides(texts) {
  const holder = document.createElement("div");
  holder.className = "besides";
  Object.keys(texts).forEach((name) => {
    const one = document.createElement("div");
    const head = document.createElement("b");
    const words = document.createElement("p");
    head.textContent = name;
    words.textContent = texts[name] || "（空）";
    one.append(head, words);
    holder.append(one);
  });
  return holder;
}

// What is told beside the page, until it is closed.
function panelled(html, label) {
  let panel = document.getElementById("explain");
  if (!panel) {
    panel = document.createElement("div");
    panel.id = "explain";
    panel.className = "panel";
    panel.setAttribute("role", "dialog");
    panel.tabIndex = -1;
    document.body.appendChild(panel);
  }
  panel.setAttribute("aria-label", label);
  panel.innerHTML = html;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "关闭";
  close.addEventListener("click", () => closed(true));
  panel.prepend(close);
  if (!panel.contains(document.activeElement)) panelled.from = document.activeElement;
  panel.focus();
}

const NOT_IN = "现在打不开：程序重新启动过的，请把窗口里的新网址另开一页；资料有错的，先改正。";

async function explained(code) {
  const dept = document.querySelector("[data-dept]");
  const answer = await fetch(`${dept.dataset.dept}/mark/${encodeURIComponent(code)}`, { credentials: "same-origin" });
  panelled(answer.ok ? await answer.text() : plainly(NOT_IN), "得分的来历");
}

// A file that takes a while to make.
async function fetched(button) {
  const label = button.textContent;
  button.disabled = true;
  button.textContent = button.dataset.busy || label;
  try {
    const answer = await fetch(button.dataset.fetch, { credentials: "same-origin" });
    if (!answer.ok) throw answer;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = button.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch (failure) {
    toSay(plainly("没有做成：程序已关闭，或这台电脑转不了；可在 Word、WPS 里另存。"));
  }
  button.disabled = false;
  button.textContent = label;
}

function closed(back) {
  const panel = document.getElementById("explain");
  if (panel) panel.remove();
  if (back && panelled.from && panelled.from.isConnected) panelled.from.focus();
}

// A page with work in it that was not saved asks before it goes.
const leave = { free: false, unsaved: () => false, settled: () => Promise.resolve() };
window.addEventListener("beforeunload", (event) => {
  if (!leave.free && leave.unsaved()) { event.preventDefault(); event.returnValue = ""; }
});

function toLine(number) {
  const words = document.getElementById("words");
  if (!words) return;
  const lines = words.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  words.focus();
  words.setSelectionRange(start, start + (lines[number - 1] || "").length);
  words.scrollTop = Math.max(0, (number - 8) * (words.scrollHeight / lines.length));
}

function atLine() {
  const words = document.getElementById("words");
  const line = document.getElementById("line");
  if (words && line) line.textContent = `光标在第 ${words.value.slice(0, words.selectionStart).split("\n").length} 行`;
}

document.addEventListener("click", (event) => {
  const on = (name) => event.target.closest(`[${name}]`);
  const post = on("data-post");
  const mark = on("data-mark");
  const line = on("data-line");
  const take = on("data-take");
  const file = on("data-fetch");
  if (post) posted(post);
  else if (file) fetched(file);
  else if (mark) explained(mark.dataset.mark);
  else if (line) toLine(Number(line.dataset.line));
  else if (take) {
    document.querySelector("[name=seen]").value = document.querySelector("[data-newer]").dataset.newer;
    posted(document.querySelector("[data-post$='/text']"));
  } else if (event.target.closest("#explain a")) closed(false);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closed(true); });
document.addEventListener("keydown", (event) => { // Enter in a box of a few presses their button
  const holder = event.key === "Enter" && event.target.matches("input") && event.target.closest(".new[data-fields]");
  if (holder) posted(holder.querySelector("button.main"));
});
document.addEventListener("keyup", atLine);

// The rows of the list of departments are read one after the other.
async function rows() {
  for (const row of document.querySelectorAll("[data-row]")) {
    try {
      const answer = await fetch(row.dataset.row, { credentials: "same-origin" });
      if (answer.ok) row.innerHTML = await answer.text();
    } catch (failure) { return; }
  }
}

const words = document.getElementById("words");
if (words) {
  const begun = words.value;
  leave.unsaved = () => words.value !== begun;
  const pointed = /^#line:(\d+)$/.exec(location.hash);
  if (pointed) toLine(Number(pointed[1]));
}
const later = sessionStorage.getItem("told");
if (later) { sessionStorage.removeItem("told"); toSay(plainly(later)); }
// A link to a box: opened where it is folded away, and ready to type in.
function arrived() {
  const name = decodeURIComponent(location.hash.slice(1));
  const box = name && document.getElementById(name);
  if (!box) return;
  const folded = box.closest("details");
  if (folded) folded.open = true;
  box.scrollIntoView({ block: "center" });
  box.focus();
}
window.addEventListener("hashchange", arrived);
document.addEventListener("DOMContentLoaded", arrived); // when every script is there

rows();
completed();
turnable();
