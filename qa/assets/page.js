// What the page and the reader do beyond their HTML: copying, unfolding, names for Gradio's unnamed controls.
// Everything said comes from the JSON block #wording (qa/wording/page.py).
"use strict";
(() => {
  const say = JSON.parse(document.getElementById("wording").textContent);
  const onGradio = document.querySelector("gradio-app") !== null;

  // --- a line that screen readers read out ---
  const status = document.createElement("div");
  status.className = "sr-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  const announce = (text) => {
    status.textContent = "";
    setTimeout(() => { status.textContent = text; }, 50);
  };

  // --- copying: the clipboard where the browser gives one, else a selection (plain http, a foreign frame) ---
  const copyBySelection = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.setAttribute("readonly", "");
    box.style.position = "fixed";
    box.style.opacity = "0";
    document.body.append(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    return copied;
  };
  const copy = async (text) => {
    const permitted = document.featurePolicy?.allowsFeature?.("clipboard-write") ?? true;
    if (navigator.clipboard && window.isSecureContext && permitted) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch { /* refused after all: the selection still works */ }
    }
    return copyBySelection(text);
  };
  const copyCitation = async (button) => {
    const holder = button.closest(".correct, .card, .block");
    const read = holder.querySelector("a.read");
    const text = button.parentElement.parentElement.querySelector(".citation-text").textContent;
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    const copied = await copy(read ? `${text}\n${read.href}` : text);
    button.focus({ preventScroll: true });
    button.textContent = copied ? say.copied : label;
    button.classList.toggle("done", copied);
    announce(copied ? say.copied : say.copyFailed);
    setTimeout(() => { button.textContent = label; button.classList.remove("done"); }, 2500);
  };

  const unfold = (button) => {
    const quotation = button.previousElementSibling;
    const folded = quotation.classList.toggle("folded");
    button.textContent = folded ? say.expand : say.collapse;
    button.setAttribute("aria-expanded", String(!folded));
  };

  // Another person of the same name is chosen: the look of the page goes along.
  const keepLook = (link) => {
    const address = new URL(link.href);
    for (const name of ["embed", "__theme"]) {
      const kept = new URLSearchParams(location.search).get(name);
      if (kept) address.searchParams.set(name, kept);
    }
    link.href = address;
  };

  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("a.choose");
    if (choice) keepLook(choice);
    const button = event.target.closest?.("button.copy, button.unfold");
    if (!button) return;
    event.preventDefault();
    if (button.matches(".copy")) copyCitation(button);
    else unfold(button);
  });
  if (!onGradio) return;

  // --- Gradio's frontend: Vietnamese, named controls, no English toasts ---
  const toasts = [
    [/busy|queue is full|too many/i, say.busy],
    [/connection|network|fetch|session|could not|errored/i, say.connectionLost],
    [/./, say.serverError],
  ];
  document.documentElement.style.setProperty("--suggestions", JSON.stringify(say.suggestions));
  const names = [
    ["#chat [role=log]", say.chat],
    ["#chat [data-testid=user]", say.yourQuestion],
    ["#chat [data-testid=bot]", say.archiveAnswer],
    ["#question .submit-button", say.send],
    ["#question .stop-button", say.stop],
    [".toast-close", say.close],
    ["#chat .scroll-down-button-container button", say.scrollDown],
  ];
  const tidy = () => {
    if (document.documentElement.lang !== "vi") document.documentElement.lang = "vi";
    for (const [selector, name] of names) {
      for (const control of document.querySelectorAll(selector)) {
        if (control.getAttribute("aria-label") !== name) control.setAttribute("aria-label", name);
      }
    }
    for (const button of document.querySelectorAll("#chat button.unfold:not([aria-expanded])")) {
      button.setAttribute("aria-expanded", "false");
    }
    for (const link of document.querySelectorAll("#chat .actions a, #chat .who a")) {
      if (link.target !== "_blank") link.target = "_blank";
    }
    for (const link of document.querySelectorAll("#chat a.choose")) {
      if (link.target !== "_self") link.target = "_self";
    }
    for (const list of document.querySelectorAll("#chat .examples[role=list]")) {
      list.setAttribute("role", "group");
      list.setAttribute("aria-label", say.suggestions);
    }
    for (const input of document.querySelectorAll("#speaker input, #outlet input")) input.placeholder = say.all;
    for (const title of document.querySelectorAll(".toast-title")) {
      if (title.textContent !== say.error) title.textContent = say.error;
    }
    for (const text of document.querySelectorAll(".toast-text, .toast-msg, .toast-message-text")) {
      const said = toasts.find(([pattern]) => pattern.test(text.textContent))?.[1];
      if (said && !toasts.some(([, known]) => known === text.textContent)) text.textContent = said;
    }
  };

  // --- nothing is lost when the page comes back after the server was away: the address holds the last question and
  // its filters (so it can be sent to a colleague, too), the tab's memory what stands in the box ---
  const filters = ["speaker", "outlet", "since", "until"];
  const remember = (question) => {
    const address = new URL(location.href);
    address.searchParams.set("q", question);
    for (const name of filters) {
      const chosen = document.querySelector(`#${name} input`)?.value.trim();
      if (chosen) address.searchParams.set(name, chosen);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  };
  const draft = (text) => {
    try {
      if (text === undefined) return sessionStorage.getItem("draft") ?? "";
      sessionStorage.setItem("draft", text);
    } catch { /* a frame without storage */ }
    return "";
  };
  let box = null;
  const keepDraft = () => {
    const found = document.querySelector("#question textarea");
    if (!found || found === box) return;
    box = found;
    const kept = draft();
    if (kept && !box.value) {
      box.value = kept;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  addEventListener("pagehide", () => draft(box?.value ?? ""));

  // --- a new question comes to the top of the window, so that its best answer is read first ---
  let asked = 0;
  const follow = () => {
    const questions = document.querySelectorAll("#chat .question");
    if (questions.length > asked && questions.length > 0) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      remember(questions[questions.length - 1].textContent);
      const question = questions[questions.length - 1];
      // Not scrollIntoView: that moves the page around a frame, too, even where nobody has touched the frame yet.
      const top = question.getBoundingClientRect().top + window.scrollY - 8;
      window.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
      question.dispatchEvent(new CustomEvent("kho:asked", { bubbles: true })); // for frame.js
    }
    asked = questions.length;
  };
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; tidy(); keepDraft(); follow(); });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["lang"] });
  tidy();
})();
