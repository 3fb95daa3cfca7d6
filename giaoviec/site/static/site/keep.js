// What was typed outlives a session that ended: kept in this tab from the press to the next page, and put back where that
// page comes after signing in again, as the same person. Passwords and files are never kept.
"use strict";
(() => {
  const KEY = "giaoviec-typed";
  const UNKEPT = new Set(["hidden", "password", "file", "submit", "button", "fieldset", "output"]);
  const { me } = document.body.dataset;
  const here = location.pathname + location.search;
  const fields = (form) => [...form.elements].filter((one) => one.name && !UNKEPT.has(one.type));

  function state(one) {
    if (one.type === "checkbox" || one.type === "radio") return one.checked;
    return one.multiple ? [...one.selectedOptions].map((option) => option.value) : one.value;
  }

  function put(one, value) {
    if (one.type === "checkbox" || one.type === "radio") one.checked = value;
    else if (one.multiple) for (const option of one.options) option.selected = value.includes(option.value);
    else one.value = value;
    for (const name of ["input", "change"]) one.dispatchEvent(new Event(name, { bubbles: true }));
  }

  function keep(event) {
    const form = event.target;
    if (form.method !== "post") return;
    const typed = fields(form).map((one) => [one.name, state(one)]);
    sessionStorage.setItem(KEY, JSON.stringify({ me, here, number: [...document.forms].indexOf(form), typed }));
  }

  function putBack(kept) {
    const form = document.forms[kept.number];
    const found = form ? fields(form) : [];
    if (!kept.typed.length || kept.typed.some(([name], place) => found[place]?.name !== name)) return;
    kept.typed.forEach(([, value], place) => put(found[place], value));
    form.scrollIntoView({ block: "nearest" });
    window.giaoviec.warn("Đã đăng nhập lại. Những gì đã nhập vẫn còn ở đây và chưa được gửi; tệp đính kèm phải chọn lại.");
  }

  const kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
  sessionStorage.removeItem(KEY);
  const signedIn = document.referrer && new URL(document.referrer).pathname.startsWith("/dang-nhap/");
  if (kept && signedIn && me && kept.me === me && kept.here === here) putBack(kept);
  document.addEventListener("submit", keep);
})();
