"use strict";
/* Somebody else changed a field while it was typed here: both values, who and when; the person
   chooses, and nothing is decided for them. */
(() => {
  const { titleOf } = window.dataForm;

  /* dialog: the <dialog> of the page. Answers { open("value/field") }. */
  function clashDialog(dialog, saving, after) {
    const parts = Object.fromEntries(
      [...dialog.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]),
    );
    let at = null;

    function choose(whose) {
      dialog.close();
      saving.choose(at.value, at.field, whose);
      after(at);
    }

    parts.mine.addEventListener("click", () => choose("mine"));
    parts.theirs.addEventListener("click", () => choose("theirs"));
    parts.later.addEventListener("click", () => {
      dialog.close();
      after(at);
    });

    return {
      open(key) {
        const [value, field] = [Number(key.slice(0, key.indexOf("/"))), key.slice(key.indexOf("/") + 1)];
        const edit = saving.edit(value, field);
        if (edit?.status !== "conflict" || dialog.open) return;
        const row = saving.rows.get(value);
        at = { value, field };
        const who = edit.theirs?.by || row.changed_by || "orang lain";
        const when = edit.theirs?.at || row.changed_at;
        parts.what.textContent = `${row.no}. ${row.name}, ${titleOf(row, field)}`;
        parts.who.textContent = [`Diubah ${who}`, when].filter(Boolean).join(", ");
        parts["their-text"].textContent = edit.theirs?.text || "(kosong)";
        parts["my-text"].textContent = edit.text || "(kosong)";
        dialog.showModal();
      },
    };
  }

  Object.assign(window.dataForm, { clashDialog });
})();
