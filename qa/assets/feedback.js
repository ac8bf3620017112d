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
  // What was kept, with the key by which a note can follow; null where it could not be sent.
  const post = async (rate, verdict, note, key) => {
    const card = rate.closest(".card");
    const body = JSON.stringify({ turn: turnOf(card), question: questionOf(card), verdict, note, key });
    const headers = { "Content-Type": "application/json" };
    try {
      const reply = await fetch(address, { method: "POST", headers, body });
      return reply.ok ? await reply.json() : null;
    } catch {
      return null;
    }
  };
  const tell = (rate, kept, done) => {
    const text = kept ? (done ? say.rateThanks : say.rateKept) : say.rateFailed;
    if (kept && done) {
      rate.replaceChildren(Object.assign(document.createElement("span"), { className: "rate-label", textContent: text }));
    } else {
      rate.querySelector(".rate-label").textContent = text;
    }
    announce(text);
  };
  // "Wrong" is kept at once, whether or not a note follows.
  const askWhy = (rate) => {
    if (rate.querySelector("form")) return;
    const first = post(rate, "wrong", "", "");
    first.then((kept) => { if (rate.querySelector("form")) tell(rate, kept, false); });
    const form = document.createElement("form");
    const label = document.createElement("label");
    const note = Object.assign(document.createElement("textarea"), { rows: 2, maxLength: 1000 });
    const go = Object.assign(document.createElement("button"), { type: "submit", textContent: say.rateSend });
    label.append(say.rateNote, note);
    form.append(label, go);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const kept = await first;
      const empty = kept && !note.value.trim();
      tell(rate, empty ? kept : await post(rate, "wrong", note.value, kept?.key ?? ""), true);
    });
    for (const button of rate.querySelectorAll(":scope > button")) button.remove();
    rate.append(form);
    note.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#chat .rate > button");
    if (!button) return;
    event.preventDefault();
    const rate = button.parentElement;
    if (button.matches(".useful")) post(rate, "useful", "", "").then((kept) => tell(rate, kept, true));
    else askWhy(rate);
  });
})();
