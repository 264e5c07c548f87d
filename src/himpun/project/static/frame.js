"use strict";
/* What the frame does beyond plain HTML. Every page works without it. */
(() => {
  const PATIENCE = 30_000; // ms
  const again = (form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  };
  const once = (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    // After the browser has taken the pressed button's own name and value.
    setTimeout(() => {
      if (event.defaultPrevented) return;
      form.dataset.sent = "1";
      form.setAttribute("aria-busy", "true");
      // Where the browser was told to stop waiting, the page is still there.
      setTimeout(() => again(form), PATIENCE);
    });
  };
  document.addEventListener("submit", once);
  // On a phone the ways stand in a row that is wider than the screen.
  const ways = document.querySelector(".nav");
  const here = ways?.querySelector("[aria-current]");
  if (here) ways.scrollLeft = here.offsetLeft - (ways.clientWidth - here.offsetWidth) / 2;
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach(again);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details.who[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.who[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  /* A browser cuts what is pasted into a field with too little room, and says nothing. */
  const number = (count) => count.toLocaleString("id-ID");
  document.addEventListener("paste", (event) => {
    const field = event.target;
    const pasted = event.clipboardData?.getData("text/plain").replaceAll("\r\n", "\n").length ?? 0;
    if (!(field.maxLength > 0) || event.defaultPrevented) return;
    const room = field.maxLength - field.value.length + field.selectionEnd - field.selectionStart;
    field.parentElement.querySelector("[data-cut]")?.remove();
    if (pasted <= room) return;
    const note = document.createElement("p");
    note.className = "error";
    note.setAttribute("role", "alert");
    note.dataset.cut = "";
    note.textContent = `Yang ditempel ${number(pasted)} huruf, padahal yang muat tinggal ${number(room)}: sisanya tidak ikut.`;
    field.after(note);
  });

  /* The browser's own control for files speaks the browser's language; this one speaks ours. */
  document.querySelectorAll("input[type=file]").forEach((input) => {
    const box = document.createElement("div");
    box.className = "file-pick";
    const button = document.createElement("label");
    button.className = "btn";
    button.htmlFor = input.id;
    button.textContent = "Pilih berkas";
    button.setAttribute("aria-hidden", "true");
    const names = document.createElement("span");
    const tell = () => {
      const picked = [...input.files].map((file) => file.name);
      names.textContent = picked.length ? picked.join(", ") : "Belum ada berkas yang dipilih";
      box.classList.toggle("has", picked.length > 0);
    };
    input.before(box);
    input.classList.add("sr");
    box.append(input, button, names);
    input.addEventListener("change", tell);
    tell();
  });

  /* What was typed before the scripts had come is told to them now, as if its field had just been
     left; in a field that is not left yet the browser does so itself. Then the page is ready. */
  const chosen = (options, how) => [...options].filter((option) => option[how]);
  const differs = (field) => {
    if (field.type === "hidden") return false;
    if (field.options) {
      const given = chosen(field.options, "defaultSelected");
      const now = chosen(field.options, "selected");
      if (!given.length && !field.multiple) given.push(field.options[0]);
      return now.length !== given.length || now.some((option, at) => option !== given[at]);
    }
    return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  };
  document.addEventListener("DOMContentLoaded", () => {
    [...document.querySelectorAll("input, textarea, select")]
      .filter((field) => differs(field) && field !== document.activeElement)
      .forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
    document.documentElement.dataset.ready = "";
  });

  // Of several summaries on a long page, the first leads to the others.
  document.querySelector(".errors[tabindex]")?.focus();
})();
