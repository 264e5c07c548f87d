"use strict";
/* The filter above the grid: words of the indicator, and how a value stands. */
(() => {
  const STATES = {
    empty: (row) => row.state === "empty",
    warning: (row) => row.state === "warning",
    returned: (row) => row.state === "returned",
    evidence: (row) => row.evidence_asked && !row.evidence && row.state !== "not_asked",
    asked: (row) => row.queries > 0,
    commented: (row) => row.comments > 0,
    approved: (row) => row.state === "approved" || row.state === "verified",
  };

  /* Wires a text and a select to the table. Answers { clear() }. */
  function filterOf({ words, stand, found }, table, saving) {
    const unsaved = (row) => saving.unsaved().some((edit) => edit.value === row.value && edit.status !== "typing");

    function matches({ value }) {
      const row = saving.rows.get(value);
      const text = `${row.no} ${row.code} ${row.name} ${row.group}`.toLowerCase();
      const said = words.value.toLowerCase().split(/\s+/).every((word) => text.includes(word));
      const test = stand.value === "unsaved" ? unsaved : STATES[stand.value] ?? (() => true);
      return said && test(row);
    }

    function apply() {
      const on = words.value.trim() || stand.value;
      if (on) table.setFilter(matches);
      else table.clearFilter();
      const left = new Set(table.getData("active").map((line) => line.value)).size;
      found.textContent = on ? `${left} dari ${saving.rows.size} indikator` : "";
    }

    words.addEventListener("input", apply);
    stand.addEventListener("change", apply);
    return {
      clear() {
        words.value = "";
        stand.value = "";
        apply();
      },
    };
  }

  /* The panel of states and keys closes like a menu. */
  function helpMenu(help) {
    document.addEventListener("click", (event) => {
      if (!help.contains(event.target)) help.open = false;
    });
    help.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      help.open = false;
      help.querySelector("summary").focus();
    });
  }

  Object.assign(window.dataForm, { filterOf, helpMenu });
})();
