// One line in another site's page puts the archive there:
//   <script src="https://kho.example/nhung.js" data-q="…" data-theme="light" data-open="top" async></script>
// Attributes: data-q, data-speaker, data-outlet, data-since, data-until, data-theme (light | dark), data-open
// (top | inside | tab), data-height (least, px), data-max-height (most, px; else nine tenths of the window: what is
// higher scrolls in the frame, so that the box to ask in stays in sight), data-into (a selector: where to), data-title.
// The site must be on the archive's list (QA_FRAME_ANCESTORS).
"use strict";
(() => {
  const say = __WORDING__;
  const script = document.currentScript;
  if (!script) return; // loaded as a module: an iframe does the same
  const app = new URL(".", script.src);
  const given = script.dataset;
  const pixels = (text, otherwise) => (/^\d{2,5}$/.test(text ?? "") ? Number(text) : otherwise);
  const least = pixels(given.height, 360);
  const most = () => Math.max(least, pixels(given.maxHeight, Math.round(window.innerHeight * 0.9)));
  const WAIT = 8000; // ms after which a frame that has said nothing was refused, or is lost

  const address = new URL(app);
  const set = (name, value) => { if (value) address.searchParams.set(name, value); };
  for (const name of ["q", "speaker", "outlet", "since", "until"]) set(name, given[name]?.trim());
  set("__theme", ["light", "dark"].find((theme) => theme === given.theme));
  set("open", ["top", "inside"].find((place) => place === given.open));
  set("embed", "1");
  set("host", location.origin);

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = given.title || say.title;
  frame.allow = "clipboard-write";
  for (const [name, value] of [["width", "100%"], ["height", `${least}px`], ["border", "0"], ["display", "block"]]) {
    frame.style.setProperty(name, value);
  }

  let notice = null;
  const refused = () => {
    notice = document.createElement("p");
    const link = document.createElement("a");
    link.href = app.href;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = say.open;
    notice.append(`${say.refused} `, link);
    frame.before(notice);
    frame.style.setProperty("display", "none");
  };
  let waiting = setTimeout(refused, WAIT);
  let pages = 0; // that the frame has shown; only what a visitor opened may move the page around it
  frame.addEventListener("load", () => {
    pages += 1;
    if (pages > 1 && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "start" });
  });

  const bring = (top) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const y = window.scrollY + frame.getBoundingClientRect().top + top - 8;
    window.scrollTo({ top: y, behavior: calm ? "auto" : "smooth" });
  };
  let wanted = 0; // the height of what the frame shows
  const fit = () => frame.style.setProperty("height", `${Math.min(Math.max(wanted, least), most())}px`);
  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== app.origin) return;
    const said = event.data;
    if (said?.from !== "kho-phong-van" || !Number.isFinite(said.height)) return;
    clearTimeout(waiting);
    waiting = null;
    if (notice) {
      notice.remove();
      notice = null;
      frame.style.setProperty("display", "block");
    }
    wanted = said.height;
    fit();
    if (Number.isFinite(said.top) && said.top >= 0 && said.top <= said.height && said.height <= most()) bring(said.top);
  });
  window.addEventListener("resize", () => { if (wanted) fit(); });

  const put = () => {
    const place = given.into ? document.querySelector(given.into) : null;
    if (place) place.append(frame);
    else script.after(frame);
  };
  if (given.into && document.readyState === "loading") document.addEventListener("DOMContentLoaded", put);
  else put();
})();
