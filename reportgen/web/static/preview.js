// The report as pages: each section, one long sheet as it comes, is cut into pages of its size; notes are shown on a click.
"use strict";

const sheets = document.getElementById("sheets");

// An empty page like those of a section, with the header and footer that its number asks for.
function newPage(section, number, first) {
  const page = section.cloneNode(false);
  const titled = first && "titled" in section.dataset;
  const kind = titled ? "first" : "facing" in sheets.dataset && number % 2 === 0 ? "even" : "default";
  section.querySelectorAll(":scope > .margin").forEach((one) => {
    if (one.dataset.kind !== kind) return;
    const margin = one.cloneNode(true);
    margin.hidden = false;
    page.appendChild(margin);
  });
  page.querySelectorAll("[data-number=PAGE]").forEach((one) => { one.textContent = number; });
  const flow = document.createElement("div");
  flow.className = "flow";
  page.appendChild(flow);
  sheets.appendChild(page);
  const look = getComputedStyle(page);
  page.style.height = look.minHeight;
  flow.style.height = `${parseFloat(look.minHeight) - parseFloat(look.paddingTop) - parseFloat(look.paddingBottom)}px`;
  return flow;
}

function over(flow) { return flow.scrollHeight > flow.clientHeight + 1; }

function bottom(flow) { return flow.getBoundingClientRect().bottom + 0.5; }

// Where the first line of a paragraph begins that does not fit: a text node and an offset; null where none or all fit.
function firstOver(paragraph, limit) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const high = parseFloat(getComputedStyle(paragraph).lineHeight) || 0;
  const reaches = (box) => box.bottom + Math.max(0, high - box.height) / 2; // a line is higher than its letters
  let before = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    range.selectNodeContents(node);
    const boxes = range.getClientRects();
    if (!boxes.length || reaches(boxes[boxes.length - 1]) <= limit) { before = node; continue; }
    let low = 0;
    let last = node.length - 1;
    while (low < last) {
      const middle = (low + last) >> 1;
      range.setStart(node, middle);
      range.setEnd(node, middle + 1);
      if (reaches(range.getBoundingClientRect()) > limit) last = middle; else low = middle + 1;
    }
    return before || low > 0 ? { node, offset: low } : null;
  }
  return null;
}

// What fits of a paragraph stays; the rest, which comes back, goes on without an indent.
function cutParagraph(paragraph, flow) {
  const at = firstOver(paragraph, bottom(flow));
  if (!at) return null;
  const range = document.createRange();
  range.setStart(at.node, at.offset);
  range.setEnd(paragraph, paragraph.childNodes.length);
  const rest = paragraph.cloneNode(false);
  rest.removeAttribute("data-turns");
  rest.appendChild(range.extractContents());
  rest.classList.add("goes-on");
  paragraph.classList.add("cut");
  return rest;
}

// Cells that reach from the rows that stay into those that go: their lower part goes along, empty.
function reaching(rows, at, first) {
  rows.slice(0, at).forEach((row, number) => {
    Array.from(row.cells).forEach((cell) => {
      const left = number + cell.rowSpan - at;
      if (left <= 0) return;
      const lower = cell.cloneNode(false);
      lower.rowSpan = left;
      cell.rowSpan = at - number;
      const next = Array.from(first.cells).find((one) => Number(one.dataset.at) > Number(cell.dataset.at));
      first.insertBefore(lower, next || null);
    });
  });
}

function cutTable(table, flow) {
  const rows = Array.from(table.tBodies[0].rows);
  const limit = bottom(flow);
  const at = rows.findIndex((row) => row.getBoundingClientRect().bottom > limit);
  if (at < 1) return null;
  const rest = table.cloneNode(false);
  Array.from(table.children).forEach((part) => { if (part !== table.tBodies[0]) rest.appendChild(part.cloneNode(true)); });
  const body = document.createElement("tbody");
  reaching(rows, at, rows[at]);
  rows.slice(at).forEach((row) => body.appendChild(row));
  rest.appendChild(body);
  return rest;
}

// Headings and the like go with what follows them, unless the whole page is made of them.
function followers(flow) {
  const taken = [];
  while (flow.lastElementChild && flow.children.length > 1 && "keeps" in flow.lastElementChild.dataset) {
    taken.unshift(flow.lastElementChild);
    flow.lastElementChild.remove();
  }
  return taken;
}

function paged(section, from) {
  const waiting = Array.from(section.querySelector(".flow").children);
  let number = section.dataset.start ? Number(section.dataset.start) : from;
  let flow = newPage(section, number, true);
  while (waiting.length) {
    const block = waiting.shift();
    if ("turns" in block.dataset && flow.children.length) { number += 1; flow = newPage(section, number, false); }
    flow.appendChild(block);
    if (!over(flow)) continue;
    const alone = flow.children.length === 1;
    const rest = block.tagName === "TABLE" ? cutTable(block, flow) : cutParagraph(block, flow);
    if (rest) waiting.unshift(rest);
    else if (!alone) {
      block.remove();
      waiting.unshift(...followers(flow), block);
    }
    if (!waiting.length) break;
    number += 1;
    flow = newPage(section, number, false);
  }
  section.remove();
  return number + 1;
}

function allPaged() {
  let number = 1;
  sheets.classList.add("paged");
  Array.from(sheets.children).forEach((section) => { number = paged(section, number); });
  const count = sheets.children.length;
  sheets.querySelectorAll("[data-number=NUMPAGES]").forEach((one) => { one.textContent = count; });
  document.getElementById("pages").textContent = `共 ${count} 页`;
}

// Where a sentence comes from, beside it.
function originOf(link) {
  const note = document.getElementById(link.dataset.note);
  const holder = document.createElement("div");
  holder.className = "explained";
  const title = document.createElement("h2");
  title.textContent = "这句话的来历";
  holder.append(title, ...Array.from(note.children, (line) => line.cloneNode(true)));
  if (link.dataset.address) {
    const there = document.createElement("a");
    there.href = link.dataset.address;
    there.textContent = "到填写的地方";
    holder.appendChild(there);
  }
  return holder.outerHTML;
}

if (sheets) {
  const ready = document.fonts ? document.fonts.ready : Promise.resolve();
  ready.then(allPaged);
  sheets.addEventListener("click", (event) => {
    const link = event.target.closest(".noted");
    if (!link) return;
    event.preventDefault();
    panelled(originOf(link), "这句话的来历");
  });
}
