"use strict";
/* The grid itself, on Tabulator: columns, groups by objective, rows of raw data below what is
   computed from them, sets of columns that are shown on demand, and the filter. */
(() => {
  const { make, FIELDS, SETS } = window.dataForm;
  const SHOWN = [
    { name: "achievement", title: "Capaian", width: 92 },
    { name: "evidence", title: "Bukti", width: 88 },
    { name: "state", title: "Keadaan", width: 164 },
  ];

  // Put away while a set of columns is shown, so that a laptop's screen holds the sheet; the panel
  // beside the grid has them too.
  const ASIDE = ["unit", "last", "achievement", "evidence"];

  /* The lines of the grid: a value, then its raw data. */
  function linesOf(rows) {
    return rows.flatMap((row) => [
      { id: `${row.value}`, value: row.value, item: null, group: row.group },
      ...row.item_defs.map((item) => ({
        id: `${row.value}/${item.key}`, value: row.value, item, group: row.group,
      })),
    ]);
  }

  /* Lays the grid into a box; answers the table. */
  function gridTable(box, saving, cells) {
    const table = new window.Tabulator(box, {
      data: linesOf([...saving.rows.values()]),
      index: "id",
      layout: "fitColumns",
      renderVertical: "basic",
      keybindings: false,
      history: false,
      groupBy: "group",
      groupToggleElement: false,
      columnDefaults: { headerSort: false, titleFormatter: "plaintext", resizable: "header" },
      columns: columnsOf(saving, cells),
      placeholder: "Tidak ada baris yang cocok dengan saringan.",
      rowFormatter: (row) => row.getElement().classList.toggle("item", Boolean(row.getData().item)),
    });
    // Its fields are what Tab comes to; the scrolled box needs no stop of its own.
    table.on("tableBuilt", () => box.querySelector(".tabulator-tableholder").setAttribute("tabindex", "-1"));
    return table;
  }

  function columnsOf(saving, cells) {
    const row = (cell) => saving.rows.get(cell.getData().value);
    const words = (title, field, width, how, text) => ({
      title, field, width, ...how, formatter: (cell) => text(row(cell), cell.getData().item),
    });
    const read = (title, name, more) => ({
      title, field: name, ...more,
      formatter: (cell) => (cell.getData().item ? "" : cells.show(cell.getData(), name)),
    });
    const plain = (name) => (it, item) => text(item ? "" : it[name]);
    return [
      words("No.", "no", 44, { frozen: true, hozAlign: "right", cssClass: "quiet", resizable: false }, plain("no")),
      words("Indikator", "name", undefined, { frozen: true, minWidth: 190, widthGrow: 3 }, nameOf),
      words("Satuan", "unit", 84, { cssClass: "quiet" }, (it, item) => text(item ? item.unit : it.unit)),
      words("TW lalu", "last", 76, { hozAlign: "right", cssClass: "quiet" }, plain("last")),
      words("Target", "target", 74, { hozAlign: "right" }, plain("target")),
      pen(FIELDS[0], cells, { width: 114 }),
      ...FIELDS.slice(1).map((field) => pen(field, cells, { visible: false, minWidth: field.narrow ? 110 : 180, width: field.narrow ? 120 : undefined, widthGrow: 2 })),
      ...SHOWN.map(({ title, name, width }) => read(title, name, { width, cssClass: `is-${name}` })),
    ];
  }

  function pen(field, cells, more) {
    return {
      title: field.title, field: field.name, cssClass: `pen-cell${field.lines ? " lines" : ""}`, ...more,
      formatter: (cell) => {
        const line = cell.getData();
        return line.item && field.name !== "realisation" ? "" : cells.input(line, field.name);
      },
    };
  }

  const text = (said) => document.createTextNode(said ?? "");

  function nameOf(row, item) {
    if (item) return make("span", { class: "item-name" }, item.label);
    return make("button", { type: "button", class: "plain-cell", tabindex: "-1", "data-open": "rincian" }, row.name);
  }

  /* The switch for sets of columns, into a box. */
  function columnSwitch(box, table) {
    SETS.forEach((set) => {
      const button = make("button", {
        type: "button", class: "chip-switch", "aria-pressed": "false", "data-set": set.name,
        onclick: () => showSet(table, set.name, button.getAttribute("aria-pressed") !== "true"),
      }, set.title);
      box.append(button);
    });
  }

  function showSet(table, name, on) {
    const put = (column, shown) => (shown ? table.showColumn(column) : table.hideColumn(column));
    document.querySelector(`[data-set="${name}"]`).setAttribute("aria-pressed", String(on));
    const some = document.querySelector('[data-set][aria-pressed="true"]') !== null;
    FIELDS.filter((field) => field.set === name).forEach((field) => put(field.name, on));
    ASIDE.forEach((column) => put(column, !some));
    table.redraw(true);
  }

  Object.assign(window.dataForm, { gridTable, columnSwitch, showSet });
})();
