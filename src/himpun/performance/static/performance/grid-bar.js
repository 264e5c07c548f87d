"use strict";
/* The bar at the foot: how much is filled in, what is not saved, what waits; and what leads
   from there to what is to be done. */
(() => {
  const { make, state, count } = window.dataForm;

  /* bar: the element; server: what the server counted; doing: { jump(status) } leads to the first
     such field. */
  function footBar(bar, server, saving, { jump }) {
    const filled = bar.querySelector("[data-bar=answered]");
    const problems = make("span", { class: "problems" });
    bar.querySelectorAll("[data-bar=unexplained], [data-bar=returned]").forEach((each) => each.remove());
    filled.after(problems);

    function problem(number, name, word, status) {
      if (!number) return [];
      return [make("button", { type: "button", class: "as-state", onclick: () => jump(status) }, state(name, count(number, word)))];
    }

    function paint() {
      const counts = saving.counts();
      filled.textContent = `${server.answered} dari ${server.asked} terisi`;
      problems.replaceChildren(
        ...problem(counts.invalid, "late", "isian tidak tersimpan", "invalid"),
        ...problem(counts.conflict, "late", "diubah orang lain", "conflict"),
        ...problem(counts.offline, "wait", "menunggu jaringan", "offline"),
        ...(counts.sending ? [state("wait", `${counts.sending} sedang disimpan`)] : []),
        ...problem(server.unexplained, "risk", "perlu penjelasan", "warning"),
        ...problem(server.returned, "back", "dikembalikan", "returned"),
        ...problem(queries(), "now", "pertanyaan terbuka", "asked"),
      );
    }

    const queries = () => [...saving.rows.values()].reduce((sum, row) => sum + (row.queries || 0), 0);

    saving.addEventListener("bar", ({ detail }) => {
      server = detail;
      paint();
    });
    saving.addEventListener("row", paint);
    paint();
    return { paint, server: () => server };
  }

  /* Checking and declaring complete wait until everything is saved, and lead to what cannot be. */
  function closing(saving, { jump, say }) {
    const settled = () => new Promise((done) => {
      const look = () => {
        const { sending } = saving.counts();
        if (sending) setTimeout(look, 100);
        else done(saving.unsaved().length === 0);
      };
      look();
    });

    async function then(event, go) {
      if (!saving.unsaved().length) return;
      event.preventDefault();
      if (await settled()) return go();
      const { invalid, conflict } = saving.counts();
      say("Ada isian yang belum tersimpan. Selesaikan lebih dahulu.");
      return jump(invalid ? "invalid" : conflict ? "conflict" : "offline");
    }

    document.querySelectorAll('form[action$="/lengkap/"]').forEach((form) => {
      form.addEventListener("submit", (event) => then(event, () => form.requestSubmit()));
    });
    document.querySelectorAll('a[href*="periksa"]').forEach((link) => {
      link.addEventListener("click", (event) => then(event, () => link.click()));
    });
  }

  Object.assign(window.dataForm, { footBar, closing });
})();
