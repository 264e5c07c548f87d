"use strict";
/* What the parts of the form page share: elements, fields, words. Everything typed or sent by the
   server is put into the page as text, never as HTML. */
window.dataForm = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /* make("button", { class: "btn", type: "button" }, "Simpan"): an element with its attributes;
     what is null, undefined or false is left out, functions are told of the event they are named
     for ("onclick"). */
  function make(tag, attributes = {}, ...inside) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(name, value === true ? "" : value);
      }
    });
    element.append(...inside.filter((each) => each !== null && each !== undefined && each !== ""));
    return element;
  }

  /* One of the seven marks of symbols.svg. */
  function mark(name) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", `mk ${name}`);
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `${mark.symbols}#m-${name}`);
    svg.append(use);
    return svg;
  }
  mark.symbols = "/static/symbols.svg";

  const state = (name, word) => make("span", { class: `st ${name}` }, mark(name), word);

  /* What may be typed beside the realisation, in the order of its columns. A set is shown or put
     away as a whole. */
  const FIELDS = [
    { name: "realisation", title: "Realisasi", set: "" },
    { name: "obstacles", title: "Kendala", set: "kendala", lines: true },
    { name: "solutions", title: "Solusi", set: "kendala", lines: true },
    { name: "follow_up", title: "Rencana tindak lanjut", set: "lanjut", lines: true },
    { name: "follow_up_by", title: "Penanggung jawab", set: "lanjut" },
    { name: "follow_up_on", title: "Batas waktu", set: "lanjut", narrow: true, hint: "31/12/2026" },
    { name: "budget", title: "Realisasi anggaran (Rp)", set: "anggaran", narrow: true },
    { name: "note", title: "Penjelasan", set: "alasan", lines: true },
    { name: "no_value", title: "Alasan tidak ada nilai", set: "alasan", lines: true },
  ];
  const SETS = [
    { name: "kendala", title: "Kendala dan solusi" },
    { name: "lanjut", title: "Tindak lanjut" },
    { name: "anggaran", title: "Anggaran" },
    { name: "alasan", title: "Alasan dan penjelasan" },
  ];
  const ITEM = "items.";

  const isField = (name) => name.startsWith(ITEM) || FIELDS.some((each) => each.name === name);

  /* The title of a field, that of a raw datum too. */
  function titleOf(row, field) {
    if (field.startsWith(ITEM)) {
      const key = field.slice(ITEM.length);
      return row.item_defs.find((item) => item.key === key)?.label ?? key;
    }
    return FIELDS.find((each) => each.name === field)?.title ?? field;
  }

  /* What a row of the server says of a field. */
  function textOf(row, field) {
    if (field.startsWith(ITEM)) return row.items[field.slice(ITEM.length)] ?? "";
    return row[field] ?? "";
  }

  /* Whether nobody may type here, and why: "" where one may. */
  function whyLocked(row, field) {
    if (row.locked) return row.locked;
    if (field === "realisation" && row.computed) return "Dihitung dari data mentah di bawahnya.";
    return "";
  }

  /* "1 nilai", "3 nilai": Indonesian has no plural, so only nought is told apart. */
  const count = (number, word) => `${number} ${word}`;

  return { make, mark, state, FIELDS, SETS, ITEM, isField, titleOf, textOf, whyLocked, count };
})();
