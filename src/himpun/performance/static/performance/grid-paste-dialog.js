"use strict";
/* "Tempel dari Excel": a block is pasted into a field, each of its columns is given a place, and
   what will come of it is shown before anything is saved. */
(() => {
  const { make, FIELDS, SETS, paste } = window.dataForm;
  const MOST_ROWS_SHOWN = 6;

  /* dialog: the <dialog> of the page. doing: { lines(): lines from the first on, apply(changes,
     skipped) }. Answers { open(text, line id) }. */
  function pasteDialog(dialog, saving, doing) {
    const parts = Object.fromEntries(
      [...dialog.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]),
    );
    let laid = { changes: [], skipped: [] };
    let block = [];

    function columns() {
      return [...parts.columns.querySelectorAll("select")].map((select) => select.value);
    }

    function preview() {
      const from = doing.lines().findIndex((line) => line.id === parts.from.value);
      laid = paste.lay(block, doing.lines().slice(from), columns(), saving);
      const no = paste.whyNot(block);
      const twice = columns().filter((name, at, all) => name && all.indexOf(name) !== at);
      parts.said.textContent = no || (twice.length ? "Dua kolom diberi tempat yang sama." : saysOf(laid));
      parts.apply.disabled = Boolean(no) || twice.length > 0 || !laid.changes.length;
      parts.skipped.replaceChildren(...laid.skipped.slice(0, 8).map(({ where, why }) => make("li", {}, `${where}: ${why}`)));
    }

    function read() {
      block = parts.text.value ? paste.readBlock(parts.text.value) : [];
      const width = Math.max(0, ...block.map((row) => row.length));
      const names = guess(block, width);
      parts.columns.replaceChildren(...Array.from({ length: Math.min(width, 20) }, (_, x) => columnChoice(x, names[x], block, preview)));
      preview();
    }

    parts.text.addEventListener("input", read);
    parts.from.addEventListener("change", preview);
    parts.apply.addEventListener("click", () => {
      dialog.close();
      doing.apply(laid.changes, laid.skipped);
    });
    dialog.querySelectorAll("[data-close]").forEach((each) => each.addEventListener("click", () => dialog.close()));

    return {
      open(text = "", lineId = "") {
        parts.from.replaceChildren(...doing.lines().map((line) => {
          const row = saving.rows.get(line.value);
          const name = line.item ? `${row.no}. ↳ ${line.item.label}` : `${row.no}. ${row.name}`;
          return make("option", { value: line.id }, name);
        }));
        if (lineId) parts.from.value = lineId;
        parts.text.value = text;
        read();
        dialog.showModal();
        parts.text.focus();
      },
    };
  }

  /* Which column is which: by a heading that names it, else realisation and what follows. */
  function guess(block, width) {
    const usual = ["realisation", "obstacles", "solutions", "follow_up", "follow_up_by", "follow_up_on", "budget", "note", "no_value"];
    const heads = (block[0] ?? []).map((cell) => FIELDS.find((field) => field.title.toLowerCase() === cell.toLowerCase())?.name);
    if (heads.some(Boolean)) {
      block.shift();
      return Array.from({ length: width }, (_, x) => heads[x] ?? "");
    }
    return usual;
  }

  function columnChoice(x, chosen, block, changed) {
    const sample = block.slice(0, MOST_ROWS_SHOWN).map((row) => row[x] ?? "");
    const select = make("select", { class: "in", "aria-label": `Tempat kolom ${x + 1}`, onchange: changed },
      make("option", { value: "" }, "(dilewati)"),
      ...FIELDS.map((field) => make("option", { value: field.name }, field.title)));
    select.value = chosen ?? "";
    return make("div", { class: "paste-column" }, select,
      make("ul", {}, ...sample.map((cell) => make("li", {}, cell || "\u00a0"))));
  }

  function saysOf({ changes, skipped }) {
    const values = new Set(changes.map((change) => change.value)).size;
    if (!changes.length) return "Belum ada yang akan berubah.";
    return `${changes.length} isian pada ${values} indikator akan disimpan${skipped.length ? `; ${skipped.length} dilewati:` : "."}`;
  }

  /* Sets of columns that must be shown for these fields to be seen. */
  const setsOf = (fields) => SETS.map((set) => set.name).filter((name) => FIELDS.some((field) => field.set === name && fields.has(field.name)));

  Object.assign(window.dataForm, { pasteDialog, setsOf });
})();
