// Articles come in: files are sent one by one, chosen or dropped onto the page, and the list is kept up to date.
// Without this script the same form sends them all at once. Everything said comes from #adding-wording.
"use strict";
(() => {
  const say = JSON.parse(document.getElementById("adding-wording").textContent);
  const form = document.querySelector("form.files");
  if (!form) return;
  const sending = form.querySelector(".sending");
  const LOOK = 1000; // milliseconds between two looks at what is under way

  // --- the list ---
  let timer = 0;
  const list = () => document.getElementById("danh-sach");
  const busy = () => list().hasAttribute("data-busy");
  let pressed = false; // what is being pressed is not exchanged under the finger: the click would be lost
  addEventListener("pointerdown", (event) => (pressed = list().contains(event.target)));
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(() => (pressed = false)));
  const look = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch(location.href, { headers: { "X-Part": "1" } });
      const text = await answer.text();
      if (answer.ok && !pressed) show(text);
    } catch {
      // the server is away for a moment: it is asked again
    }
    if (busy()) timer = setTimeout(look, LOOK);
  };
  // What somebody is about to press stays under the finger: the focus is put back where it was.
  const show = (html) => {
    const holder = document.createElement("div");
    holder.innerHTML = html;
    const fresh = holder.firstElementChild;
    if (!fresh || fresh.outerHTML === list().outerHTML) return;
    const all = (root) => [...root.querySelectorAll("a, button")];
    const held = all(list()).indexOf(document.activeElement);
    const name = (one) => `${one.getAttribute("href") ?? ""} ${one.getAttribute("aria-label") ?? one.textContent}`;
    const wanted = held >= 0 ? name(document.activeElement) : "";
    list().replaceWith(fresh);
    if (wanted) all(fresh).find((one) => name(one) === wanted)?.focus({ preventScroll: true });
  };
  if (busy()) timer = setTimeout(look, LOOK);

  // --- sending ---
  const told = (file) => {
    const line = document.createElement("li");
    line.textContent = `${say.sending}: ${file.name}`;
    sending.hidden = false;
    sending.append(line);
    return line;
  };
  const send = async (file, line) => {
    const fields = new FormData();
    fields.append("tep", file);
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "X-Part": "1" } });
      if (answer.ok) {
        line.remove();
        return;
      }
      const reason = await answer.json().then((told) => told.error, () => "");
      line.textContent = `${say.notSent}: ${file.name}. ${reason || ""}`;
    } catch {
      line.textContent = `${say.notSent}: ${file.name}. ${say.connectionLost}`;
    }
    line.className = "failed";
  };
  const sendAll = async (files) => {
    const lines = files.map(told);
    for (const [number, file] of files.entries()) {
      await send(file, lines[number]);
      await look();
    }
    sending.hidden = !sending.childElementCount;
  };
  form.addEventListener("submit", (event) => {
    const chooser = form.elements.tep;
    if (!chooser.files.length) return; // the server says what is missing
    event.preventDefault();
    const files = [...chooser.files];
    chooser.value = "";
    sendAll(files);
  });

  // --- dropping ---
  const isFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  const over = (by) => {
    depth = Math.max(0, by ? depth + by : 0);
    document.body.classList.toggle("dropping", depth > 0);
  };
  form.dataset.drop = say.drop;
  addEventListener("dragenter", (event) => isFiles(event) && over(1));
  addEventListener("dragleave", (event) => isFiles(event) && over(-1));
  addEventListener("dragover", (event) => isFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    over(0);
    sendAll([...event.dataTransfer.files]);
  });
})();
