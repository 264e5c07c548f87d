"use strict";
/* The keyboard in the grid. Tab walks as everywhere; the arrows and Enter walk the column:
   ↓ Enter next, ↑ previous, ← → at the edge of a text, Ctrl+Enter details, Esc what was saved,
   F2 comment, Alt+U evidence, Ctrl+Z undo; Shift with an arrow marks a block, Ctrl+C copies it. */
(() => {
  const PEN = ".pen-cell .cell > :is(input, textarea)";

  /* The fields of the grid as they stand: rows from above, each from left to right. */
  function fieldsIn(box) {
    return [...box.querySelectorAll(".tabulator-row:not(.tabulator-group)")]
      .map((row) => [...row.querySelectorAll(PEN)].filter((input) => input.offsetParent))
      .filter((row) => row.length);
  }

  function placeOf(rows, input) {
    const y = rows.findIndex((row) => row.includes(input));
    return { y, x: y < 0 ? -1 : columnOf(input) };
  }

  const columnOf = (input) => input.closest(".tabulator-cell").getAttribute("tabulator-field");
  const inColumn = (row, column) => row.find((input) => columnOf(input) === column);

  /* The next field above or below in the same column, or null. */
  function beside(rows, input, step) {
    const { y, x } = placeOf(rows, input);
    for (let at = y + step; at >= 0 && at < rows.length; at += step) {
      const found = inColumn(rows[at], x);
      if (found) return found;
    }
    return null;
  }

  const sideways = (rows, input, step) => {
    const row = rows.find((each) => each.includes(input)) ?? [];
    return row[row.indexOf(input) + step] ?? null;
  };

  function go(input) {
    if (!input) return;
    input.focus();
    input.select();
    input.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  const atStart = ({ selectionStart, selectionEnd, value }) => selectionEnd === 0 || (selectionStart === 0 && selectionEnd === value.length);
  const atEnd = ({ selectionStart, selectionEnd, value }) => selectionStart === value.length || (selectionStart === 0 && selectionEnd === value.length);

  /* Where a key leads from a field; undefined when it is an ordinary key. */
  function wayOf(event, input, rows) {
    const lines = input.tagName === "TEXTAREA" && input.value.includes("\n");
    const ways = {
      Enter: () => beside(rows, input, 1),
      ArrowDown: () => (lines && !atEnd(input) ? undefined : beside(rows, input, 1)),
      ArrowUp: () => (lines && !atStart(input) ? undefined : beside(rows, input, -1)),
      ArrowRight: () => (atEnd(input) ? sideways(rows, input, 1) ?? undefined : undefined),
      ArrowLeft: () => (atStart(input) ? sideways(rows, input, -1) ?? undefined : undefined),
    };
    if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return undefined;
    return ways[event.key]?.();
  }

  /* Shift+↑ ↓ ← → marks a block from the field on; Ctrl+C then copies it as a spreadsheet does. */
  function marking(box) {
    let from = null;
    let to = null;

    function block() {
      if (!from || !to) return [];
      const rows = fieldsIn(box);
      const [y1, y2] = [rows.findIndex((row) => row.includes(from)), rows.findIndex((row) => row.includes(to))].sort((a, b) => a - b);
      const names = [...new Set(rows.flat().map(columnOf))];
      const order = [...box.querySelectorAll(".tabulator-header .tabulator-col")].map((head) => head.getAttribute("tabulator-field")).filter((name) => names.includes(name));
      const [x1, x2] = [order.indexOf(columnOf(from)), order.indexOf(columnOf(to))].sort((a, b) => a - b);
      return rows.slice(y1, y2 + 1).map((row) => order.slice(x1, x2 + 1).map((name) => inColumn(row, name) ?? null));
    }

    function paint() {
      box.querySelectorAll(".cell.marked").forEach((cell) => cell.classList.remove("marked"));
      block().flat().forEach((input) => input?.parentElement.classList.add("marked"));
    }

    return {
      clear() {
        [from, to] = [null, null];
        paint();
      },
      reach(input, key) {
        const rows = fieldsIn(box);
        const at = to ?? input;
        const next = { ArrowDown: () => beside(rows, at, 1), ArrowUp: () => beside(rows, at, -1), ArrowRight: () => sideways(rows, at, 1), ArrowLeft: () => sideways(rows, at, -1) }[key]();
        [from, to] = [from ?? input, next ?? at];
        paint();
        to.scrollIntoView({ block: "nearest" });
        return block();
      },
      copy(event) {
        if (!to) return 0;
        const quote = (said) => (/[\t\n"]/.test(said) ? `"${said.replaceAll('"', '""')}"` : said);
        const rows = block();
        event.clipboardData.setData("text/plain", rows.map((row) => row.map((input) => quote(input?.value ?? "")).join("\t")).join("\r\n"));
        event.preventDefault();
        return rows.flat().length;
      },
      on: () => to !== null,
    };
  }

  /* doing: { details(value, part), restore(input), undo(input), typed(input), left(input) }. */
  function listen(box, doing) {
    const of = (event) => (event.target.matches?.(PEN) ? event.target : null);
    const mark = marking(box);
    box.addEventListener("copy", (event) => {
      const copied = of(event) && mark.copy(event);
      if (copied) doing.copied(copied);
    });
    box.addEventListener("pointerdown", mark.clear);
    box.addEventListener("focusin", (event) => {
      const input = of(event);
      if (!input) return;
      input.select();
      doing.entered(input);
    });
    box.addEventListener("input", (event) => of(event) && doing.typed(event.target));
    box.addEventListener("focusout", (event) => of(event) && doing.left(event.target));
    box.addEventListener("keydown", (event) => {
      const input = of(event);
      if (!input || event.isComposing) return undefined;
      if (marks(event, input, mark)) return event.preventDefault();
      if (!["Shift", "Control", "Meta"].includes(event.key) && !event.ctrlKey && !event.metaKey) mark.clear();
      if (command(event, input, doing)) return event.preventDefault();
      const to = wayOf(event, input, fieldsIn(box));
      if (to === undefined) return undefined;
      event.preventDefault();
      if (to) go(to);
      else if (event.key === "Enter") input.blur();
      return undefined;
    });
  }

  /* Within a text Shift selects letters; at its edge, or with the whole of it selected, cells. */
  function marks(event, input, mark) {
    const arrow = /^Arrow(Up|Down|Left|Right)$/.test(event.key);
    if (!event.shiftKey || !arrow || event.ctrlKey || event.altKey) return false;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    if (!mark.on() && !whole) return false;
    mark.reach(input, event.key);
    return true;
  }

  function command(event, input, doing) {
    const held = event.ctrlKey || event.metaKey;
    if (held && event.key === "Enter") return doing.details(input, "") || true;
    if (event.key === "F2") return doing.details(input, "komentar") || true;
    if (event.altKey && event.key.toLowerCase() === "u") return doing.details(input, "bukti") || true;
    if (event.key === "Escape") return doing.restore(input);
    if (held && !event.shiftKey && event.key.toLowerCase() === "z") return doing.undo(input);
    return false;
  }

  Object.assign(window.dataForm, { keys: { PEN, fieldsIn, columnOf, go, listen } });
})();
