// Reports that are handed in: read where they are, sent whole, changes taken back by their ticks.
"use strict";

async function handed(button, path) {
  const holder = button.closest("[data-upload]");
  const files = Array.from(holder.querySelector("input[type=file]").files);
  const place = holder.querySelector(".answer");
  if (!files.length) { place.innerHTML = plainly("请先选一个文件。"); return; }
  const label = button.textContent;
  button.disabled = true;
  const answers = [];
  for (const file of files) {
    button.textContent = button.dataset.busy + (files.length > 1 ? `（${answers.length + 1}/${files.length}）` : "");
    const html = await answered(path, file);
    answers.push(files.length > 1 ? `<section class="one">${html}</section>` : html);
    place.innerHTML = answers.join("");
  }
  freed(button, label);
}

// What is said of one file.
async function answered(path, file) {
  try {
    const headers = { "content-type": "application/octet-stream", "x-name": encodeURIComponent(file.name) };
    const answer = await fetch(path, { method: "POST", headers, body: file, credentials: "same-origin" });
    const data = await answer.json();
    if (answer.ok && data.side) sided(data.side);
    return answer.ok ? data.html : plainly(file.name) + data.refused;
  } catch (failure) {
    return plainly(`${file.name} 没有送到：程序已关闭、连接断开，或文件选好以后又改过。请再选一次文件。`);
  }
}

document.addEventListener("click", (event) => {
  const send = event.target.closest("[data-send]");
  const absorb = event.target.closest("[data-absorb]");
  if (send) handed(send, send.dataset.send);
  if (absorb) {
    const ticked = Array.from(absorb.closest(".answer").querySelectorAll("[data-take-edit]:checked"));
    const query = ticked.map((one) => `take=${encodeURIComponent(one.value)}`).join("&");
    handed(absorb, `${absorb.dataset.absorb}?${query}`);
  }
});
