// The conversation in its tab: a question shows at once; what was asked is kept in the tab's own history and asked anew
// after a reload, by Back and by Forward; earlier questions come back by the arrow keys; the whole is taken away.
// The tab keeps questions, never answers: the server gives each quotation from the archive again.
"use strict";
(() => {
  const app = new URL("../", document.currentScript.src);
  const say = JSON.parse(document.getElementById("wording").textContent);
  const page = document.documentElement;
  const FILTERS = ["speaker", "outlet", "since", "until"];
  const MOST = 18000; // characters of a conversation that the server takes at once
  const find = (selector) => document.querySelector(selector);
  const box = () => find("#question textarea");
  const turns = () => [...document.querySelectorAll("#chat .kept")].map((one) => JSON.parse(one.textContent));
  const announce = (text) => document.dispatchEvent(new CustomEvent("kho:said", { detail: text })); // to page.js
  const write = (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // --- what was asked shows at once, and that it is being looked for ---
  const GRACE = 400; // ms between the server's answer and its place on the page
  const SLOW = 300; // ms after which it is said what is being searched (page.css shows it then)
  const LOST = 2000; // ms after which an act that has sent nothing was none
  let waiting = null; // what the visitor did last: { act, sent, open }, open: the requests under way for it
  let restoring = 0;
  const end = (mine) => {
    if (!mine || waiting !== mine) return;
    waiting = null;
    page.classList.remove("waiting");
  };
  const done = (mine) => {
    end(mine);
    restoring -= mine.act === "restore";
    keep();
  };
  const wait = (question, act) => {
    const mine = { act, open: 0 };
    waiting = mine;
    restoring += act === "restore";
    const shown = find("#waiting .question");
    if (shown) shown.textContent = question;
    page.classList.add("waiting");
    if (question && shown) bring(shown);
    setTimeout(() => { if (waiting === mine) announce(find("#waiting .searching")?.textContent ?? ""); }, SLOW);
    setTimeout(() => { if (!mine.sent) done(mine); }, LOST);
  };
  // Gradio tells nobody when an event begins or ends; its requests do.
  const fetched = window.fetch;
  window.fetch = async (...given) => {
    const mine = /\/gradio_api\/run\//.test(given[0]?.url ?? given[0]) ? waiting : null;
    if (!mine) return fetched(...given);
    mine.sent = true;
    mine.open += 1;
    try {
      return await fetched(...given);
    } finally {
      mine.open -= 1;
      if (!mine.open) setTimeout(done, GRACE, mine);
    }
  };
  const asks = (event) => {
    if (waiting?.act === "ask" && (waiting.open || !waiting.sent)) { // one at a time: what is sent twice would be answered twice
      event.preventDefault();
      event.stopImmediatePropagation();
    } else wait(box().value.trim(), "ask");
  };
  document.addEventListener("click", (event) => {
    const pressed = (selector) => event.target.closest?.(selector);
    const offered = pressed("#chat a.asks");
    if (offered && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      write(box(), new URL(offered.href).searchParams.get("q"));
      find("#question .submit-button").click();
    } else if (pressed("#question .submit-button")) asks(event);
    else if (pressed("#chat .example")) wait(pressed("#chat .example").textContent.trim(), "ask");
    else if (pressed("#more, #search-instead, #chips label")) wait("", "change");
  }, { capture: true });

  // --- earlier questions of the conversation, as in a shell: Up and Down, where nothing else is being written ---
  let recalled = null; // the place of the question in the box, counted from the newest
  const recall = (event) => {
    const asked = [...new Set(turns().map((turn) => turn.q).reverse())];
    if (box().value !== (asked[recalled] ?? "")) return;
    const next = (recalled ?? -1) + (event.key === "ArrowUp" ? 1 : -1);
    if (next < -1 || next >= asked.length) return;
    event.preventDefault();
    recalled = next < 0 ? null : next;
    write(box(), asked[recalled] ?? "");
    box().setSelectionRange(box().value.length, box().value.length);
  };
  document.addEventListener("keydown", (event) => {
    if (event.target !== box() || event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") asks(event);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") recall(event);
  }, { capture: true });

  // --- the tab's memory, where there is one (a frame may have none) ---
  const remember = (name, text) => {
    try {
      if (text === undefined) return sessionStorage.getItem(name) ?? "";
      sessionStorage.setItem(name, text);
    } catch { /* no storage */ }
    return "";
  };
  // The page around a frame loads it anew by its first address, without its history.
  const framed = window.parent === window ? "" : `conversation ${location.href}`;

  // --- the tab's history: an entry for each question; the address of each asks it again, for a colleague, too ---
  const addressOf = (asked) => {
    const address = new URL(location.href);
    for (const name of [...FILTERS, "q", "history", "without"]) address.searchParams.delete(name);
    if (!asked.length) return address;
    let first = asked.length - 1;
    const last = asked[first];
    if (last.leans) while (first && (asked[first].leans || asked[first].beside)) first -= 1;
    address.searchParams.set("q", last.q);
    for (const name of FILTERS) if (last[name]) address.searchParams.set(name, last[name]);
    for (const earlier of asked.slice(first, -1)) address.searchParams.append("history", earlier.q);
    for (const key of last.without) address.searchParams.append("without", key);
    return address;
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const restore = (kept) => {
    wait("", "restore");
    const field = find("#kept textarea, #kept input");
    write(field, JSON.stringify(kept));
    field.dispatchEvent(new FocusEvent("blur")); // Gradio then sends it
  };
  let opened = false; // whether what the page opened with has been seen
  let seen = "[]"; // the conversation that the page showed last
  const keep = () => {
    const asked = turns();
    if (restoring || JSON.stringify(asked) === seen) return;
    seen = JSON.stringify(asked);
    while (JSON.stringify(asked).length > MOST) asked.shift();
    if (framed) remember(framed, seen);
    const kept = history.state?.kept ?? [];
    if (!asked.length || same(asked, kept)) return;
    const reloaded = !opened && kept.length > asked.length;
    opened = true;
    if (reloaded) restore(kept);
    else {
      const change = waiting?.act === "ask" ? "pushState" : "replaceState";
      history[change]({ ...history.state, kept: asked }, "", addressOf(asked));
    }
  };
  addEventListener("popstate", (event) => {
    const kept = event.state?.kept ?? [];
    if (!same(kept, turns())) restore(kept);
  });

  // --- a new question comes to the top of the window, so that its best answer is read first ---
  const bring = (question) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // Not scrollIntoView: that moves the page around a frame, too, even where nobody has touched the frame yet.
    const top = question.getBoundingClientRect().top + window.scrollY - 8;
    window.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  };
  let shown = 0;
  const follow = () => {
    const questions = document.querySelectorAll("#chat .question");
    const newest = questions[questions.length - 1];
    const before = waiting;
    keep();
    if (questions.length === shown) return;
    shown = questions.length;
    recalled = null;
    end(before);
    if (!newest) return;
    bring(newest);
    newest.dispatchEvent(new CustomEvent("kho:asked", { bubbles: true })); // for frame.js
  };

  // --- what stands in the box outlives a reload; in a frame, so does the conversation ---
  let bound = null;
  const bind = () => {
    if (!box() || !find("#kept textarea") || box() === bound) return;
    bound = box();
    if (!bound.value && remember("draft")) write(bound, remember("draft"));
    const kept = framed && !history.state?.kept && remember(framed);
    if (kept) restore(JSON.parse(kept));
  };
  addEventListener("pagehide", () => remember("draft", bound?.value ?? ""));

  // --- the whole conversation: as a file, on paper, or done with ---
  const save = async (form) => {
    const answer = await fetch(new URL(`api/conversation?format=${form}`, app), {
      method: "POST", body: JSON.stringify({ turns: turns() }), headers: { "Content-Type": "application/json" },
    });
    if (!answer.ok) throw new Error((await answer.json()).error);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${say.exportFile}.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const told = (button, text) => {
    const label = button.textContent;
    button.textContent = text;
    button.disabled = true;
    setTimeout(() => { button.textContent = label; button.disabled = false; }, 2500);
    announce(text);
  };
  const begin = () => {
    if (framed) remember(framed, "[]");
    location.assign(addressOf([]));
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("#tools button");
    if (!button) return;
    if (button.matches(".print")) window.print();
    else if (button.matches(".new")) begin();
    else {
      try {
        await save(button.className);
        told(button, say.saved);
      } catch (error) {
        told(button, error instanceof TypeError ? say.connectionLost : error.message || say.serverError);
      }
    }
  });
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("#chat details.related")) folded.open = true;
    for (const link of document.querySelectorAll("#chat a.read")) link.setAttribute("href", link.href); // whole, on paper
  });

  let changed = false;
  new MutationObserver(() => {
    if (changed) return;
    changed = true;
    requestAnimationFrame(() => { changed = false; bind(); follow(); });
  }).observe(page, { childList: true, subtree: true, characterData: true });
})();
