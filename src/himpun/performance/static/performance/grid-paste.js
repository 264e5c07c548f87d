"use strict";
/* A block copied from a spreadsheet: read, laid over the grid from one cell on, and saved at once. */
(() => {
  const { ITEM, FIELDS, whyLocked, titleOf } = window.dataForm;
  const MOST_CELLS = 10_000;

  /* The cells of what Excel, LibreOffice and Google Sheets put on the clipboard: tabs between
     cells, a line a row; a cell with line breaks, tabs or quotes stands in quotes, doubled inside. */
  function readBlock(text) {
    const rows = [[""]];
    let quoted = false;
    const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let at = 0; at < clean.length; at += 1) {
      const row = rows[rows.length - 1];
      const letter = clean[at];
      if (quoted && letter === '"' && clean[at + 1] === '"') row[row.length - 1] += clean[(at += 1)];
      else if (quoted && letter === '"') quoted = false;
      else if (quoted) row[row.length - 1] += letter;
      else if (letter === '"' && row[row.length - 1] === "" && closes(clean, at)) quoted = true;
      else if (letter === "\t") row.push("");
      else if (letter === "\n") rows.push([""]);
      else row[row.length - 1] += letter;
    }
    return rows.map((row) => row.map((cell) => cell.trim()));
  }

  /* Whether the quote at a place has its closing one, at the end of a cell. */
  const closes = (text, at) => /^"(?:[^"]|"")*"(?=\t|\n|$)/.test(text.slice(at));

  const isBlock = (text) => /[\t\n]/.test(text.replace(/\r?\n$/, ""));

  /* Lays a block over lines ({ value, item }) and columns (names of fields, "" skips one):
     { changes, skipped: [{ where, why }] }. Lines of raw data are left out unless the first one is
     such a line. */
  function lay(block, lines, columns, saving) {
    const wanted = lines[0]?.item ? lines : lines.filter((line) => !line.item);
    const result = { changes: [], skipped: [] };
    block.forEach((cells, y) => {
      const line = wanted[y];
      if (!line) return result.skipped.push({ where: `Baris ${y + 1}`, why: "di bawah baris terakhir" });
      return cells.forEach((text, x) => place(line, columns[x], text, saving, result));
    });
    return result;
  }

  function place(line, column, text, saving, result) {
    if (column === "") return;
    const row = saving.rows.get(line.value);
    const where = `${row.no}. ${row.name}`;
    if (column === undefined) {
      if (text) result.skipped.push({ where, why: `“${text.slice(0, 40)}” melewati kolom terakhir` });
      return;
    }
    const field = line.item && column === "realisation" ? ITEM + line.item.key : column;
    if (line.item && column !== "realisation") return;
    if (text === saving.text(line.value, field)) return;
    const locked = whyLocked(row, field);
    if (locked && text) result.skipped.push({ where: `${where}, ${titleOf(row, field)}`, why: locked });
    if (!locked) result.changes.push({ value: line.value, field, text });
  }

  /* What the answers to a pasted block say, in words: { sentence, problems: [{ where, why }] }. */
  function told(results, saving, skipped) {
    const values = (status) => new Set(results.filter((each) => each.status === status).map((each) => each.value)).size;
    const [saved, same] = [values("saved"), values("unchanged")];
    const problems = results
      .filter((each) => !["saved", "unchanged"].includes(each.status))
      .map((each) => {
        const row = saving.rows.get(each.value);
        const field = each.field ? `, ${titleOf(row, each.field)}` : "";
        return { where: `${row.no}. ${row.name}${field}`, why: each.sentence };
      });
    const parts = [`${saved} indikator tersimpan`];
    if (same) parts.push(`${same} tidak berubah`);
    if (problems.length) parts.push(`${problems.length} isian tidak tersimpan`);
    if (skipped.length) parts.push(`${skipped.length} isian dilewati`);
    return { sentence: `Tempelan: ${parts.join(", ")}.`, problems: [...problems, ...skipped] };
  }

  /* Why a block cannot be pasted at all; "" when it can. */
  function whyNot(block) {
    const cells = block.reduce((sum, row) => sum + row.length, 0);
    if (cells > MOST_CELLS) return `Blok ini memuat ${cells.toLocaleString("id-ID")} sel; paling banyak ${MOST_CELLS.toLocaleString("id-ID")}.`;
    return block.some((row) => row.some(Boolean)) ? "" : "Tidak ada isi yang dapat ditempel.";
  }

  /* Names of fields from a column on, as they are to be seen: read-only ones are no target. */
  const columnsFrom = (field, shown) => {
    const names = FIELDS.map((each) => each.name).filter((name) => shown.has(name));
    return names.slice(names.indexOf(field));
  };

  Object.assign(window.dataForm, { paste: { readBlock, isBlock, lay, told, whyNot, columnsFrom } });
})();
