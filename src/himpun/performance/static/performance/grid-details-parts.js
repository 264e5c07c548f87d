"use strict";
/* The parts of the panel that are fetched: definition, earlier values as a line, explanation,
   evidence, comments, questions, history. */
(() => {
  const { make, state, count } = window.dataForm;
  const QUERY_STATES = { open: "late", answered: "wait", closed: "done" };

  /* doing: { saving, send(path, body), address: of the value, query(id): of a question }. */
  function detailParts(details, doing) {
    return [
      explanation(details, doing),
      line(details),
      definition(details),
      evidence(details, doing),
      comments(details, doing),
      questions(details, doing),
      history(details),
    ].filter(Boolean);
  }

  const said = (term, text) => (text ? make("div", {}, make("dt", {}, term), make("dd", {}, text)) : null);

  function definition(details) {
    return make("dl", {},
      said("Definisi operasional", details.definition),
      said("Cara menghitung", details.formula_text),
      said("Cara hitung periode", details.period_mode),
      said("Target triwulan ini", details.row.target),
      said("Target tahun ini", details.target_year),
      said("Sumber data", details.source),
      said("Penanggung jawab", details.in_charge));
  }

  /* Up to twelve earlier values; the product's charts are drawn from tables (charts.js). */
  function line({ points, row }) {
    if (!points.length) return null;
    const now = row.realisation ? [{ label: "sekarang", shown: row.realisation }] : [];
    const all = [...points, ...now];
    const cell = (text, tag, more) => make(tag, more, text || "–");
    const table = make("table", { class: "tbl" },
      make("thead", {}, make("tr", {}, cell("Triwulan", "th", { scope: "col" }), cell("Realisasi", "th", { scope: "col", class: "num" }))),
      make("tbody", {}, ...all.map((point) => make("tr", {},
        cell(point.label, "th", { scope: "row" }), cell(point.shown, "td", { class: "num" })))));
    const figure = make("figure", { class: "graph", "data-chart": "line", "data-series": "columns", "data-unit": row.unit },
      make("figcaption", {}, "Nilai sebelumnya", make("span", {}, `, dalam ${row.unit}`)),
      make("details", { open: true }, make("summary", {}, "Angkanya"), table));
    if (/^-?[\d.]+(,\d+)?$/.test(row.target)) {
      figure.dataset.limit = row.target;
      figure.dataset.limitName = "target";
    }
    return figure;
  }

  /* What a warning asks for; typed here or in the grid, it is the same field. */
  function explanation({ row }, { saving }) {
    if (!row.warnings.length || row.locked) return row.note ? make("dl", {}, said("Penjelasan", row.note)) : null;
    const area = make("textarea", { rows: 3, class: "in", id: "rinci-penjelasan" });
    area.value = saving.text(row.value, "note");
    area.addEventListener("input", () => saving.type(row.value, "note", area.value));
    area.addEventListener("change", () => saving.leave(row.value, "note"));
    return make("div", { class: "field", "data-panel": "penjelasan" },
      make("label", { for: "rinci-penjelasan" }, "Penjelasan atas peringatan"), area);
  }

  /* A form that is sent without leaving the page; its refusal stands below it. */
  function sender(label, inside, { path, send, main, act }) {
    const why = make("p", { class: "error", role: "alert" });
    const button = make("button", { class: `btn ${main ? "" : "plain"}` }, label);
    const form = make("form", { class: "mini" }, act ? make("input", { type: "hidden", name: "aksi", value: act }) : null, ...inside, make("p", { class: "row-of" }, button), why);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      why.textContent = await send(path, new FormData(form));
      button.disabled = false;
    });
    return form;
  }

  function section(name, title, ...inside) {
    return make("details", { "data-panel": name, class: "part" }, make("summary", {}, title), ...inside);
  }

  function area(name, label) {
    const id = `rinci-${name}-${Math.random().toString(36).slice(2, 8)}`;
    return make("div", { class: "field" }, make("label", { for: id }, label),
      make("textarea", { id, name, rows: 2, required: true }));
  }

  function evidence({ evidence: all, evidence_asked: wanted, row }, { send, address }) {
    const item = (each) => make("li", {},
      make("a", each.link ? { href: each.link, rel: "noopener noreferrer", target: "_blank" } : { href: `${address}bukti/${each.id}/` }, each.name),
      make("small", { class: "quiet" }, `${each.proves === "follow-up" ? "tindak lanjut; " : ""}${each.by}, ${each.at}`),
      row.locked ? null : sender("Tarik", [], { path: `${address}bukti/${each.id}/tarik/`, send }));
    const proves = (id) => make("div", { class: "field" }, make("label", { for: id }, "Membuktikan"),
      make("select", { name: "membuktikan", id }, make("option", { value: "value" }, "nilai triwulan ini"), make("option", { value: "follow-up" }, "tindak lanjut triwulan lalu")));
    const file = make("input", { type: "file", name: "berkas", multiple: true, id: "rinci-berkas" });
    const link = make("input", { type: "url", name: "tautan", id: "rinci-tautan", placeholder: "https://" });
    const forms = row.locked ? [] : [
      sender("Unggah", [make("div", { class: "field" }, make("label", { for: "rinci-berkas" }, "Berkas bukti"), file), proves("rinci-berkas-bukti")], { path: `${address}bukti/`, send, main: true }),
      sender("Tambahkan tautan", [make("div", { class: "field" }, make("label", { for: "rinci-tautan" }, "Tautan bukti"), link), proves("rinci-tautan-bukti")], { path: `${address}bukti/`, send }),
    ];
    const part = section("bukti", `Bukti (${all.length})`,
      wanted ? make("p", { class: "small quiet" }, `Diminta: ${wanted}`) : null,
      make("ul", { class: "proofs" }, ...all.map(item)), ...forms);
    part.open = all.length > 0;
    return part;
  }

  const remark = (each, did = "") => make("li", {},
    make("p", {}, each.text),
    make("small", { class: "quiet" }, [`${each.by}${did && ` ${did}`}`, each.at].join(", ")));

  function comments({ comments: all }, { send, address }) {
    return section("komentar", `Catatan (${all.length})`,
      make("ul", { class: "remarks" }, ...all.map((each) => remark(each))),
      sender("Simpan catatan", [area("teks", "Catatan baru")], { path: `${address}komentar/`, send, main: true }));
  }

  function questions({ queries, people }, { send, address, query: place }) {
    const one = (query) => make("li", { class: "question" },
      state(QUERY_STATES[query.state], query.word),
      make("ul", { class: "remarks" }, ...query.messages.map((each) => remark(each, each.did))),
      ...answers(query, send, place(query.id)));
    const whom = people?.length ? [make("div", { class: "field" }, make("label", { for: "rinci-kepada" }, "Kepada"),
      make("select", { name: "kepada", id: "rinci-kepada" }, make("option", { value: "" }, "pengisi formulir"),
        ...people.map(([id, name]) => make("option", { value: id }, name))))] : [];
    const part = section("tanya", `Tanya jawab (${queries.length})`,
      make("ul", {}, ...queries.map(one)),
      sender("Ajukan pertanyaan", [area("teks", "Pertanyaan baru"), ...whom], { path: `${address}tanya/`, send, main: true }));
    part.open = queries.some((query) => query.state !== "closed");
    return part;
  }

  function answers({ state: how }, send, path) {
    if (how === "closed") return [sender("Tanya lagi", [area("teks", "Pertanyaan lanjutan")], { path, send, act: "buka" })];
    const close = sender("Tutup pertanyaan", [], { path, send, act: "tutup" });
    if (how === "answered") return [close];
    return [sender("Jawab", [area("teks", "Jawaban")], { path, send, main: true, act: "jawab" }), close];
  }

  function history({ changes, vouchers }) {
    const field = (each) => make("li", {}, `${each.field}: `, make("s", { class: "quiet" }, each.before || "kosong"), " → ", make("span", { class: "pen" }, each.after || "kosong"));
    const change = (each) => make("li", {},
      make("small", { class: "quiet" }, `${each.at}, ${each.by}${each.capacity ? ` sebagai ${each.capacity}` : ""}, lewat ${each.source}`),
      make("ul", {}, ...each.fields.map(field)));
    const voucher = (each) => make("li", {},
      state(each.dropped ? "late" : "done", each.dropped ? `${each.word}, gugur` : each.word),
      make("small", { class: "quiet" }, [` ${each.by}, ${each.at}`, each.why].filter(Boolean).join(". ")));
    if (!changes.length && !vouchers.length) return null;
    return section("riwayat", `Riwayat (${count(changes.length, "perubahan")})`,
      make("ul", { class: "remarks" }, ...vouchers.map(voucher), ...changes.map(change)));
  }

  Object.assign(window.dataForm, { detailParts });
})();
