"use strict";
/* Copies a message for a chat. Without it the text can still be selected and copied by hand. */
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = "Pesan disalin";
      } catch {
        button.textContent = "Salin dengan Ctrl+C";
      }
    });
  });
})();
