// Passkeys: the browser asks the machine's lock or a security key, and the answer goes with the form.
"use strict";
(() => {
  const BUFFERS = new Set(["challenge", "id", "rawId"]);
  const unpacked = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const packed = (octets) => btoa(String.fromCharCode(...new Uint8Array(octets))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // What is bytes comes as base64url: the challenge, and the ids of the user and of keys (never the id of the site).
  function read(value, key, parent) {
    if (Array.isArray(value)) return value.map((one) => read(one, key, parent));
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, read(one, name, key)]));
    return typeof value === "string" && BUFFERS.has(key) && parent !== "rp" ? unpacked(value) : value;
  }

  function written(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = packed(credential.response[name]);
    }
    return JSON.stringify({ id: credential.id, rawId: packed(credential.rawId), type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults() });
  }

  for (const part of document.querySelectorAll("[data-passkey]")) {
    const button = part.querySelector("[data-passkey-start]");
    const failed = part.querySelector("[data-passkey-failed]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const form = part.closest("form");
      const create = part.dataset.passkey === "create";
      if (create && !form.reportValidity()) return;
      failed.textContent = "";
      try {
        if (!window.PublicKeyCredential) throw new Error("none");
        const credential = await navigator.credentials[create ? "create" : "get"](read(JSON.parse(part.dataset.options)));
        form.querySelector("[name=credential]").value = written(credential);
        form.noValidate = true;
        form.requestSubmit();
      } catch (fault) {
        failed.textContent = fault.name === "InvalidStateError"
          ? "Khóa này đã nối với tài khoản."
          : "Không nhận được khóa bảo mật: trình duyệt không hỗ trợ, địa chỉ không phải https, hoặc việc xác nhận đã bị hủy.";
      }
    });
  }
})();
