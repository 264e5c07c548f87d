"use strict";
/* Offers again what an earlier visit could not save. */
(() => {
  const shown = (at) => at.toLocaleString("id-ID", { dateStyle: "long", timeStyle: "short" });

  /* box: the notice of the page, with its two buttons. */
  function offerDrafts(box, saving) {
    const { at, kept } = saving.draft.found(saving.rows);
    if (!kept.length) return undefined;
    const [take, drop] = ["take", "drop"].map((name) => box.querySelector(`[data-part=${name}]`));
    box.querySelector("[data-part=sentence]").textContent =
      `${kept.length} isian yang Anda ketik pada ${shown(at)} belum sempat tersimpan; peramban ini masih menyimpannya.`;
    box.hidden = false;
    const done = (taken) => () => {
      box.hidden = true;
      saving.draft.settled();
      saving.resume(taken ? kept : []);
    };
    take.addEventListener("click", done(true));
    drop.addEventListener("click", done(false));
    return undefined;
  }

  Object.assign(window.dataForm, { offerDrafts });
})();
