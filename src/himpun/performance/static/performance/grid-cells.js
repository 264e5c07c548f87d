"use strict";
/* The cells of the grid: each is made once and painted again whenever its value changes, so that
   the caret never leaves a cell because something was saved. */
(() => {
  const { make, mark, state, ITEM, titleOf, whyLocked, isUnsent, EDIT_STATES, SERVER_STATES } = window.dataForm;

  const ORDER = ["conflict", "invalid", "locked", "offline", "sending", "waiting", "typing"];

  class Cells {
    /* line: { id, value, item } as grid-table.js has them. */
    constructor(saving) {
      this.saving = saving;
      this.inputs = new Map(); // "line/field" → { box, input, line, field }
      this.shown = new Map(); // "value/name" → element
      this.wanted = new Set(); // values that are still to be filled in, after "Periksa"
    }

    key(line, field) {
      return line.item ? ITEM + line.item.key : field;
    }

    // ---- where one types

    input(line, field) {
      const name = this.key(line, field);
      const id = `${line.value}/${name}`;
      if (!this.inputs.has(id)) {
        this.inputs.set(id, this.build(line, name));
        this.paintInput(line.value, name);
      }
      return this.inputs.get(id).box;
    }

    build(line, name) {
      const row = this.saving.rows.get(line.value);
      const known = window.dataForm.FIELDS.find((each) => each.name === name);
      const says = `n${line.value}-${name.replace(/\W/g, "-")}`;
      const choices = name === "realisation" && row.choices.length > 0;
      const input = make(known?.lines ? "textarea" : "input", {
        "aria-label": `${titleOf(row, name)}, ${row.no}. ${row.name}`,
        "aria-describedby": says, autocomplete: "off", rows: known?.lines ? 1 : null,
        type: known?.lines ? null : "text", spellcheck: "false",
        placeholder: known?.hint, list: choices ? `${says}-pilihan` : null,
        "data-value": line.value, "data-field": name,
        inputmode: line.item || name === "budget" || (name === "realisation" && row.kind === "number") ? "decimal" : null,
      });
      const list = choices && make("datalist", { id: `${says}-pilihan` }, ...row.choices.map((code) => make("option", { value: code })));
      const flag = make("span", { class: "flag", "aria-hidden": "true" });
      const told = make("span", { class: "sr", id: says });
      const box = make("div", { class: "cell" }, input, flag, told, list || null);
      return { box, input, flag, says: told, line, name };
    }

    paintInput(value, name) {
      const { box, input, flag, says } = this.inputs.get(`${value}/${name}`);
      const row = this.saving.rows.get(value);
      const edit = this.saving.edit(value, name);
      const text = this.saving.text(value, name);
      if (input.value !== text) {
      input.value = text;
      if (document.activeElement === input) input.select();
    }
      input.readOnly = Boolean(whyLocked(row, name));
      const look = this.lookOf(row, name, edit);
      box.className = `cell ${look.classes}`;
      input.setAttribute("aria-invalid", String(look.bad));
      input.title = edit?.sentence || look.why;
      says.textContent = [edit?.sentence, look.why].filter(Boolean).join(" ");
      flag.replaceChildren(...(look.mark ? [mark(look.mark)] : []));
    }

    lookOf(row, name, edit) {
      const classes = [];
      const own = name === "realisation" || name.startsWith(ITEM);
      const look = { bad: false, mark: "", why: whyLocked(row, name) };
      if (edit && ["invalid", "locked", "conflict"].includes(edit.status)) {
        Object.assign(look, { bad: true, mark: "late" });
        classes.push("bad");
      } else if (edit && isUnsent(edit)) classes.push(edit.status === "typing" ? "typing" : "local");
      else if (row.state === "not_asked") classes.push("na");
      else if (look.why) classes.push("lock");
      else this.calm(row, name, own, classes, look);
      if (name === "realisation" && row.comments) classes.push("note-c");
      if (name === "realisation" && this.wanted.has(row.value) && row.state === "empty") classes.push("must");
      look.classes = classes.join(" ");
      return look;
    }

    calm(row, name, own, classes, look) {
      if (name === "realisation" && row.state === "returned") {
        classes.push("ret");
        Object.assign(look, { mark: "back", why: `Dikembalikan: ${row.returned ?? ""}` });
      } else if (name === "realisation" && row.state === "warning") {
        classes.push("warn");
        Object.assign(look, { mark: "risk", why: row.warnings.map((each) => each.sentence).join(" ") });
      } else if (this.saving.fresh.has(`${row.value}/${name}`)) classes.push("ok");
      if (own) classes.push("figure");
    }

    // ---- what is only shown

    show(line, name) {
      const id = `${line.value}/${name}`;
      if (!this.shown.has(id)) {
        this.shown.set(id, make("div", { class: `shown ${name}` }));
        this.paintShown(line.value, name);
      }
      return this.shown.get(id);
    }

    paintShown(value, name) {
      const row = this.saving.rows.get(value);
      const inside = { achievement, evidence, state: (it) => this.stateOf(it) }[name](row);
      this.shown.get(`${value}/${name}`).replaceChildren(...inside);
    }

    stateOf(row) {
      const edits = this.saving.unsaved().filter((edit) => edit.value === row.value);
      const worst = ORDER.map((each) => edits.find((edit) => edit.status === each)).find(Boolean);
      if (!worst) return [state(SERVER_STATES[row.state] ?? "idle", row.state_word), ...asked(row)];
      const [name, word] = EDIT_STATES[worst.status];
      const told = make("small", { class: "why" }, worst.sentence);
      if (worst.status !== "conflict") return [state(name, word), worst.sentence ? told : ""].filter(Boolean);
      const choose = make("button", {
        type: "button", class: "as-link", tabindex: "-1", "data-choose": `${row.value}/${worst.field}`,
      }, "Bandingkan");
      return [state(name, word), choose];
    }

    /* Everything of a value, after it changed. */
    paint(value) {
      this.inputs.forEach(({ line, name }) => {
        if (line.value === value) this.paintInput(value, name);
      });
      ["achievement", "evidence", "state"].forEach((name) => {
        if (this.shown.has(`${value}/${name}`)) this.paintShown(value, name);
      });
    }
  }

  function achievement(row) {
    if (row.achievement) return [`${row.achievement} %`];
    return row.state === "not_asked" || row.state === "empty" ? [] : [make("span", { class: "quiet", title: row.achievement_words }, row.achievement_words.replace(/ \(.*/, ""))];
  }

  function evidence(row) {
    if (row.state === "not_asked") return [];
    const text = row.evidence ? `${row.evidence} berkas` : row.evidence_asked ? "wajib, belum ada" : "belum ada";
    return [make("button", { type: "button", tabindex: "-1", class: "plain-cell", "data-open": "bukti" }, text)];
  }

  const asked = (row) => (row.queries ? [make("small", { class: "why" }, `${row.queries} pertanyaan terbuka`)] : []);

  Object.assign(window.dataForm, { Cells });
})();
