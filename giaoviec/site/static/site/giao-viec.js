// The giving screen by keyboard, and passages chosen with the mouse. Everything it does is a press of a button of the page.
"use strict";
document.addEventListener("DOMContentLoaded", () => { // After app.js, which stands behind this one.
  const { typing, say } = window.giaoviec;
  const main = document.getElementById("noi-dung");
  const form = () => document.getElementById("doan-mo");

  function press(key) {
    const button = main.querySelector(`[data-key="${key}"]`);
    if (!button || button.disabled) return false;
    button.click();
    return true;
  }

  // htmx sends the pressed button of a form only where it stands inside the form: those outside lend it their value.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[name=buoc]");
    if (!button || button.form !== form()) return;
    form().querySelector("input[name=buoc]")?.remove();
    if (form().contains(button)) return;
    const lent = document.createElement("input");
    Object.assign(lent, { type: "hidden", name: "buoc", value: button.value });
    form().append(lent);
  }, true);

  function keyOf(event) {
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) return `ctrl+${key}`;
    return event.shiftKey && key === "enter" ? "shift+enter" : key;
  }

  // Before the page's own Ctrl Enter, which would only save the open form.
  document.addEventListener("keydown", (event) => {
    if (keyOf(event) !== "ctrl+enter") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    press("ctrl+enter");
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.altKey || typing(event.target)) return;
    const key = keyOf(event);
    if (key === "s") { event.preventDefault(); edit(); return; }
    if (key.endsWith("enter") && event.target.closest("button, a, summary")) return;
    if (press(key)) event.preventDefault();
  });

  function edit() {
    const content = form()?.querySelector("textarea");
    content?.focus();
    content?.setSelectionRange(content.value.length, content.value.length);
  }

  // A click on a marked passage opens it, with what is typed kept.
  main.addEventListener("click", (event) => {
    const passage = event.target.closest(".psg[data-passage]");
    if (!passage || !getSelection().isCollapsed) return;
    const badge = main.querySelector(`.no-badge[value="mo:${passage.dataset.passage}"]`);
    if (!badge) return;
    event.preventDefault();
    badge.click();
  });

  // The place in the text of a point of the selection.
  function place(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[offset] || node;
    const piece = (element.nodeType === Node.TEXT_NODE ? element.parentElement : element).closest?.("[data-start]");
    if (!piece) return null;
    return Number(piece.dataset.start) + (node.nodeType === Node.TEXT_NODE ? within(node, offset) : 0);
  }

  // Offsets in the text count characters as Python does: one for each code point.
  function within(node, offset) {
    return [...node.data.slice(0, offset)].length;
  }

  function choose() {
    const selection = getSelection();
    const box = document.getElementById("phan-boi-den");
    const paper = main.querySelector(".paper");
    if (!box || !paper || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const chosen = !range.collapsed && paper.contains(range.commonAncestorContainer) ? selection.toString().trim() : "";
    const [start, end] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
    box.hidden = chosen.length < 3 || start === null || end === null;
    if (box.hidden) return;
    box.querySelector("[name=start]").value = Math.min(start, end);
    box.querySelector("[name=end]").value = Math.max(start, end);
    document.getElementById("chu-boi-den").textContent = chosen.length > 120 ? `${chosen.slice(0, 120)}…` : chosen;
  }
  document.addEventListener("mouseup", () => setTimeout(choose));
  document.addEventListener("keyup", (event) => { if (event.shiftKey) choose(); });

  // After each press: the passage that is open is seen on the paper, and heard.
  function show(quiet) {
    const now = main.querySelector(".psg.now");
    const paper = main.querySelector(".paper");
    if (now) paper.scrollTop += now.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3;
    main.querySelector(".props")?.scrollTo(0, 0);
    if (!quiet && form()?.getAttribute("aria-label")) say(`${form().getAttribute("aria-label")}. ${document.getElementById("vi-sao-chua")?.textContent || ""}`);
  }
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target === main) show(false); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const note = main.querySelector("[data-draft-note]");
    if (event.detail.successful && event.detail.elt.hasAttribute("data-autosave") && note) {
      note.textContent = `Đã lưu nháp lúc ${new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })}`;
    }
  });
  show(true);
});
