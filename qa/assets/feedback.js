// Whether a quotation helped: two buttons on a card of the chat, and a note where it did not.
// Everything said comes from the JSON block #wording (qa/wording/upkeep.py).
"use strict";
(() => {
  const say = JSON.parse(document.getElementById("wording").textContent);
  const address = new URL("../api/feedback", document.currentScript.src);

  const announce = (text) => {
    const status = document.querySelector(".sr-status");
    if (status) status.textContent = text;
  };
  const turnOf = (card) => decodeURIComponent(new URL(card.querySelector("a.read").href).pathname.split("/l/").pop());
  const questionOf = (card) => {
    const asked = [...document.querySelectorAll("#chat .question")];
    const before = asked.filter((one) => one.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
    return (before.pop()?.textContent ?? "").slice(0, 1000);
  };
  const send = async (rate, verdict, note) => {
    const card = rate.closest(".card");
    const body = JSON.stringify({ turn: turnOf(card), question: questionOf(card), verdict, note });
    const headers = { "Content-Type": "application/json" };
    let kept = false;
    try {
      kept = (await fetch(address, { method: "POST", headers, body })).ok;
    } catch { /* said below */ }
    const text = kept ? say.rateThanks : say.rateFailed;
    if (kept) {
      rate.replaceChildren(Object.assign(document.createElement("span"), { className: "rate-label", textContent: text }));
    } else {
      rate.querySelector(".rate-label").textContent = text;
    }
    announce(text);
  };
  const askWhy = (rate) => {
    if (rate.querySelector("form")) return;
    const form = document.createElement("form");
    const label = document.createElement("label");
    const note = Object.assign(document.createElement("textarea"), { rows: 2, maxLength: 1000 });
    const go = Object.assign(document.createElement("button"), { type: "submit", textContent: say.rateSend });
    label.append(say.rateNote, note);
    form.append(label, go);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(rate, "wrong", note.value);
    });
    rate.append(form);
    note.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#chat .rate > button");
    if (!button) return;
    event.preventDefault();
    if (button.matches(".useful")) send(button.parentElement, "useful", "");
    else askWhy(button.parentElement);
  });
})();
