"use strict";
/* One indicator at a time: what is typed is saved when its field is left, by the code that the grid
   saves with. Without scripts the form is sent as a whole; photos and files always are. */
(() => {
  const form = document.querySelector("form[data-save]");
  const shared = window.dataForm;
  const row = JSON.parse(document.getElementById("data-row")?.textContent ?? "null");
  if (!form || !row || !shared) return;

  const { make, mark, state, EDIT_STATES } = shared;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  mark.symbols = form.dataset.symbols;
  const saving = new shared.Saving({ form: form.dataset.save, person: form.dataset.person, address: form.dataset.save, token }, [row]);
  const part = (name) => document.querySelector(`[data-grid="${name}"]`);
  const say = shared.voice(part("voice"));
  const clashes = shared.clashDialog(part("clash"), saving, ({ field }) => fields.get(field).focus());
  const typed = [...form.querySelectorAll("input, textarea, select")].filter((each) => shared.isField(each.name));
  const fields = new Map(typed.map((each) => [each.name, each]));

  /* What stands below a field: how its text is doing, or what is wrong with it. */
  function paint(name) {
    const input = fields.get(name);
    const edit = saving.edit(row.value, name);
    const box = input.closest(".field");
    box.querySelectorAll(".error, .standing").forEach((each) => each.remove());
    if (input.value !== saving.text(row.value, name) && document.activeElement !== input) {
      input.value = saving.text(row.value, name);
    }
    input.setAttribute("aria-invalid", String(Boolean(edit?.sentence)));
    if (edit && edit.status !== "typing") {
      const [look, word] = EDIT_STATES[edit.status];
      const told = edit.sentence ? [make("p", {}, edit.sentence)] : [];
      box.append(make("div", { class: "standing" }, state(look, word), ...told));
    } else if (!edit && saving.fresh.has(`${row.value}/${name}`)) {
      box.append(make("div", { class: "standing" }, state("done", "Tersimpan")));
    }
  }

  /* What the server made of it: how the value stands, its warnings, its achievement. */
  function paintLive() {
    const now = saving.rows.get(row.value);
    const live = (name, ...inside) => document.querySelector(`[data-live=${name}]`).replaceChildren(...inside);
    const note = (name, text) => make("div", { class: `note ${name}` }, mark(name), make("div", {}, make("p", {}, text)));
    const wish = now.note ? "" : " Tulis penjelasannya.";
    live("state", state(shared.SERVER_STATES[now.state] ?? "idle", now.state_word));
    live("notes", ...now.warnings.map((each) => note("risk", each.sentence + wish)));
    const facts = [
      ["Target triwulan ini", `${now.target || "belum ada"} ${now.unit}`],
      ["Triwulan lalu", now.last || "belum ada"],
      now.computed ? ["Realisasi", now.realisation || "menunggu data mentah"] : null,
      now.achievement ? ["Capaian", [`${now.achievement} %`, now.rating].filter(Boolean).join(", ")] : null,
    ];
    live("facts", ...facts.filter(Boolean).flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)]));
  }

  typed.forEach((input) => {
    input.addEventListener("input", () => saving.type(row.value, input.name, input.value));
    input.addEventListener("change", () => {
      saving.type(row.value, input.name, input.value);
      saving.leave(row.value, input.name, "phone");
    });
  });

  saving.addEventListener("row", () => {
    typed.forEach((input) => paint(input.name));
    form.querySelector("[name=revisi]").value = saving.rows.get(row.value).revision;
  });
  saving.addEventListener("trouble", ({ detail }) => {
    part("trouble").textContent = detail;
    part("trouble").hidden = !detail;
  });
  saving.addEventListener("answer", ({ detail }) => {
    const [first] = detail.results;
    if (first.row) paintLive();
    say(first.status === "saved" ? "Tersimpan." : first.sentence);
    const clash = saving.unsaved().find((edit) => edit.status === "conflict");
    if (clash) clashes.open(`${clash.value}/${clash.field}`);
  });

  /* The form takes photos and files along; it waits for what is being saved, and for the network. */
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      saving.failed("Jaringan terputus. Isian Anda aman di peramban ini; kirim lagi setelah tersambung.");
      return;
    }
    // The whole form goes now, with all that is typed in it: nothing is left to be lost.
    saving.handOver();
  }, { capture: true });

  // A page that tells a mistake shows what was typed, which the server does not hold.
  typed.forEach((input) => saving.type(row.value, input.name, input.value));
  shared.offerDrafts(part("kept"), saving);
})();
