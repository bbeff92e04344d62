// The form: each field is saved when it is left; what could not be saved stays in the field and is said.
"use strict";

const form = document.getElementById("form");
let chain = Promise.resolve();

// One thing at a time: an entry is made when its turn comes, so that it names the row that it stands in by then.
function queued(make) {
  chain = chain.then(() => make()).catch(() => {});
  return chain;
}

function placeOf(box) {
  const holder = box.closest("[data-field]");
  return holder && holder.querySelector(".said");
}

function nameOf(box) {
  if (box.dataset.name) return box.dataset.name;
  const row = box.closest("tr");
  const number = row && row.dataset.number;
  return number ? `${row.closest("[data-list]").dataset.list}/${number}/${box.dataset.column}` : "";
}

function marked(box, state) {
  box.classList.remove("saving", "saved", "unsaved");
  if (state) box.classList.add(state);
}

// A table drawn anew keeps what is being typed in it; what was typed in a blank row that begins goes elsewhere.
function redrawn(holder, html, begins) {
  const typed = Array.from(holder.querySelectorAll("[data-was]")).filter((box) => box.value !== box.dataset.was);
  holder.innerHTML = html;
  typed.forEach((old) => {
    if (old.dataset.column && begins) return;
    const own = old.dataset.column
      ? holder.querySelector(`.blank [data-column="${CSS.escape(old.dataset.column)}"]`)
      : holder.querySelector(`[data-name="${CSS.escape(old.dataset.name)}"]`);
    if (own && own.dataset.was === old.dataset.was) { own.value = old.value; queued(() => saved(own)); }
    else toSay(plainly(`表格重新画过，这一格请再填一次：${old.value}`));
  });
}

async function entered(entries, begins) {
  const body = JSON.stringify({ seen: form.dataset.seen, page: Number(form.dataset.page), entries });
  const path = form.dataset.enter || `${document.querySelector("[data-dept]").dataset.dept}/enter`;
  const { ok, data } = await sent(path, body);
  if (!ok) throw new Refusal(data.refused);
  form.dataset.seen = data.seen;
  document.getElementById("tabs").innerHTML = data.tabs;
  if (data.elsewhere) outside();
  if (data.lost) toSay(plainly("这一行在别处改过，没有改动；请先载入新内容。"));
  Object.keys(data.tables).forEach((name) => {
    redrawn(document.querySelector(`[data-table="${CSS.escape(name)}"]`), data.tables[name], begins);
  });
  noted(data.notes);
  sided(data.side);
  if (data.waiting) awaited(new Set(data.waiting));
  return data;
}

class Refusal {
  constructor(html) { this.html = html; }
}

function noted(notes) {
  form.querySelectorAll("[data-field]").forEach((holder) => {
    const said = holder.querySelector(".said");
    if (!said || said.querySelector(".conflict")) return;
    const first = holder.querySelector("[data-name]");
    const before = Array.from(said.querySelectorAll(".half:not([hidden])")).map((one) => one.textContent);
    said.innerHTML = notes[holder.dataset.field] || "";
    said.querySelectorAll(".half").forEach((one) => { one.hidden = !before.includes(one.textContent); });
    if (first) first.classList.toggle("wrong", Boolean(said.querySelector(".error")));
  });
}

// Which fields a mark waits for now; the ★ of one that none needs any more goes.
function awaited(names) {
  form.querySelectorAll(".field[data-field]").forEach((holder) => {
    const box = holder.querySelector("[data-name]");
    const waits = names.has(holder.dataset.field);
    holder.classList.toggle("waiting", waits);
    holder.classList.toggle("spare", !waits && !box.value);
  });
}

// The row, or else the group, that somebody fills in.
function groupOf(box) {
  return box && box.closest ? box.closest("tr, fieldset") : null;
}

// What is said of a group that is not whole yet waits until it is left; what stood there before stays.
function halves() {
  const group = groupOf(document.activeElement);
  form.querySelectorAll(".half[hidden]").forEach((one) => { if (!group || !group.contains(one)) one.hidden = false; });
  document.querySelectorAll("#side .half").forEach((one) => {
    const link = one.querySelector("a[href*='#f:']");
    const box = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const holder = box && box.closest("[data-field]");
    one.hidden = Boolean(holder && holder.querySelector(".half[hidden]"));
  });
}
document.addEventListener("sided", halves);

function conflicted(box, theirs, mine) {
  const said = placeOf(box);
  said.textContent = "";
  said.appendChild(bothTexts(box, theirs, mine, () => queued(() => saved(box))));
}

async function saved(box) {
  if (!box.isConnected) return; // its table was drawn anew, and what was typed went there
  const text = box.value;
  const row = box.closest("tr.blank");
  if (text === box.dataset.was && !row) return;
  if (row && !text.trim()) return;
  marked(box, "saving");
  try {
    if (row) { await begun(row, box, text); return; }
    const name = nameOf(box);
    const data = await entered([{ put: name, text, was: box.dataset.was }]);
    if (name in data.conflicts) { marked(box, "unsaved"); conflicted(box, data.conflicts[name], text); return; }
    box.dataset.was = data.values[name];
    if (box.value === text && !box.matches("select")) box.value = data.values[name];
    marked(box, box.value === box.dataset.was ? "saved" : "");
    form.dispatchEvent(new CustomEvent("stored", { detail: name }));
    again();
  } catch (failure) { failed(box, failure); }
}

// The last row of a table begun: the table is drawn anew with it, and a new blank row comes under it.
async function begun(row, box, text) {
  const list = row.closest("[data-list]").dataset.list;
  await entered([{ add: list, cells: { [box.dataset.column]: text } }], true);
  const table = document.querySelector(`[data-table="${CSS.escape(list)}"]`);
  const number = table.querySelectorAll("tbody tr").length - 1;
  const made = table.querySelector(`tr[data-number="${number}"]`);
  kept(row, made, box.dataset.column);
  if (!made || !made.contains(document.activeElement)) return;
  made.querySelectorAll(".half").forEach((one) => { one.hidden = true; });
  halves();
}

// What was typed meanwhile in the cells of a row that was drawn anew, and where the writer stands in it.
function kept(old, made, column) {
  if (!made) return;
  old.querySelectorAll("[data-column]").forEach((cell) => {
    const own = made.querySelector(`[data-name$="/${CSS.escape(cell.dataset.column)}"]`);
    if (!own) return;
    if (cell.dataset.column !== column && cell.value) { own.value = cell.value; queued(() => saved(own)); }
    if (cell === kept.focus) own.focus();
  });
}

function failed(box, failure) {
  marked(box, "unsaved");
  const said = placeOf(box);
  const html = failure instanceof Refusal ? failure.html
    : "<p class=\"note error\">没有存上：程序已关闭，或连接断开。内容还在格子里，恢复后会再存。</p>";
  if (said) said.innerHTML = html; else toSay(html);
}

// What could not be saved before is tried again after the next success.
function again() {
  form.querySelectorAll(".unsaved").forEach((box) => {
    const said = placeOf(box);
    if (said && said.querySelector(".conflict")) return;
    marked(box, "");
    queued(() => saved(box));
  });
}

// Who comes back, perhaps with a new key from another tab, need not type again.
window.addEventListener("focus", again);

function cellsOf(text) {
  return text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
}

// Lines copied with their head: put under the columns of those names; 序号, sums and what fits nowhere are left out.
function columned(lines, labels, first) {
  const heads = lines[0].map((head) => labels.indexOf(head.replace(/[\s★]|[（(][^）)]*[）)]/g, "")));
  const headed = heads.filter((at) => at >= 0).length > 1 || (lines[0].length === 1 && heads[0] >= 0);
  const left = [];
  const rows = (headed ? lines.slice(1) : lines).filter((line) => {
    const sum = /^(合|总|小)\s*计$/.test((line.find((cell) => cell.trim()) || "").trim());
    if (sum) left.push("合计行");
    return !sum;
  });
  const placed = rows.map((line) => {
    const row = new Array(labels.length).fill("");
    line.forEach((cell, n) => {
      const at = headed ? heads[n] : first + n;
      if (at >= 0 && at < labels.length) row[at] = cell;
      else if (cell.trim() && !(headed && /^序号?$/.test(lines[0][n]))) left.push(headed ? `“${lines[0][n] || `第${n + 1}列`}”一列` : "右边放不下的列");
    });
    return row;
  });
  return { placed, left: Array.from(new Set(left)), headed };
}

// A line copied out of Excel over single fields: into those that follow in the group, the next line into the next group.
function spread(box, cells) {
  const groups = Array.from(form.querySelectorAll("fieldset"));
  const from = groups.indexOf(box.closest("fieldset"));
  const boxes = (group) => Array.from(group.querySelectorAll("input[data-name]"));
  const first = boxes(groups[from]).indexOf(box);
  const entries = [];
  cells.forEach((line, down) => {
    const own = groups[from + down] ? boxes(groups[from + down]) : [];
    line.forEach((text, n) => {
      const one = own[first + n];
      if (one && text.trim()) entries.push({ put: one.dataset.name, text: text.trim(), was: one.dataset.was });
    });
  });
  return entries;
}

// A paste of several cells: over the rows that are there, then new ones, all in one step.
function pasted(box, cells) {
  const table = box.closest("[data-list]");
  const rows = Array.from(table.querySelectorAll("tbody tr"));
  const from = rows.indexOf(box.closest("tr"));
  const columns = Array.from(rows[0].querySelectorAll("input, select")).map((one) => one.dataset.column || one.dataset.name.split("/").pop());
  const first = columns.indexOf(box.dataset.column || box.dataset.name.split("/").pop());
  const list = table.dataset.list;
  const entries = [];
  const { placed, left, headed } = columned(cells, columns, first);
  const begin = headed ? 0 : first;
  placed.forEach((line, down) => {
    const row = rows[from + down];
    const number = row && row.dataset.number;
    const given = line.slice(begin).map((text, n) => [columns[begin + n], text.trim()]);
    if (number) {
      const boxes = row.querySelectorAll("input, select");
      given.forEach(([column, text], n) => {
        if (text) entries.push({ put: `${list}/${number}/${column}`, text, was: boxes[begin + n].dataset.was });
      });
    } else if (given.some(([, text]) => text)) {
      const fresh = {};
      given.forEach(([column, text]) => { if (text) fresh[column] = text; });
      entries.push({ add: list, cells: fresh });
    }
  });
  return { entries, done: left.length ? `已粘贴；没有放进来的：${left.join("、")}。` : "已粘贴。" };
}

async function saveMany(box, entries, done) {
  try {
    const data = await entered(entries);
    const lost = Object.keys(data.conflicts).length;
    if (lost) toSay(plainly(`粘贴了，其中 ${lost} 格在别处改过，没有写入。`));
    else if (!data.lost) toSay(plainly(done));
    if (!Object.keys(data.tables).length || lost) {
      if (!lost) sessionStorage.setItem("told", done);
      location.reload();
    }
  } catch (failure) { failed(box, failure); }
}

form.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-name], [data-column]")) queued(() => saved(box));
});
form.addEventListener("focusin", (event) => { kept.focus = event.target; halves(); });
form.addEventListener("focusout", () => setTimeout(halves));
form.addEventListener("paste", (event) => {
  const box = event.target;
  const text = event.clipboardData.getData("text/plain");
  if (!box.matches("[data-name], [data-column]") || box.matches("textarea") || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
  const table = box.closest("[data-list]");
  if (!table && !/\t/.test(text)) return;
  event.preventDefault();
  queued(() => {
    const { entries, done } = table ? pasted(box, cellsOf(text)) : { entries: spread(box, cellsOf(text)), done: "已粘贴。" };
    return entries.length ? saveMany(box, entries, done) : undefined;
  });
});
form.addEventListener("click", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (!drop) return;
  const row = drop.closest("tr");
  const was = {};
  row.querySelectorAll("[data-name]").forEach((box) => { was[box.dataset.name.split("/").pop()] = box.dataset.was; });
  const entry = { drop: row.closest("[data-list]").dataset.list, number: Number(row.dataset.number), was };
  queued(() => saveMany(row.querySelector("[data-name]"), [entry], "已删去一行；点“撤销”可以退回。")).then(() => goneFrom(entry));
});

// Who took a row out by the keyboard goes on in the row that came into its place.
function goneFrom(entry) {
  if (document.activeElement !== document.body) return;
  const table = form.querySelector(`[data-list="${CSS.escape(entry.drop)}"]`);
  const row = table.querySelector(`tr[data-number="${entry.number}"]`) || table.querySelector(".blank");
  row.querySelector("input, select").focus();
}
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input, select")) return;
  event.preventDefault();
  const boxes = Array.from(form.querySelectorAll("input, select, textarea")).filter((one) => one.offsetParent !== null);
  const next = boxes[boxes.indexOf(event.target) + 1];
  if (!next) { event.target.blur(); return; }
  next.focus();
  if (next.matches("input")) next.select(); // as Tab does
});
leave.settled = () => chain;
leave.unsaved = () => form.querySelector(".unsaved") !== null
  || (document.activeElement && document.activeElement.dataset && "was" in document.activeElement.dataset
    && document.activeElement.value !== document.activeElement.dataset.was);
