// Forms: the draft kept while typing, files dropped, one press one sending.
"use strict";
(() => {
  const { warn, calm, explain, offline } = window.giaoviec;

  // data-draft-url: each change POSTs the form there, without its files. Answer: {"at": "08:14"}, or 4xx {"error": "…"}.
  function keepDraft(form) {
    const note = form.querySelector("[data-draft-note]") || document.querySelector("[data-draft-note]");
    let timer = null;
    let dirty = false;
    let sending = null;

    const tell = (words, failed) => {
      if (!note) return;
      note.textContent = words;
      note.classList.toggle("failed", Boolean(failed));
    };

    async function save() {
      if (sending) { await sending; }
      dirty = false;
      const body = new FormData(form);
      for (const input of form.querySelectorAll("input[type=file]")) body.delete(input.name);
      sending = send(body);
      await sending;
      sending = null;
    }

    async function send(body) {
      try {
        const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, headers: { Accept: "application/json" } });
        const said = await answer.json().catch(() => ({}));
        if (answer.ok) tell(`Đã lưu nháp lúc ${said.at}`, false);
        else { dirty = true; tell(said.error || explain(answer.status), true); }
      } catch {
        dirty = true;
        tell(offline, true);
      }
    }

    const later = () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 800); };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => { dirty = false; clearTimeout(timer); });
    window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) { clearTimeout(timer); save(); } });
  }

  const written = (octets) => octets < 1e6
    ? `${Math.round(octets / 1000)} KB`
    : `${(octets / 1e6).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`;

  function takeFiles(drop) {
    const input = drop.querySelector("input[type=file]");
    const button = drop.querySelector(".drop-button");
    const list = drop.querySelector("[data-files]");
    const most = Number(drop.dataset.most || 0) * 1048576;

    function show() {
      list.replaceChildren(...[...input.files].map((file) => {
        const line = document.createElement("li");
        const big = most && file.size > most;
        line.textContent = `${file.name}, ${written(file.size)}${big ? `: quá ${drop.dataset.most} MB, sẽ không nhận` : ""}`;
        line.classList.toggle("too-big", Boolean(big));
        return line;
      }));
    }

    function add(files) {
      const all = new DataTransfer();
      const kept = input.multiple ? [...input.files, ...files] : [...files].slice(0, 1);
      for (const file of kept) all.items.add(file);
      input.files = all.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    // The browser's own button speaks the browser's language; without scripts it is all there is.
    drop.classList.add("ready");
    button.hidden = false;
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", show);
    for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("over"); add(event.dataTransfer.files); });
    return add;
  }

  // A file dropped anywhere goes to the page's only drop, and never opens in place of the page.
  function dropAnywhere(adds) {
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (adds.length === 1 && event.dataTransfer.files.length) adds[0](event.dataTransfer.files);
    });
  }

  // A second press within three seconds is the same press.
  function onePress(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) { event.preventDefault(); return; }
    form.dataset.sent = String(Date.now());
    calm();
  }

  function ctrlEnter(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest?.("form[method=post]");
    if (form) { event.preventDefault(); form.requestSubmit(); }
  }

  document.querySelectorAll("form[data-draft-url]").forEach(keepDraft);
  const adds = [...document.querySelectorAll("[data-drop]")].map(takeFiles);
  if (adds.length) dropAnywhere(adds);
  document.addEventListener("submit", onePress);
  document.addEventListener("keydown", ctrlEnter);
  window.addEventListener("offline", () => warn(offline));
  window.addEventListener("online", calm);
})();
