// The quote checker's page: results come in below the form, an article's with their progress; nothing typed is lost.
// Everything said comes from the JSON blocks #wording and #check-wording (qa/wording/check.py).
"use strict";
(() => {
  const say = {
    ...JSON.parse(document.getElementById("wording").textContent),
    ...JSON.parse(document.getElementById("check-wording").textContent),
  };
  const form = document.querySelector("#check form");
  if (!form) return;
  const result = document.getElementById("ket-qua");
  const notice = document.querySelector("#check .notice");
  const button = form.querySelector("button.go");
  const bar = document.querySelector("#check .progress");
  const label = button.textContent;
  const SHARED = 1500; // characters of the longest claim that the address can hold

  const busy = (going) => {
    button.disabled = going;
    button.textContent = going ? say.checking : label;
    result.setAttribute("aria-busy", String(going));
  };
  const show = (html) => {
    result.innerHTML = html;
    for (const one of result.querySelectorAll("button.unfold")) one.setAttribute("aria-expanded", "false");
    result.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    result.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };
  // The reason that the server gives in one line, or that it can't be reached.
  const reason = async (answer) => {
    try {
      return (await answer.json()).error || say.serverError;
    } catch {
      return say.serverError;
    }
  };
  const guarded = async (work) => {
    if (button.disabled) return;
    notice.textContent = "";
    busy(true);
    try {
      await work();
    } catch (error) {
      notice.textContent = error instanceof TypeError ? say.connectionLost : error.message;
    } finally {
      busy(false);
      if (bar) bar.hidden = true;
    }
  };

  // --- one quotation ---
  const checkOne = async () => {
    const fields = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body: fields, headers: { "X-Part": "1" } });
    if (!answer.ok) throw new Error(await reason(answer));
    show(await answer.text());
    const address = new URL(location.href);
    const short = (fields.get("trich") || "").length <= SHARED;
    for (const name of ["trich", "nguoi"]) {
      if (short && fields.get(name)) address.searchParams.set(name, fields.get(name));
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  };

  // --- a whole article ---
  const chosen = () => {
    const file = form.querySelector("input[type=file]").files[0];
    const text = form.querySelector("textarea").value;
    if (file) return [`?name=${encodeURIComponent(file.name)}`, file, "application/octet-stream"];
    if (text.trim()) return ["?", JSON.stringify({ text }), "application/json"];
    throw new Error(say.emptyArticle);
  };
  const send = async (path, query) => {
    const [name, body, kind] = chosen();
    const answer = await fetch(`${path}${name}${query}`, { method: "POST", body, headers: { "Content-Type": kind } });
    if (!answer.ok) throw new Error(await reason(answer));
    return answer;
  };
  const follow = (step) => {
    if (step.error) throw new Error(step.error);
    if (step.html !== undefined) return show(step.html);
    bar.hidden = false;
    bar.querySelector("progress").max = step.total;
    bar.querySelector("progress").value = step.done;
    const line = say.progress.replace("{done}", step.done).replace("{total}", step.total);
    bar.querySelector(".progress-line").textContent = line;
    return undefined;
  };
  const checkArticle = async () => {
    const reader = (await send(form.action, "")).body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) follow(JSON.parse(line));
    }
  };
  const download = async (form_) => {
    const answer = await send(form.dataset.report, `&format=${form_}`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${form.dataset.file}.${form_}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // A chosen file is what is checked, and says so; typing takes its place.
  const file = form.querySelector("input[type=file]");
  const named = () => { document.getElementById("ten-tep").textContent = file.files[0]?.name ?? ""; };
  file?.addEventListener("change", named);
  if (file) form.querySelector("textarea").addEventListener("input", () => { file.value = ""; named(); });

  const whole = form.classList.contains("article");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    guarded(whole ? checkArticle : checkOne);
  });
  form.querySelector("textarea").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  result.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("button[data-format]");
    if (pressed) guarded(() => download(pressed.dataset.format));
  });
  for (const one of result.querySelectorAll("button.unfold")) one.setAttribute("aria-expanded", "false");
})();
