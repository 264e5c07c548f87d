"use strict";
/* What is typed and not yet saved, kept in this browser per form and person, so that neither a lost
   network nor a closed window loses it. */
(() => {
  class Draft {
    constructor({ form, person }) {
      this.key = `himpun.isian.${form}.${person}`;
      this.offered = []; // found from an earlier visit, and not yet decided upon
      this.elsewhere = []; // of values that this page does not show
      this.held = false;
    }

    /* edits as Saving has them. */
    keep(edits) {
      const typed = new Set(edits.map(({ value, field }) => `${value}/${field}`));
      const still = this.offered.filter(({ value, field }) => !typed.has(`${value}/${field}`));
      const kept = [...this.elsewhere, ...still, ...edits].map(({ value, field, text, base }) => ({ value, field, text, base }));
      // Another tab may keep something there: only what this one wrote is taken away.
      if (!kept.length && !this.held) return;
      this.held = kept.length > 0;
      try {
        if (kept.length) localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), kept }));
        else localStorage.removeItem(this.key);
      } catch {
        // No room, or not allowed in this browser: saving goes on without.
      }
    }

    /* { at, kept } of an earlier visit, without what the form no longer has or holds already. */
    found(rows) {
      const { textOf } = window.dataForm;
      let stored = null;
      try {
        stored = JSON.parse(localStorage.getItem(this.key));
      } catch {
        stored = null;
      }
      const all = Array.isArray(stored?.kept) ? stored.kept : [];
      this.elsewhere = all.filter(({ value }) => !rows.has(value));
      this.offered = all.filter(({ value, field, text }) => {
        const row = rows.get(value);
        return row && typeof text === "string" && textOf(row, field) !== text;
      });
      return { at: new Date(stored?.at ?? 0), kept: this.offered };
    }

    /* Decided: what was found is taken over by the queue, or thrown away. */
    settled() {
      this.offered = [];
      this.held = true;
    }
  }

  window.dataForm.Draft = Draft;
})();
