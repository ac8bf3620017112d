// On every page, before anything of it is drawn: the look that its address asks for, and how it behaves in another
// site's frame. `embed=1` thin band; `open=top|inside` where citations open (else a new tab); `host=ORIGIN` the page
// around us, which /nhung.js names: it is told our height, and nothing else ever, at exactly that origin.
"use strict";
(() => {
  const app = new URL("../", document.currentScript.src);
  const asked = new URLSearchParams(location.search);
  const page = document.documentElement;
  if (asked.get("embed") !== "1") return;
  page.classList.add("embed");
  if (window.parent === window) return;

  const origin = (text) => {
    try {
      const url = new URL(text);
      return /^https?:$/.test(url.protocol) && url.origin === text ? text : null;
    } catch {
      return null;
    }
  };
  const host = origin(asked.get("host") ?? "");
  const kept = ["embed", "__theme", "open", "host"].filter((name) => asked.get(name));

  // --- links: what leads on within the app keeps the look; citations open where the host wishes ---
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href);
    if (to.origin !== app.origin || !to.pathname.startsWith(app.pathname)) return;
    if (link.getAttribute("href").startsWith("#") || link.hasAttribute("download")) return;
    const cited = /^(l|phong-van)\/./.test(to.pathname.slice(app.pathname.length));
    if (cited && asked.get("open") === "top") {
      link.target = "_top";
      return;
    }
    if (link.target === "_blank" && asked.get("open") !== "inside") return;
    event.preventDefault();
    for (const name of kept) to.searchParams.set(name, asked.get(name));
    location.assign(to);
  });

  // --- a page that citations open in must lead back to the answer ---
  const leadBack = () => {
    const main = document.querySelector("main#noi-dung");
    if (asked.get("open") !== "inside" || !main || history.length < 2) return;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "back";
    back.textContent = JSON.parse(document.getElementById("wording").textContent).back;
    back.addEventListener("click", () => history.back());
    main.prepend(back);
  };

  // --- height: of the content, never of the frame, or each would wait for the other ---
  const fit = () => {
    page.classList.add("fitted");
    const tell = (place) => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      const message = { from: "kho-phong-van", height, ...place };
      window.parent.postMessage(message, host);
    };
    const at = (element) => Math.max(0, Math.round(element.getBoundingClientRect().top + window.scrollY));
    new ResizeObserver(() => tell()).observe(document.body);
    // A frame as high as its content can't scroll: the host brings a new question, or the cited words, into sight.
    // Only what the visitor asked: a question of the address, asked on opening, moves nothing.
    let touched = false;
    for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => { touched = true; }, { capture: true });
    document.addEventListener("kho:asked", (event) => {
      if (touched) tell({ top: at(event.target) });
    });
    const marked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (marked) addEventListener("load", () => tell({ top: at(marked) }));
  };

  addEventListener("DOMContentLoaded", () => {
    leadBack();
    if (host) fit();
  });
})();
