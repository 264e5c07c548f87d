"use strict";
/* What the frame does beyond plain HTML. Every page works without it. */
(() => {
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
    });
  };
  document.addEventListener("submit", once);
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    });
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

  document.querySelectorAll(".errors[tabindex]").forEach((summary) => summary.focus());
})();
