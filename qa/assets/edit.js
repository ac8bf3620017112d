// What the staff page does beyond its HTML: a place to split is chosen in the printed text, by mouse or by keys.
// Without this script a block is split before a sentence, from a list. Everything said comes from #edit-wording.
"use strict";
(() => {
  const say = JSON.parse(document.getElementById("edit-wording").textContent);
  const pair = document.querySelector("#edit .pair:target");
  if (pair) pair.focus({ preventScroll: true });
  // A block of a long interview stands on another of its pages.
  const wanted = /^#khoi-(\d{1,9})$/.exec(location.hash);
  if (wanted && !pair && !location.search.includes(`khoi=${wanted[1]}`)) location.replace(`?khoi=${wanted[1]}${location.hash}`);

  let leave = null; // ends the choice that is under way

  // Offsets of the server count characters, those of a string count UTF-16 units.
  const characters = (text) => Array.from(text).length;

  // Where in the cell's text a selection, or the place last clicked, begins; null where there is none.
  const selected = (cell) => {
    const range = document.getSelection()?.rangeCount ? document.getSelection().getRangeAt(0) : null;
    if (!range || !cell.contains(range.startContainer)) return null;
    const before = document.createRange();
    before.setStart(cell, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return before.toString().length;
  };

  const choose = (cell, form, opener, place) => {
    leave?.();
    const text = cell.textContent;
    const low = text.length - text.trimStart().length, high = text.trimEnd().length;
    const starts = [...text.matchAll(/(?<=\s)\S/gu)].map((match) => match.index).filter((at) => at > low && at < high);
    const chosen = Number(form.elements.cau?.value ?? 0) - Number(cell.dataset.start);
    const wanted = place ?? Array.from(text).slice(0, Math.max(0, chosen)).join("").length;
    const help = form.querySelector(".split-help");
    const cut = document.createElement("span");
    cut.className = "cut";
    cut.setAttribute("aria-hidden", "true");
    let at = 0;
    const nearest = (place) => starts.reduce((best, start) =>
      Math.abs(start - place) < Math.abs(best - place) ? start : best, starts[0]);
    const show = (place) => {
      at = place;
      cell.replaceChildren(text.slice(0, at), cut, text.slice(at));
      cut.scrollIntoView({ block: "nearest" });
      help.textContent = `${say.splitHelp} “…${text.slice(Math.max(0, at - 24), at).trim()} ‖ ${text.slice(at, at + 24).trim()}…”`;
    };
    const done = () => {
      cell.replaceChildren(text);
      cell.classList.remove("splitting");
      for (const name of ["tabindex", "role", "aria-label"]) cell.removeAttribute(name);
      cell.removeEventListener("keydown", onKey);
      cell.removeEventListener("click", onClick);
      help.textContent = "";
      leave = null;
    };
    const send = () => {
      form.elements.tai.value = String(Number(cell.dataset.start) + characters(text.slice(0, at)));
      done();
      form.requestSubmit(form.querySelector("button[value=tach]"));
    };
    const onKey = (event) => {
      const number = starts.indexOf(at);
      const to = { ArrowLeft: number - 1, ArrowRight: number + 1, ArrowUp: number - 10, ArrowDown: number + 10,
        Home: 0, End: starts.length - 1 }[event.key];
      if (to !== undefined) show(starts[Math.min(Math.max(to, 0), starts.length - 1)]);
      else if (event.key === "Enter") send();
      else if (event.key === "Escape") { done(); opener.focus(); }
      else return;
      event.preventDefault();
    };
    const onClick = (event) => {
      const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
      const found = caret ? [caret.offsetNode, caret.offset] : (() => {
        const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
        return range ? [range.startContainer, range.startOffset] : null;
      })();
      if (!found || !cell.contains(found[0])) return;
      const before = document.createRange();
      before.setStart(cell, 0);
      before.setEnd(...found);
      show(nearest(before.toString().length));
    };
    if (!starts.length) return;
    cell.tabIndex = 0;
    cell.setAttribute("role", "application");
    cell.setAttribute("aria-label", say.splitHere);
    cell.classList.add("splitting");
    cell.addEventListener("keydown", onKey);
    cell.addEventListener("click", onClick);
    show(nearest(wanted > 0 ? wanted : text.length / 2));
    cell.focus({ preventScroll: true });
    leave = done;
  };

  for (const form of document.querySelectorAll("#edit form.change")) {
    const place = document.createElement("input");
    place.type = "hidden";
    place.name = "tai";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say.splitHere;
    const help = document.createElement("p");
    help.className = "split-help";
    help.setAttribute("role", "status");
    form.querySelector(".split").append(button, help, place);
    const cell = form.closest(".pair").querySelector(".printed");
    // Pressing the button ends the selection, so it is read before.
    let begun = null;
    button.addEventListener("pointerdown", () => { begun = selected(cell); });
    button.addEventListener("click", () => {
      choose(cell, form, button, begun ?? selected(cell));
      begun = null;
    });
  }

  // Names that the article itself suggests go into the fields by a press.
  for (const offered of document.querySelectorAll("#edit .suggestions")) {
    offered.hidden = false;
    offered.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-name]");
      if (!button) return;
      const fields = button.form.elements;
      fields.ten.value = button.dataset.name;
      fields.chuc.value = button.dataset.post ?? "";
      fields.ten.focus();
    });
  }
})();
