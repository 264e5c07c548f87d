"use strict";
/* A step's form beyond plain HTML: further rows, a draft that tells how it went. */
(() => {
  const addRow = (button) => {
    const list = button.closest(".rows").querySelector("[data-rows]");
    const last = list.querySelector("[data-row]:last-child");
    if (!last) return;
    const at = list.children.length;
    const row = last.cloneNode(true);
    const next = (text) => text.replace(`-${at - 1}-`, `-${at}-`);
    row.querySelectorAll(".error").forEach((note) => note.remove());
    row.querySelectorAll("[id], [for], [name]").forEach((part) => {
      ["id", "for", "name"].forEach((name) => {
        if (part.hasAttribute(name)) part.setAttribute(name, next(part.getAttribute(name)));
      });
    });
    row.querySelectorAll("label .sr").forEach((said) => { said.textContent = `, baris ${at + 1}`; });
    row.querySelectorAll("input, textarea, select").forEach((field) => {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      if (field.tagName === "SELECT") field.selectedIndex = 0;
      else { field.value = ""; field.removeAttribute("value"); }
    });
    list.append(row);
    row.querySelector("input, textarea, select").focus();
  };
  document.querySelectorAll("[data-add-row]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => addRow(button));
  });

  /* The reason and the units are asked for only where the decision goes back. */
  const decision = document.getElementById("keputusan");
  if (decision) {
    const asked = decision.querySelectorAll("[data-when-back]");
    const show = () => {
      const back = decision.querySelector(".exit.back input:checked");
      asked.forEach((part) => { part.hidden = !back; });
    };
    decision.addEventListener("change", show);
    show();
  }

  /* What is being handed on is not kept as a draft as well: a slow answer would meet its own draft. */
  let leaving = false;
  document.getElementById("langkah")?.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving && event.target.id === "draf") event.preventDefault();
  });

  /* A draft's answer is a sentence of ours; a sign-in page or an error page is not. */
  const NOT_KEPT = "Draf belum tersimpan. Yang Anda ketik masih ada di halaman ini: jangan memuat ulang, tekan Simpan draf sesudah tersambung atau masuk lagi.";
  const notKept = (box) => {
    box.textContent = NOT_KEPT;
    window.himpunSession?.doubt();
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id !== "draf") return;
    const ours = event.detail.xhr.getResponseHeader("X-Himpun-Draf");
    event.detail.shouldSwap = Boolean(ours);
    if (!ours) notKept(event.target);
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (event.target.id === "draf") notKept(event.target);
  });
})();
