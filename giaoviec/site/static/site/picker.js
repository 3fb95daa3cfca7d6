// A select with data-picker becomes a box to type in. The select stays, hidden, and is what the form sends.
"use strict";
(() => {
  const { say } = window.giaoviec;
  const FEW = 6; // so many of those chosen are shown at once; a group has 124
  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  const initials = (words) => plain(words).split(" ").filter((word) => word !== "va").map((word) => word[0]).join(""); // snnmt

  // How well an option answers what was typed: 0 best, null not at all.
  function rank(option, typed) {
    if (!typed) return 3;
    if (option.initials === typed || option.words.includes(` ${typed} `)) return 0;
    if (option.plain.startsWith(typed) || option.initials.startsWith(typed.replace(/ /g, ""))) return 1;
    if (typed.split(" ").every((word) => ` ${option.plain} ${option.words}`.includes(` ${word}`))) return 2;
    return null;
  }

  function read(select) {
    return [...select.options].filter((one) => one.value !== "").map((one) => ({
      one,
      label: one.label,
      group: one.parentElement.tagName === "OPTGROUP" ? one.parentElement.label : "",
      plain: plain(one.label),
      initials: initials(one.label),
      words: ` ${plain(one.dataset.words || "")} `,
    }));
  }

  function build(select) {
    const options = read(select);
    const box = document.createElement("div");
    const input = document.createElement("input");
    const list = document.createElement("ul");
    box.className = "picker";
    list.className = "picker-list";
    list.id = `${select.id}-list`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-labelledby", `${select.id}-label`);
    Object.assign(input, { type: "text", id: `${select.id}-box`, autocomplete: "off", placeholder: "Gõ tên hoặc chữ tắt, ví dụ: stc" });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    document.querySelector(`label[for="${select.id}"]`)?.setAttribute("for", input.id);
    select.hidden = true;
    input.required = select.required && !select.multiple;
    select.required = false;
    box.append(input, list);
    select.after(box);
    return { select, options, box, input, list };
  }

  function enhance(select) {
    const parts = build(select);
    const { options, box, input, list } = parts;
    let shown = [];
    let at = -1;
    let whole = false;

    function draw() {
      input.setCustomValidity("");
      box.querySelectorAll(".tok, .tok-act").forEach((token) => token.remove());
      const chosen = options.filter((option) => option.one.selected);
      if (select.multiple) box.prepend(...tokens(chosen));
      else input.value = chosen[0]?.label || "";
      if (select.multiple) input.placeholder = chosen.length ? "Thêm" : "Gõ tên hoặc chữ tắt để thêm";
    }

    function tokens(chosen) {
      const few = chosen.length <= FEW + 1;
      const made = (few || whole ? chosen : chosen.slice(0, FEW)).map(token);
      if (!few && !whole) made.push(tokenAct(`và ${chosen.length - FEW} cơ quan nữa`, () => { whole = true; draw(); }));
      if (!few) made.push(tokenAct(`Bỏ cả ${chosen.length} cơ quan`, clear));
      return made;
    }

    function tokenAct(words, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tok-act";
      button.textContent = words;
      button.addEventListener("click", () => { act(); input.focus(); });
      return button;
    }

    function clear() {
      for (const option of options) option.one.selected = false;
      draw();
      say("Đã bỏ hết");
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function token(option) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tok";
      button.textContent = option.label;
      button.setAttribute("aria-label", `Bỏ ${option.label}`);
      button.addEventListener("click", () => { pick(option, false); input.focus(); });
      return button;
    }

    function pick(option, on) {
      if (!select.multiple) for (const other of options) other.one.selected = false;
      option.one.selected = on;
      draw();
      if (select.multiple) input.value = "";
      close();
      say(on ? `Đã chọn ${option.label}` : `Đã bỏ ${option.label}`);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function open() {
      const typed = plain(input.value);
      const ranked = options.map((option, place) => ({ option, place, rank: rank(option, typed) }));
      shown = ranked.filter((row) => row.rank !== null && !(select.multiple && row.option.one.selected))
        .sort((a, b) => a.rank - b.rank || a.place - b.place).map((row) => row.option);
      list.replaceChildren(...rows(typed));
      at = shown.length && typed ? 0 : -1;
      mark();
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    function rows(typed) {
      if (!shown.length) { const none = line("Không có cơ quan nào như vậy", "group"); none.setAttribute("aria-disabled", "true"); return [none]; }
      const made = [];
      let group = "";
      shown.forEach((option, place) => {
        if (!typed && option.group !== group) { group = option.group; if (group) made.push(line(group, "group")); }
        const row = line(option.label, "");
        row.id = `${list.id}-${place}`;
        row.setAttribute("role", "option");
        row.addEventListener("mousedown", (event) => { event.preventDefault(); pick(option, true); });
        made.push(row);
      });
      return made;
    }

    function line(words, css) {
      const row = document.createElement("li");
      row.textContent = words;
      row.className = css;
      row.setAttribute("role", css ? "presentation" : "option");
      return row;
    }

    function mark() {
      for (const row of list.querySelectorAll("[role=option]")) row.setAttribute("aria-selected", String(row.id === `${list.id}-${at}`));
      const here = list.querySelector("[aria-selected=true]");
      here?.scrollIntoView({ block: "nearest" });
      if (here) input.setAttribute("aria-activedescendant", here.id);
      else input.removeAttribute("aria-activedescendant");
    }

    function close() {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function leave() {
      close();
      if (select.multiple) { input.value = ""; return; }
      const chosen = options.find((option) => option.one.selected);
      if (input.value === (chosen?.label || "")) return;
      select.value = ""; // What was typed is not in the list: it stays to be mended, and nothing is chosen.
      input.setCustomValidity(input.value.trim() ? "Chọn một cơ quan trong danh sách." : "");
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    input.addEventListener("input", open);
    input.addEventListener("focus", () => { if (!select.multiple) input.select(); });
    input.addEventListener("click", open);
    input.addEventListener("blur", leave);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { open(); return; }
        at = Math.max(0, Math.min(shown.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
        mark();
      } else if (["Enter", "Tab"].includes(event.key) && !list.hidden && shown[at]) {
        if (event.key === "Enter") event.preventDefault(); // Tab chooses and goes on.
        pick(shown[at], true);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
      } else if (event.key === "Backspace" && select.multiple && !input.value) {
        const last = options.filter((option) => option.one.selected).pop();
        if (last) pick(last, false);
      }
    });
    select.form?.addEventListener("reset", () => setTimeout(draw));
    draw();
  }

  const all = (root) => root.querySelectorAll("select[data-picker]:not([hidden])").forEach(enhance);
  all(document);
  document.addEventListener("htmx:afterSwap", (event) => all(event.detail.target));
})();
