"use strict";
/* Saving of what is typed: one cell at a time, in order, nothing lost.

   An edit is what somebody typed into a field of a value and the server does not hold. It is
     typing    the cell has not been left
     waiting   to be sent with the next request
     sending   under way
     offline   could not be sent; tried again, sooner when the network is back
     invalid   refused by the server with a sentence; kept here, stored nowhere
     conflict  somebody else changed the same field; both values are kept until one is chosen
     locked    may not be changed (any more)
   Only one request is under way at a time, so a write never overtakes another. Edits are kept in
   the browser per form and person until the server has them. */
(() => {
  const { textOf } = window.dataForm;
  const FIRST_RETRY = 2_000; // ms; doubles
  const LAST_RETRY = 30_000;
  const MOST_VALUES = 500; // in one request, of no more letters than these
  const MOST_LETTERS = 600_000;
  const UNSENT = new Set(["typing", "waiting", "sending", "offline"]);
  const TOGETHER = { realisation: "no_value", no_value: "realisation" };

  // The mark of what the server says of a value.
  const SERVER_STATES = {
    empty: "idle", saved: "done", warning: "risk", returned: "back", approved: "done",
    verified: "done", closed: "late", not_asked: "idle",
  };
  // How an edit is shown: the state's mark, and its word.
  const EDIT_STATES = {
    typing: ["now", "Sedang diisi"], waiting: ["wait", "Menyimpan"], sending: ["wait", "Menyimpan"],
    offline: ["wait", "Menunggu jaringan"], invalid: ["late", "Tidak tersimpan"],
    locked: ["late", "Tidak tersimpan"], conflict: ["late", "Diubah orang lain"],
  };

  /* A queue for a form. place: { form, person, address, token }; rows: as the server gives them.
     Listeners: row(value), answer({ source, results }), bar(bar), trouble(sentence or ""). */
  class Saving extends EventTarget {
    constructor(place, rows) {
      super();
      this.place = place;
      this.rows = new Map(rows.map((row) => [row.value, row]));
      this.edits = new Map();
      this.before = new Map(); // key → texts that were saved before, last one last
      this.fresh = new Set(); // keys saved since the page was opened
      this.busy = false;
      this.retry = FIRST_RETRY;
      this.timer = 0;
      this.trouble = "";
      this.draft = new window.dataForm.Draft(place);
      addEventListener("online", () => this.again());
      addEventListener("focus", () => this.back());
      addEventListener("pagehide", () => this.keep());
      document.addEventListener("visibilitychange", () => this.keep());
      addEventListener("beforeunload", (event) => {
        if (this.unsaved().length && !this.gone) event.preventDefault();
      });
    }

    tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail }));
    }

    edit(value, field) {
      return this.edits.get(`${value}/${field}`);
    }

    text(value, field) {
      return this.edit(value, field)?.text ?? textOf(this.rows.get(value), field);
    }

    saved(value, field) {
      return textOf(this.rows.get(value), field);
    }

    unsaved() {
      return [...this.edits.values()];
    }

    counts() {
      const all = this.unsaved();
      const of = (...wanted) => all.filter((edit) => wanted.includes(edit.status)).length;
      return {
        invalid: of("invalid", "locked"), conflict: of("conflict"),
        sending: of("waiting", "sending"), offline: of("offline"),
      };
    }

    /* Something was typed, the cell is not left yet. */
    type(value, field, text) {
      const edit = this.edit(value, field);
      if (edit) {
        edit.text = text;
        if (edit.status !== "sending") edit.status = "typing";
      } else if (text !== this.saved(value, field)) {
        const base = this.saved(value, field);
        this.edits.set(`${value}/${field}`, {
          value, field, text, base, status: "typing", source: "", sentence: "", theirs: null,
        });
      }
      this.keepSoon();
      this.tell("row", value);
    }

    /* The cell is left: what was typed is sent. */
    leave(value, field, source = "grid") {
      const edit = this.edit(value, field);
      if (edit?.status === "sending" && edit.text !== edit.sent) this.queue(edit, source);
      if (edit?.status !== "typing") return;
      if (edit.text.trim() === this.saved(value, field)) this.drop(edit);
      else this.queue(edit, source);
      this.tell("row", value);
      this.flush();
    }

    /* Many fields at once: [{ value, field, text }], one request. */
    put(changes, source) {
      changes.forEach(({ value, field, text }) => {
        this.type(value, field, text);
        const edit = this.edit(value, field);
        if (edit && text.trim() === this.saved(value, field)) this.drop(edit);
        else if (edit) this.queue(edit, source);
        this.tell("row", value);
      });
      this.flush();
    }

    queue(edit, source) {
      // What is typed anew while the old text is under way goes with the next request.
      if (edit.status === "sending") {
        edit.next = source;
        return;
      }
      Object.assign(edit, { status: this.timer ? "offline" : "waiting", source, sentence: "" });
      // A figure and the reason for having none are judged together.
      const other = this.edit(edit.value, TOGETHER[edit.field]);
      if (other?.status === "invalid") Object.assign(other, { status: "waiting", source });
      this.keepSoon();
    }

    drop(edit) {
      this.edits.delete(`${edit.value}/${edit.field}`);
      this.keepSoon();
    }

    /* What was typed is thrown away; the saved text holds. */
    restore(value, field) {
      const edit = this.edit(value, field);
      if (!edit || edit.status === "sending") return false;
      this.drop(edit);
      this.tell("row", value);
      return true;
    }

    /* The text that was saved before is saved again; false where there is none. */
    undo(value, field) {
      const before = this.before.get(`${value}/${field}`);
      if (!before?.length || this.edit(value, field)) return false;
      this.put([{ value, field, text: before.pop() }], "undo");
      return true;
    }

    /* All of these [{ value, field }] at once; how many there were to take back. */
    undoAll(fields) {
      const changes = fields
        .filter(({ value, field }) => this.before.get(`${value}/${field}`)?.length && !this.edit(value, field))
        .map(({ value, field }) => ({ value, field, text: this.before.get(`${value}/${field}`).pop() }));
      if (changes.length) this.put(changes, "undo");
      return changes.length;
    }

    /* Of two values, "mine" is saved upon theirs, or "theirs" holds. */
    choose(value, field, whose) {
      const edit = this.edit(value, field);
      if (edit?.status !== "conflict") return;
      if (whose === "theirs") this.drop(edit);
      else this.queue(edit, "grid");
      this.tell("row", value);
      this.flush();
    }

    // ---- sending

    again() {
      clearTimeout(this.timer);
      this.timer = 0;
      this.unsaved().forEach((edit) => {
        if (edit.status === "offline") edit.status = "waiting";
      });
      this.flush();
    }

    /* Who has signed in again in another tab sends with that session's token from now on. */
    async back() {
      if (!this.timer) return;
      await window.himpunSession?.ask();
      this.again();
    }

    async flush() {
      if (this.busy || this.timer) return;
      const going = this.next();
      if (!going.length) return;
      this.busy = true;
      going.forEach((edit) => Object.assign(edit, { status: "sending", sent: edit.text }));
      this.tellRows(going);
      try {
        this.answered(going, await this.post(going));
        this.retry = FIRST_RETRY;
        this.failed("");
      } catch (error) {
        this.delay(going, error);
      }
      this.busy = false;
      this.keep();
      this.tellRows(going);
      this.flush();
    }

    next() {
      const waiting = this.unsaved().filter((edit) => edit.status === "waiting");
      const values = new Set();
      let letters = 0;
      return waiting.filter((edit) => {
        if (edit.source !== waiting[0].source) return false;
        if (values.size >= MOST_VALUES && !values.has(edit.value)) return false;
        letters += edit.text.length;
        if (letters > MOST_LETTERS && values.size) return false;
        values.add(edit.value);
        return true;
      });
    }

    async post(going) {
      const changes = new Map();
      going.forEach((edit) => {
        const { revision } = this.rows.get(edit.value);
        if (!changes.has(edit.value)) {
          changes.set(edit.value, { value: edit.value, revision, fields: {} });
        }
        changes.get(edit.value).fields[edit.field] = edit.sent;
      });
      const response = await fetch(this.place.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": window.himpunSession?.token() || this.place.token },
        body: JSON.stringify({ source: going[0].source, changes: [...changes.values()] }),
      });
      const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
      const answer = isJson ? await response.json() : {};
      if (!answer.results) throw Object.assign(new Error(answer.sentence ?? ""), { response });
      return answer;
    }

    answered(going, { results, bar }) {
      results.forEach((result) => {
        const mine = going.filter((edit) => edit.value === result.value);
        this.judge(result, mine);
      });
      if (bar) this.tell("bar", bar);
      this.tell("answer", { source: going[0].source, results });
    }

    judge(result, mine) {
      const before = this.rows.get(result.value);
      if (result.row) this.rows.set(result.value, result.row);
      if (result.status === "saved" || result.status === "unchanged") {
        mine.forEach((edit) => this.stored(edit, before));
      } else if (result.status === "conflict") {
        mine.forEach((edit) => this.clashed(edit, result));
      } else {
        const blamed = mine.filter((edit) => edit.field === result.field);
        mine.forEach((edit) => {
          // One field is wrong: the others of this value are sent again without it.
          if (blamed.length && !blamed.includes(edit)) edit.status = "waiting";
          else Object.assign(edit, { status: result.status, sentence: result.sentence });
          this.onward(edit);
        });
      }
    }

    /* What was typed while the answer was under way: judged by itself, not by that answer. */
    onward(edit) {
      const { next } = edit;
      if (edit.text === edit.sent || edit.status === "conflict") return;
      Object.assign(edit, { status: "typing", sentence: "", next: "" });
      if (next) this.queue(edit, next);
    }

    stored(edit, before) {
      const key = `${edit.value}/${edit.field}`;
      const old = textOf(before, edit.field);
      if (edit.source !== "undo" && old !== this.saved(edit.value, edit.field)) {
        this.before.set(key, [...(this.before.get(key) ?? []), old]);
      }
      this.fresh.add(key);
      edit.base = this.saved(edit.value, edit.field);
      if (edit.text === edit.sent) this.drop(edit);
      else this.onward(edit);
    }

    /* Somebody was quicker. Where they left this field alone, nothing of theirs is lost by saving
       it upon their revision; else the person chooses. */
    clashed(edit, result) {
      const theirs = this.saved(edit.value, edit.field);
      if (result.row && theirs === edit.base) edit.status = "waiting";
      else {
        const { sentence } = result;
        Object.assign(edit, { status: "conflict", sentence, theirs: { ...result.theirs, text: theirs } });
        edit.base = theirs;
      }
    }

    delay(going, { message, response }) {
      const again = !response || response.status >= 500 || response.status === 429;
      const left = response && (response.redirected || [401, 403].includes(response.status));
      going.forEach((edit) => {
        if (again || left) edit.status = "offline"; // the newest text goes with the next attempt
        else Object.assign(edit, { status: "invalid", sentence: message || "Ditolak server." });
      });
      if (!again && !left) return this.failed(message || "Isian ditolak server.");
      this.timer = setTimeout(() => this.again(), this.retry);
      this.retry = Math.min(this.retry * 2, LAST_RETRY);
      if (left) return this.failed(message || "Anda perlu masuk lagi di tab lain; isian disimpan sesudahnya.");
      return this.failed(response ? "Server sedang tidak menjawab; dicoba lagi." : "Jaringan terputus; isian disimpan begitu tersambung lagi.");
    }

    failed(sentence) {
      if (sentence === this.trouble) return;
      this.trouble = sentence;
      this.tell("trouble", sentence);
    }

    tellRows(edits) {
      new Set(edits.map((edit) => edit.value)).forEach((value) => this.tell("row", value));
    }

    /* A row that was read again elsewhere on the page, such as its comments. */
    renew(row) {
      const known = this.rows.get(row.value);
      if (!known || this.busy || row.revision < known.revision) return;
      this.rows.set(row.value, row);
      this.tell("row", row.value);
    }

    // ---- kept in the browser

    keepSoon() {
      this.keeping ??= setTimeout(() => this.keep(), 300);
    }

    keep() {
      clearTimeout(this.keeping);
      this.keeping = undefined;
      this.draft.keep(this.unsaved());
    }

    /* Everything is sent with a form of the page now; what is kept here shows whether it arrived. */
    handOver() {
      this.gone = true;
      this.keep();
    }

    /* What an earlier visit could not save goes on its way now. */
    resume(edits) {
      edits.forEach((kept) => {
        const edit = { ...kept, status: "waiting", source: "grid", sentence: "", theirs: null };
        const now = this.saved(edit.value, edit.field);
        if (edit.text === now) return;
        if (edit.base !== now) Object.assign(edit, { status: "conflict", theirs: { text: now } });
        this.edits.set(`${edit.value}/${edit.field}`, edit);
        this.tell("row", edit.value);
      });
      this.keep();
      this.flush();
    }
  }

  Object.assign(window.dataForm, { Saving, EDIT_STATES, SERVER_STATES, isUnsent: (edit) => UNSENT.has(edit.status) });
})();
