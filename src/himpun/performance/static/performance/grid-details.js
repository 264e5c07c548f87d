"use strict";
/* The panel beside the grid: what stands behind the value that has the focus. What the grid knows
   is shown at once, the rest is fetched when the walk rests on a value. */
(() => {
  const { make, mark } = window.dataForm;
  const REST = 250; // ms on a value before it is asked for

  /* panel: the <aside>; address(value), query(id): where a value, a question is; token: against
     forged requests. */
  function detailsPanel(panel, saving, { address, query, token }) {
    const head = panel.querySelector("[data-part=head]");
    const more = panel.querySelector("[data-part=more]");
    let shown = null;
    let timer = 0;
    let asked = 0;

    const isDrawer = () => getComputedStyle(panel).position === "fixed";
    const isOpen = () => !isDrawer() || panel.classList.contains("open");

    function paintHead() {
      const row = saving.rows.get(shown);
      if (!row) return;
      const edits = saving.unsaved().filter((edit) => edit.value === shown && edit.sentence);
      head.replaceChildren(
        make("p", { class: "label" }, `Indikator ${row.no}, ${row.code}`),
        make("h2", { class: "h2" }, row.name),
        ...edits.map((edit) => said("late", edit.sentence)),
        ...(row.returned ? [said("back", `Dikembalikan: ${row.returned}`)] : []),
        ...row.warnings.map((warning) => said(row.note ? "idle" : "risk", warning.sentence)),
        ...(row.locked ? [make("p", { class: "small quiet" }, row.locked)] : []),
        formulaOf(row),
      );
    }

    async function fetchMore() {
      const value = shown;
      const turn = (asked += 1);
      more.setAttribute("aria-busy", "true");
      try {
        const response = await fetch(address(value), { headers: { Accept: "application/json" } });
        if (!response.ok || response.redirected) throw new Error(String(response.status));
        const details = await response.json();
        if (turn === asked && value === shown) put(details);
      } catch {
        if (turn === asked) more.replaceChildren(make("p", { class: "small quiet" }, "Rincian belum dapat dimuat. Buka lagi nilai ini untuk mencoba."));
      }
      more.removeAttribute("aria-busy");
    }

    function put(details) {
      saving.renew(details.row);
      const open = new Set([...more.querySelectorAll("details[open]")].map((each) => each.dataset.panel));
      more.replaceChildren(...window.dataForm.detailParts(details, { saving, send, query, address: address(shown) }));
      more.querySelectorAll("details").forEach((each) => open.has(each.dataset.panel) && each.setAttribute("open", ""));
      // The charts of the product are drawn when something new is on the page.
      document.dispatchEvent(new CustomEvent("htmx:afterSettle"));
    }

    /* Sends a form about the value; "" when it was taken, else the sentence that says why not. */
    async function send(path, body, again = true) {
      const part = document.activeElement?.closest("[data-panel]")?.dataset.panel;
      try {
        const response = await fetch(path, {
          method: "POST", body, headers: { "X-CSRFToken": window.himpunSession?.token() || token, Accept: "application/json" },
        });
        const answer = await response.json().catch(() => ({}));
        if ((response.redirected || response.status === 403) && !answer.sentence) {
          // Who signed in again in another tab sends with that session's token from now on.
          const found = await window.himpunSession?.ask();
          if (found === "here" && again) return await send(path, body, false);
          if (found === "out" || found === "other") return "Anda perlu masuk lagi di tab lain. Tulisan Anda masih di sini; kirim lagi sesudahnya.";
        }
        if (!response.ok || response.redirected) return answer.sentence || "Permintaan ini ditolak. Salin tulisan Anda, muat ulang halaman, lalu coba lagi.";
        put(answer);
        more.querySelector(`[data-panel="${part}"] summary`)?.focus();
        return "";
      } catch {
        return "Jaringan terputus. Tulisan Anda masih di sini; kirim lagi setelah tersambung.";
      }
    }

    function show(value) {
      const same = value === shown;
      shown = value;
      paintHead();
      if (!isOpen() || (same && more.childElementCount)) return;
      clearTimeout(timer);
      if (!same) more.replaceChildren();
      timer = setTimeout(fetchMore, REST);
    }

    async function open(value, part = "") {
      clearTimeout(timer);
      panel.classList.add("open");
      if (value !== shown || !more.childElementCount) {
        shown = value;
        paintHead();
        await fetchMore();
      }
      const place = part ? panel.querySelector(`[data-panel="${part}"]`) : null;
      if (place?.tagName === "DETAILS") place.open = true;
      const target = place?.querySelector("textarea, input, button");
      (target ?? panel).focus();
      place?.scrollIntoView({ block: "nearest" });
    }

    saving.addEventListener("row", ({ detail }) => detail === shown && paintHead());
    return { show, open, close: () => panel.classList.remove("open"), isDrawer };
  }

  const said = (name, sentence) => make("p", { class: `said ${name}` }, mark(name), make("span", {}, sentence));

  function formulaOf(row) {
    const worked = row.achievement_numbers ? [make("br"), make("span", { class: "pen" }, row.achievement_numbers)] : [];
    const rated = row.rating ? `, kategori ${row.rating}` : "";
    return make("dl", {},
      make("div", {},
        make("dt", {}, `Capaian${row.achievement ? ` ${row.achievement} %${rated}` : ""}`),
        make("dd", { class: "formula" }, row.formula ?? "", ...worked)));
  }

  Object.assign(window.dataForm, { detailsPanel });
})();
