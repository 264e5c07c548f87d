"use strict";
/* Puts the form page together: the table that works without scripts gives way to the grid. */
(() => {
  const box = document.getElementById("data-grid");
  const sent = JSON.parse(document.getElementById("data-rows")?.textContent ?? "null");
  const form = window.dataForm;
  // A phone has no room for a grid: there the list leads to one indicator at a time.
  const narrow = matchMedia("(max-width: 760px)").matches;
  if (!box || !sent || narrow || !window.Tabulator || !form) return;

  const { keys, paste } = form;
  const part = (name) => document.querySelector(`[data-grid="${name}"]`);
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  form.mark.symbols = box.dataset.symbols;

  const saving = new form.Saving({ form: box.dataset.save, person: box.dataset.person, address: box.dataset.save, token }, sent.rows);
  const cells = new form.Cells(saving);
  const say = form.voice(part("voice"));
  document.getElementById("data-table").hidden = true;
  part("tools").hidden = false;
  box.hidden = false;
  const table = form.gridTable(box, saving, cells);
  const details = form.detailsPanel(part("details"), saving, {
    token, query: (id) => box.dataset.query.replace("/0/", `/${id}/`), address: (value) => box.dataset.value.replace("/0/", `/${value}/`),
  });
  const fieldOf = (input) => [Number(input.dataset.value), input.dataset.field];
  const inputOf = (value, name) => box.querySelector(`[data-value="${value}"][data-field="${name}"]`);
  let last = null; // the field that had the focus last

  function entered(input) {
    last = input;
    details.show(fieldOf(input)[0]);
  }

  function left(input) {
    const [value, field] = fieldOf(input);
    saving.leave(value, field);
  }

  function restore(input) {
    if (!saving.restore(...fieldOf(input))) return false;
    input.select();
    say("Dikembalikan ke isi yang tersimpan.");
    return true;
  }

  function undo(input) {
    if (!saving.undo(...fieldOf(input))) return false;
    say("Perubahan terakhir pada isian ini dibatalkan.");
    return true;
  }

  keys.listen(box, {
    entered, left, restore, undo,
    copied: (number) => say(`${number} isian disalin.`),
    typed: (input) => saving.type(...fieldOf(input), input.value),
    details: (input, where) => {
      saving.leave(...fieldOf(input));
      details.open(fieldOf(input)[0], where);
    },
  });

  // ---- the mouse

  box.addEventListener("click", (event) => {
    const line = event.target.closest(".tabulator-row:not(.tabulator-group)");
    const button = event.target.closest("button");
    const clash = button?.dataset.choose;
    if (clash) return clashes.open(clash);
    if (!line) return undefined;
    const input = line.querySelector(keys.PEN);
    if (button?.dataset.open === "bukti") return details.open(Number(input.dataset.value), "bukti");
    if (button && details.isDrawer()) return details.open(Number(input.dataset.value));
    if (!event.target.matches("input, textarea")) keys.go(input);
    return undefined;
  });

  // ---- what is told

  const bar = form.footBar(document.getElementById("data-bar"), sent.bar, saving, { jump });
  const clashes = form.clashDialog(part("clash"), saving, ({ value, field }) => keys.go(inputOf(value, field)));
  saving.addEventListener("row", ({ detail }) => cells.paint(detail));
  saving.addEventListener("trouble", ({ detail }) => {
    part("trouble").textContent = detail;
    part("trouble").hidden = !detail;
    if (!detail) say("Tersambung lagi.");
  });
  saving.addEventListener("answer", ({ detail }) => {
    if (detail.source === "paste") return pasted(detail.results);
    const [first] = detail.results;
    const row = saving.rows.get(first.value);
    const conflict = saving.unsaved().find((edit) => edit.status === "conflict");
    if (first.status === "saved") say(`Tersimpan: ${row.name}, ${row.realisation || row.state_word}.`);
    else if (first.sentence && !conflict) say(first.sentence);
    if (conflict) clashes.open(`${conflict.value}/${conflict.field}`);
    return undefined;
  });

  const TESTS = {
    invalid: () => saving.unsaved().find((edit) => ["invalid", "locked"].includes(edit.status)),
    conflict: () => saving.unsaved().find((edit) => edit.status === "conflict"),
    offline: () => saving.unsaved().find((edit) => edit.status === "offline"),
  };

  function jump(status) {
    filter.clear();
    const edit = TESTS[status]?.();
    const row = [...saving.rows.values()].find((each) => (status === "asked" ? each.queries : each.state === status));
    const value = edit?.value ?? row?.value;
    if (value === undefined) return;
    const set = form.setsOf(new Set([edit?.field ?? "realisation"]));
    set.forEach((name) => form.showSet(table, name, true));
    keys.go(inputOf(value, edit?.field ?? "realisation") ?? box.querySelector(`[data-value="${value}"]`));
    if (status === "asked") details.open(value, "tanya");
    if (status === "conflict") clashes.open(`${edit.value}/${edit.field}`);
  }

  // ---- blocks

  const shownColumns = () => new Set(table.getColumns().filter((column) => column.isVisible() && column.getField()).map((column) => column.getField()));
  // As they stand in the grid, group by group, without what is filtered away.
  const lines = () => table.getRows("active").map((row) => row.getData());
  const lineOf = (input) => table.getRows("active").map((row) => row.getData()).findIndex(
    (line) => `${line.value}` === input.dataset.value && (!line.item || input.dataset.field === form.ITEM + line.item.key) && (line.item || !input.dataset.field.startsWith(form.ITEM)),
  );
  let skipped = [];
  let block = []; // what was pasted last, to be taken back as a whole
  let answers = []; // to the block that was pasted last; what is left of a value comes with a second

  const dialog = form.pasteDialog(part("paste"), saving, { lines, apply });
  document.querySelectorAll("[data-open-paste]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => dialog.open("", last ? lines()[lineOf(last)]?.id : ""));
  });

  box.addEventListener("paste", (event) => {
    const input = event.target.closest?.(keys.PEN);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!input || !paste.isBlock(text)) return;
    event.preventDefault();
    const block = paste.readBlock(text);
    const columns = paste.columnsFrom(keys.columnOf(input), shownColumns());
    const from = lineOf(input);
    // A block that is wider than what is shown is laid out by hand, so that nothing is guessed.
    if (Math.max(...block.map((row) => row.length)) > columns.length || paste.whyNot(block)) {
      dialog.open(text, lines()[from]?.id);
      return;
    }
    const laid = paste.lay(block, lines().slice(from), columns, saving);
    apply(laid.changes, laid.skipped);
  });

  function apply(changes, left_out) {
    [block, skipped, answers] = [changes, left_out, []];
    form.setsOf(new Set(changes.map((change) => change.field))).forEach((name) => form.showSet(table, name, true));
    if (changes.length) saving.put(changes, "paste");
    else pasted([]);
  }

  function pasted(results) {
    answers.push(...results);
    const { sentence, problems } = paste.told(answers, saving, skipped);
    const box_of = part("pasted");
    box_of.hidden = false;
    box_of.querySelector("[data-part=undo]").hidden = !block.length;
    box_of.querySelector("[data-part=sentence]").textContent = sentence;
    box_of.querySelector("[data-part=problems]").replaceChildren(
      ...problems.slice(0, 12).map(({ where, why }) => form.make("li", {}, `${where}: ${why}`)),
    );
    say(sentence);
  }

  part("pasted").querySelector("[data-part=undo]").addEventListener("click", () => {
    const number = saving.undoAll(block);
    block.forEach(({ value, field }) => saving.restore(value, field));
    part("pasted").hidden = true;
    say(`Tempelan dibatalkan: ${number} isian dikembalikan.`);
    if (last) keys.go(last);
  });

  // ---- what is around the grid

  const filter = form.filterOf({ words: part("words"), stand: part("stand"), found: part("found") }, table, saving);
  form.columnSwitch(part("sets"), table);
  form.helpMenu(document.querySelector(".help"));
  document.querySelectorAll("[data-close-part]").forEach((button) => button.addEventListener("click", () => {
    button.closest("[data-grid]").hidden = true;
    if (last) last.focus();
  }));
  part("details").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    details.close();
    if (last) keys.go(last);
  });
  document.querySelectorAll("[data-close-details]").forEach((button) => button.addEventListener("click", () => {
    details.close();
    if (last) keys.go(last);
  }));
  form.closing(saving, { jump, say });
  if (new URLSearchParams(location.search).has("periksa")) {
    saving.rows.forEach((row) => row.state === "empty" && cells.wanted.add(row.value));
    cells.wanted.forEach((value) => cells.paint(value));
  }
  form.offerDrafts?.(part("kept"), saving);
  table.on("tableBuilt", () => bar.paint());
  form.grid = { saving, table, details, bar };
})();
