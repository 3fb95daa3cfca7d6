// Registering: a file that was chosen or dropped is read at once; then its particulars are looked at.
"use strict";
(() => {
  for (const form of document.querySelectorAll("form[data-read-files]")) {
    const input = form.querySelector("input[type=file]");
    if (document.querySelector(".notice.n-done")) form.querySelector("#thong-tin select, #thong-tin input")?.focus();
    const read = form.querySelector("button[value=doc]");
    input?.addEventListener("change", () => {
      if (!input.files.length || form.querySelector(".too-big")) return;
      window.giaoviec.say("Đang đọc tệp");
      setTimeout(() => form.requestSubmit(read)); // After the draft's own listener has seen the change: sending stops its clock.
    });
  }
})();
