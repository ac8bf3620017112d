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
  document.addEventListener("kho:said", (event) => announce(event.detail));

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
  const withLink = (holder, text) => {
    const read = holder.querySelector("a.read");
    return read ? `${text}\n${read.href}` : text;
  };
  const copyCitation = async (button) => {
    const holder = button.closest(".correct, .card, .block");
    const text = button.parentElement.parentElement.querySelector(".citation-text").textContent;
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    const copied = await copy(withLink(holder, text));
    button.focus({ preventScroll: true });
    button.textContent = copied ? say.copied : label;
    button.classList.toggle("done", copied);
    announce(copied ? say.copied : say.copyFailed);
    setTimeout(() => { button.textContent = label; button.classList.remove("done"); }, 2500);
  };

  // --- each sentence alone, with the same source; its button has no text, so the quotation stays what was printed ---
  const partSentences = (button) => {
    const card = button.closest(".card");
    const parted = card.classList.toggle("parted");
    button.setAttribute("aria-pressed", String(parted));
    card.querySelectorAll(".copy-sentence").forEach((one) => one.remove());
    if (!parted) return;
    for (const sentence of card.querySelectorAll(".sentence")) {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "copy-sentence";
      one.setAttribute("aria-label", say.copySentence);
      one.title = say.copySentence;
      sentence.append(one);
    }
  };
  const copySentence = async (button) => {
    const card = button.closest(".card");
    const whole = card.querySelector(".quotation").textContent;
    const source = card.querySelector(".citation-text").textContent.slice(whole.length + 2); // behind “ and ”
    const copied = await copy(withLink(card, `“${button.parentElement.textContent}”${source}`));
    button.focus({ preventScroll: true });
    button.classList.toggle("done", copied);
    announce(copied ? say.copiedSentence : say.copyFailed);
    setTimeout(() => button.classList.remove("done"), 2500);
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

  const acts = {
    "button.copy": copyCitation, "button.unfold": unfold, "button.by-sentence": partSentences,
    "button.copy-sentence": copySentence,
  };
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("a.choose");
    if (choice) keepLook(choice);
    const button = event.target.closest?.(Object.keys(acts).join());
    if (!button) return;
    event.preventDefault();
    Object.entries(acts).find(([selector]) => button.matches(selector))[1](button);
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
    for (const button of document.querySelectorAll("#chat button.by-sentence:not([aria-pressed])")) {
      button.setAttribute("aria-pressed", "false");
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

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; tidy(); });
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["lang"] });
  tidy();
})();
