// Lists: J, K, Enter, X walk and tick rows; the bar for many rows appears when one is ticked.
"use strict";
(() => {
  const { typing, say } = window.giaoviec;

  function walk(table) {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.querySelector("a[href]"));
    let at = -1;
    function go(step) {
      rows[at]?.classList.remove("now");
      at = Math.max(0, Math.min(rows.length - 1, at + step));
      rows[at].classList.add("now");
      rows[at].querySelector("a[href]").focus();
      rows[at].scrollIntoView({ block: "nearest" });
    }
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) && event.target.type !== "checkbox" || !rows.length) return;
      const key = event.key.toLowerCase();
      if (key === "j") go(1);
      else if (key === "k") go(-1);
      else if (key === "x") rows[at]?.querySelector(".tick input")?.click();
      else return;
      event.preventDefault();
    });
  }

  function bulk(bar) {
    const form = bar.closest("form");
    const boxes = () => [...form.querySelectorAll(".tick input:not([data-tick-all])")];
    const all = form.querySelector("[data-tick-all]");
    const count = bar.querySelector("[data-bulk-count]");
    const unit = bar.querySelector("[data-bulk-unit]").textContent;
    let last = null;

    function show() {
      const ticked = boxes().filter((box) => box.checked);
      for (const box of boxes()) box.closest("tr")?.classList.toggle("ticked", box.checked);
      bar.toggleAttribute("data-quiet", ticked.length === 0);
      count.textContent = `Đã chọn ${ticked.length} ${unit}`;
      if (all) {
        all.checked = ticked.length > 0 && ticked.length === boxes().length;
        all.indeterminate = ticked.length > 0 && !all.checked;
      }
    }

    form.addEventListener("change", (event) => {
      if (event.target === all) for (const box of boxes()) box.checked = all.checked;
      show();
      if (event.target.closest(".tick")) say(count.textContent);
    });
    form.addEventListener("reset", () => setTimeout(show));
    form.addEventListener("click", (event) => { // With Shift, all from the last ticked to this one.
      if (!event.target.matches(".tick input:not([data-tick-all])")) return;
      const list = boxes();
      const here = list.indexOf(event.target);
      if (event.shiftKey && last !== null) for (const box of list.slice(Math.min(last, here), Math.max(last, here) + 1)) box.checked = event.target.checked;
      last = here;
      show();
    });
    show();
  }

  const table = document.querySelector("table[data-rows]");
  if (table) walk(table);
  document.querySelectorAll("[data-bulk]").forEach(bulk);
})();
