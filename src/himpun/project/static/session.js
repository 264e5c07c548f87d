"use strict";
/* A page that stood open, or was left for another tab, asks before it sends what was typed in it:
   is the same person still signed in, and is there a network? If not, the page stays as it is, and
   nothing typed is lost. A page just opened sends at once. */
(() => {
  const body = document.body;
  const mine = body.dataset.account;
  const LONG_OPEN = 120_000; // ms
  const PATIENCE = 15_000; // ms; a slow network is no reason to hold a form back
  const opened = Date.now();
  let doubt = false;

  /* "here"; "out" and "other" where somebody else, or nobody, is signed in; "lost" without an
     answer; "slow". The page's forms have a token that holds after "here". */
  async function ask() {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await fetch(body.dataset.session, { cache: "no-store", signal: patience.signal });
      const { account, csrf } = await response.json();
      if (account !== mine) return account ? "other" : "out";
      renew(csrf);
      return "here";
    } catch {
      return patience.signal.aborted ? "slow" : "lost";
    } finally {
      clearTimeout(timer);
    }
  }

  function renew(csrf) {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = csrf; });
    body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": csrf }));
  }

  const token = () => JSON.parse(body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  window.himpunSession = { ask, token, doubt: () => { doubt = true; } };
  if (!mine || !HTMLFormElement.prototype.requestSubmit) return;

  const WORDS = {
    out: ["Anda perlu masuk lagi", "Sesi Anda sudah habis. Yang Anda ketik belum terkirim dan masih ada di halaman ini. Masuk di tab baru, kembali ke tab ini, lalu kirim lagi."],
    other: ["Orang lain sedang masuk", "Di peramban ini orang lain sudah masuk. Yang Anda ketik belum terkirim dan masih ada di halaman ini. Masuk sebagai diri Anda di tab baru, kembali ke tab ini, lalu kirim lagi."],
    lost: ["Belum terkirim", "Himpun tidak dapat dihubungi; mungkin jaringan terputus. Yang Anda ketik masih ada di halaman ini. Kirim lagi setelah tersambung; jangan memuat ulang halaman."],
  };
  const WAYS = { out: body.dataset.signIn, other: body.dataset.signOut };

  function make(name, facts, ...inside) {
    const part = document.createElement(name);
    Object.entries(facts).forEach(([key, text]) => part.setAttribute(key, text));
    part.append(...inside);
    return part;
  }

  /* Says why the form was held back; its main button sends it again. */
  function tell(why, send) {
    const [title, sentence] = WORDS[why];
    const again = make("button", { type: "button", class: "btn main" }, "Kirim lagi");
    const close = make("button", { type: "button", class: "btn plain" }, "Kembali ke isian");
    const way = WAYS[why] ? [make("a", { class: "btn", href: WAYS[why], target: "_blank" }, "Masuk di tab baru")] : [];
    const dialog = make("dialog", { class: "box", "aria-labelledby": "belum-terkirim" },
      make("h2", { class: "h2", id: "belum-terkirim" }, title), make("p", {}, sentence),
      make("p", { class: "row-of" }, ...way, again, close));
    again.addEventListener("click", () => { dialog.close(); send(); });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    body.append(dialog);
    dialog.showModal();
  }

  const TYPED = "textarea, select, input:not([type=hidden], [type=submit], [type=button])";
  const passed = new WeakSet();
  const asking = new WeakSet();

  async function hold(form, submitter) {
    asking.add(form);
    form.setAttribute("aria-busy", "true");
    const found = await ask();
    asking.delete(form);
    form.removeAttribute("aria-busy");
    if (WORDS[found]) {
      tell(found, () => hold(form, submitter));
      return;
    }
    passed.add(form);
    form.requestSubmit(submitter?.isConnected ? submitter : null);
    passed.delete(form);
  }

  const leaves = (event) => (event.submitter?.getAttribute("formmethod") || event.target.getAttribute("method") || "").toLowerCase() === "post";
  const doubtful = () => doubt || !navigator.onLine || Date.now() - opened > LONG_OPEN;
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.save && !navigator.onLine) return; // keeps by itself what is typed in it
    if (passed.has(form) || !leaves(event) || !form.querySelector(TYPED)) return;
    if (!asking.has(form) && !doubtful()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!asking.has(form)) hold(form, event.submitter);
  }, { capture: true });

  // Another tab or window may sign out, or sign in as somebody else.
  addEventListener("blur", () => { doubt = true; });
  document.addEventListener("visibilitychange", () => { doubt = true; });
  addEventListener("pageshow", (event) => { doubt ||= event.persisted; });
})();
