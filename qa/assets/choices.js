// The fields that limit a search to a speaker or a paper: a list to choose from, found with or without accents, with any
// input method. What is typed becomes a filter only when it names one of the list; else the field is as it was.
"use strict";
(() => {
  const app = new URL("../", document.currentScript.src);
  const say = JSON.parse(document.getElementById("wording").textContent);
  const MOST = 60; // names shown at once; typing finds the others
  const kinds = { speaker: "speakers", outlet: "outlets" };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
  const none = { speakers: [], outlets: [] };
  let facets = null;
  const load = () => {
    facets ??= fetch(new URL("api/facets", app)).then((answer) => (answer.ok ? answer.json() : none)).catch(() => {
      facets = null; // asked again with the next look
      return none;
    });
    return facets;
  };

  let open = null; // the field whose list is shown: { input, list, names, kept, active }
  const write = (input, value) => {
    if (input.value === value) return;
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const close = () => {
    if (!open) return;
    open.list.remove();
    open.input.setAttribute("aria-expanded", "false");
    open.input.removeAttribute("aria-activedescendant");
    open.active = -1;
  };
  const mark = (number) => {
    const items = [...open.list.children];
    open.active = items.length ? (number + items.length) % items.length : -1;
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === open.active)));
    const item = items[open.active];
    if (!item) return;
    open.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const typed = open.input.value === open.kept ? [] : fold(open.input.value).split(/\s+/);
    const found = open.names.filter((name) => typed.every((word) => fold(name).includes(word))).slice(0, MOST);
    open.list.replaceChildren(...found.map((name, number) => {
      const item = document.createElement("li");
      item.id = `${open.list.id}-${number}`;
      item.setAttribute("role", "option");
      item.textContent = name;
      return item;
    }));
    open.active = -1;
    open.input.removeAttribute("aria-activedescendant");
    if (!found.length) return close();
    document.body.append(open.list);
    open.input.setAttribute("aria-expanded", "true");
    place();
  };
  // Below the field, or above where there is more room and it needs it; nothing around the field may cut it off.
  const place = () => {
    if (!open?.list.isConnected) return;
    const field = open.input.getBoundingClientRect();
    const below = innerHeight - field.bottom;
    const above = below < Math.min(260, open.list.scrollHeight) + 12 && field.top > below;
    const room = Math.min(260, (above ? field.top : below) - 12);
    const style = { left: `${field.left}px`, width: `${field.width}px`, maxHeight: `${room}px`,
      top: above ? "auto" : `${field.bottom + 4}px`, bottom: above ? `${innerHeight - field.top + 4}px` : "auto" };
    Object.assign(open.list.style, style);
  };
  addEventListener("resize", place);
  addEventListener("scroll", (event) => { if (event.target !== open?.list) place(); }, { capture: true });
  const choose = (name) => {
    open.kept = name;
    write(open.input, name);
    close();
  };
  const settle = () => {
    if (!open) return;
    const typed = fold(open.input.value);
    const meant = open.names.filter((name) => fold(name) === typed);
    if (!typed) choose("");
    else if (open.input.value !== open.kept) choose(meant.includes(open.input.value) ? open.input.value : meant[0] ?? open.kept);
    close();
  };

  const fieldOf = (target) => Object.keys(kinds).find((kind) => target.closest?.(`#${kind} input`));
  document.addEventListener("focusin", async (event) => {
    const kind = fieldOf(event.target);
    if (!kind || open?.input === event.target) return;
    const input = event.target;
    const list = document.createElement("ul");
    list.className = "choices";
    list.id = `choices-${kind}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say.showChoices);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id],
      ["aria-expanded", "false"], ["autocomplete", "off"]]) input.setAttribute(name, value);
    // What stands in the field was chosen, or came with the address.
    const mine = { input, list, names: [], kept: input.value, active: -1, wanted: false };
    open = mine;
    list.addEventListener("mousedown", (press) => press.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (click) => {
      const item = click.target.closest("li");
      if (!item) return;
      choose(item.textContent);
      input.dispatchEvent(new FocusEvent("blur")); // Gradio then tells which filters are active
    });
    mine.names = (await load())[kinds[kind]];
    if (open === mine && mine.wanted) show();
  });
  // A click, a letter or an arrow opens the list; passing by with the tabulator key does not.
  document.addEventListener("click", (event) => {
    if (!open || event.target !== open.input || open.list.isConnected) return;
    open.wanted = true;
    if (open.names.length) show();
  });
  document.addEventListener("input", (event) => {
    if (open && event.isTrusted && event.target === open.input && !event.isComposing) show();
  });
  document.addEventListener("compositionend", (event) => {
    if (open && event.target === open.input) show();
  });
  document.addEventListener("keydown", (event) => {
    if (!open || event.target !== open.input) return;
    if (event.isComposing || event.keyCode === 229) {
      event.stopImmediatePropagation(); // Enter and the arrows belong to the input method
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (!open.list.isConnected) show();
      mark(open.active < 0 ? (down ? 0 : -1) : open.active + (down ? 1 : -1));
    } else if (event.key === "Enter") {
      const item = open.list.children[open.active];
      if (item) choose(item.textContent);
      else settle();
    } else if (event.key === "Escape") {
      write(open.input, open.kept);
      close();
    }
  }, { capture: true });
  // Before Gradio hears of it, so that it hears of what was chosen.
  document.addEventListener("blur", (event) => {
    if (!open || event.target !== open.input || !event.isTrusted) return;
    settle();
    open = null;
  }, { capture: true });
})();
