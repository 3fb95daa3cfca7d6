// What every page has: saying things aloud, the search key, panels that close, the undo clock, failed requests, printing.
"use strict";
(() => {
  const live = () => document.getElementById("live");

  function say(words) {
    const region = live();
    if (!region) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = words; }, 50); // The same words twice are said twice.
  }

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  // A line at the foot of the page for what went wrong; it stays until it is closed or something works again.
  function warn(words) {
    let bar = document.getElementById("warning");
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "warning";
      bar.className = "undo no-print";
      bar.setAttribute("role", "alert");
      const close = document.createElement("button");
      close.type = "button";
      close.className = "btn";
      close.textContent = "Đóng";
      close.addEventListener("click", () => bar.remove());
      bar.append(document.createElement("p"), close);
      document.body.append(bar);
    }
    bar.firstElementChild.textContent = words;
  }

  function calm() {
    document.getElementById("warning")?.remove();
  }

  function explain(status) {
    if (status === 403) return "Phiên làm việc đã đổi hoặc không có quyền. Mở trang này ở thẻ khác, đăng nhập lại rồi gửi; những gì đã nhập vẫn còn ở đây.";
    if (status === 404) return "Không còn thấy mục này. Tải lại trang để xem tình hình mới nhất.";
    if (status === 413) return "Tệp quá lớn. Chọn tệp nhỏ hơn rồi gửi lại.";
    if (status === 429) return "Gửi quá nhanh. Chờ một phút rồi thử lại.";
    return "Máy chủ đang gặp lỗi, chưa lưu được. Những gì đã nhập vẫn còn ở đây; thử lại sau ít phút.";
  }

  const offline = "Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại; những gì đã nhập vẫn còn ở đây.";

  window.giaoviec = { say, typing, warn, calm, explain, offline };

  document.addEventListener("htmx:responseError", (event) => warn(explain(event.detail.xhr.status)));
  document.addEventListener("htmx:sendError", () => warn(offline));
  document.addEventListener("htmx:afterOnLoad", calm);
  document.addEventListener("htmx:afterSwap", (event) => event.detail.elt.querySelector?.("[data-focus]")?.focus());

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeFloats(null, true);
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const box = document.querySelector("[data-search]");
      if (!box?.offsetParent) return;
      event.preventDefault();
      box.focus();
      box.select();
    }
    if (event.key === "?") document.querySelector("[data-keys]")?.scrollIntoView({ block: "end" });
  });

  function closeFloats(keep, refocus) {
    for (const open of document.querySelectorAll("details.floats[open]")) {
      if (keep && open.contains(keep)) continue;
      const held = open.contains(document.activeElement);
      open.open = false;
      if (refocus && held) open.querySelector("summary").focus();
    }
  }
  document.addEventListener("click", (event) => closeFloats(event.target, false));

  // Folded texts print open, and fold again.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")].filter((one) => !one.closest(".no-print"));
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of folded) one.open = false; });

  function countDown(bar) {
    const left = bar.querySelector(".left");
    const end = Date.now() + 1000 * Number(bar.dataset.seconds);
    const clock = setInterval(show, 1000);
    function show() {
      const seconds = Math.round((end - Date.now()) / 1000);
      if (seconds <= 0) { clearInterval(clock); bar.remove(); return; }
      left.textContent = seconds > 90 ? `còn ${Math.ceil(seconds / 60)} phút` : `còn ${seconds} giây`;
    }
    left.setAttribute("aria-hidden", "true"); // A clock that is read every second is noise.
    show();
  }

  document.querySelectorAll("[data-undo]").forEach(countDown);
  document.querySelector("[data-focus]")?.focus();
  document.querySelectorAll("[data-print]").forEach((one) => {
    one.hidden = false;
    one.addEventListener("click", () => window.print());
  });
})();
