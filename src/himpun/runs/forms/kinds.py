"""The form of each step kind: one function a kind, from what is known of the step to its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from himpun.runs.forms.fields import Errors, Field, Rows, Section, Values

URGENCIES = ("Biasa", "Segera", "Sangat segera", "Rahasia")
COMPLETE, INCOMPLETE = "Ya, lengkap", "Belum lengkap"
WAYS = ("Dalam sistem", "Surel", "Langsung", "Pesan singkat")
PRESENT = ("Hadir", "Tidak hadir", "Diwakili")
THERE = ("Ada", "Belum ada")
DIGITAL, PRINTED, BOTH = "Salinan digital", "Salinan cetak", "Digital dan cetak"
ON_THE_PAPER = "Dibubuhkan pada naskahnya, lewat bagian “Naskah” di atas."


@dataclass(frozen=True)
class Known:
    """What is known of a step before anything is filled in; offices as the agency names them.
    ``elsewhere``: kinds of its work that another part of the page does."""

    subordinates: tuple[str, ...] = ()
    addressed: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    in_charge: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    giving: bool = False
    elsewhere: tuple[str, ...] = ()
    today: str = ""
    next_titles: str = ""


def _note(label: str = "Catatan", hint: str = "", *, must: bool = False) -> Field:
    return Field("note", label, "area", hint=hint, must=must)


def _instruct(known: Known) -> Section:
    to = Field("to", "Kepada", "choice", choices=known.subordinates, must=True)
    if not known.subordinates:
        to = Field("to", "Kepada", must=True)
    rows = tuple({"to": name} for name in known.addressed)
    return Section(
        "instruct",
        "Perintah",
        (
            Rows(
                "orders",
                "Isi perintah",
                (to, Field("text", "Yang harus dikerjakan", "area", must=True)),
                counts_by=("text",),
                start=rows,
                must=True,
                spare=0 if rows else 1,
                hint="Baris yang tidak diisi tidak dikirim.",
            ),
            Field("urgency", "Sifat", "choice", choices=URGENCIES, start=URGENCIES[0]),
            _note(),
        ),
    )


def _prepare(known: Known) -> Section:
    hint = f"Dibaca oleh {known.next_titles}." if known.next_titles else ""
    return Section("prepare", "Naskah yang disiapkan", (_note("Catatan atas naskah", hint),))


def _review(_: Known) -> Section:
    return Section(
        "review",
        "Hasil pemeriksaan",
        (_note("Catatan pemeriksaan", "Sebut naskah dan bagian yang Anda maksud."),),
    )


def _initial(known: Known) -> Section:
    if "initial" in known.elsewhere:
        return Section("initial", "Catatan paraf", (_note(),), intro=ON_THE_PAPER)
    return Section(
        "initial",
        "Paraf",
        (
            Field("done", "Saya memaraf naskah ini dalam sistem.", "check", must=True),
            _note(),
        ),
        intro="Paraf tercatat dengan jabatan, hari, dan jam Anda.",
    )


def _sign(known: Known) -> Section:
    if "sign" in known.elsewhere:
        return Section("sign", "Catatan tanda tangan", (_note(),), intro=ON_THE_PAPER)
    return Section(
        "sign",
        "Tanda tangan",
        (
            Field(
                "done",
                "Saya menyetujui dan menandatangani naskah ini dalam sistem.",
                "check",
                must=True,
            ),
            _note(),
        ),
        intro="Tercatat sebagai “disetujui dalam sistem” dengan jabatan, hari, dan jam Anda. Bila "
        "naskah ditandatangani di atas kertas, unggah pindaiannya.",
    )


def _duplicate(known: Known) -> Section:
    columns = (
        Field("paper", "Naskah", must=True),
        Field("copies", "Jumlah salinan", "number", must=True),
    )
    rows = tuple({"paper": name} for name in known.papers)
    return Section(
        "duplicate",
        "Penggandaan",
        (
            Rows("papers", "Naskah yang digandakan", columns, ("copies",), rows, must=True),
            _note(),
        ),
    )


def _distribute(known: Known) -> Section:
    columns = (
        Field("to", "Penerima", must=True),
        Field("how", "Cara", "choice", choices=WAYS, start=WAYS[0], must=True),
        Field("on", "Diterima pada", "date"),
    )
    rows = tuple({"to": name, "how": WAYS[0]} for name in known.recipients)
    return Section(
        "distribute",
        "Pendistribusian",
        (
            Rows(
                "recipients", "Penerima", columns, ("to",), rows, must=True,
                hint="Kosongkan nama penerima pada baris yang tidak dipakai.",
            ),
            _note(),
        ),
    )  # fmt: skip


def _attendance(known: Known) -> Rows:
    columns = (
        Field("who", "Nama atau jabatan", must=True),
        Field("present", "Kehadiran", "choice", choices=PRESENT),
        Field("remark", "Keterangan"),
    )
    rows = tuple({"who": name} for name in known.people)
    return Rows("attendance", "Daftar hadir", columns, ("present",), rows, must=True)


def _meet(known: Known) -> Section:
    follow_up = (
        Field("text", "Tindak lanjut", must=True),
        Field("who", "Penanggung jawab"),
        Field("on", "Paling lambat", "date"),
    )
    return Section(
        "meet",
        "Rapat",
        (
            Field("on", "Hari dan tanggal", "date", must=True),
            Field("at", "Waktu", "time", hint="Menurut jam setempat."),
            Field("place", "Tempat", must=True),
            Field("agenda", "Acara"),
            _attendance(known),
            Field("discussion", "Pembahasan", "area", must=True),
            Field("decision", "Keputusan", "area"),
            Rows("follow_up", "Tindak lanjut", follow_up, ("text",)),
        ),
    )


def _assign(known: Known) -> Section:
    who = Field("who", "Penanggung jawab", "choice", choices=known.in_charge, must=True)
    if not known.in_charge:
        who = Field("who", "Penanggung jawab", must=True)
    columns = (
        Field("datum", "Data", must=True),
        who,
        Field("on", "Batas waktu", "date", must=True),
    )
    return Section(
        "assign",
        "Penanggung jawab data",
        (Rows("data", "Jadwal dan penanggung jawab", columns, ("datum",), must=True), _note()),
    )


def _gather(_: Known) -> Section:
    columns = (
        Field("document", "Dokumen", must=True),
        Field("source", "Diperoleh dari"),
        Field("there", "Keadaan", "choice", choices=THERE, start=THERE[0], must=True),
    )
    return Section(
        "gather",
        "Dokumen yang dikumpulkan",
        (Rows("documents", "Daftar dokumen", columns, ("document",)), _note()),
    )


def _collect(known: Known) -> Section:
    heading = "Data yang diberikan" if known.giving else "Data yang dihimpun"
    hint = f"Dibaca oleh {known.next_titles}." if known.next_titles else ""
    return Section("collect", heading, (_note("Catatan atas data", hint),))


def _forward(known: Known) -> Section:
    hint = f"Diteruskan kepada {known.next_titles}." if known.next_titles else ""
    return Section("forward", "Penerusan", (_note("Pengantar", hint),))


def _receive(known: Known) -> Section:
    def check(values: Values) -> Errors:
        if values.get("complete") == INCOMPLETE and not values.get("note"):
            return {"note": "sebut apa yang belum ada."}
        return {}

    return Section(
        "receive",
        "Penerimaan",
        (
            Field("on", "Diterima pada", "date", must=True, start=known.today),
            Field(
                "complete", "Lengkap?", "choice", choices=(COMPLETE, INCOMPLETE), must=True
            ),
            _note("Catatan penerimaan"),
        ),
        check=check,
    )  # fmt: skip


def _recap(_: Known) -> Section:
    return Section("recap", "Rekapitulasi", (Field("summary", "Ringkasan rekapitulasi", "area"),))


def _report(known: Known) -> Section:
    hint = f"Dibaca oleh {known.next_titles}." if known.next_titles else ""
    return Section("report", "Laporan", (Field("text", "Pokok laporan", "area", hint=hint),))


def _deliberate(known: Known) -> Section:
    opinions = (Field("who", "Nama atau jabatan", must=True), Field("text", "Pendapat", must=True))
    return Section(
        "deliberate",
        "Analisis bersama",
        (
            _attendance(known),
            Rows("opinions", "Pendapat peserta", opinions, ("who", "text")),
            Field("conclusion", "Simpulan", "area", must=True),
        ),
    )


def _archive(_: Known) -> Section:
    def check(values: Values) -> Errors:
        if values.get("form") in (PRINTED, BOTH) and not values.get("place"):
            return {"place": "sebut tempat salinan cetak disimpan."}
        return {}

    return Section(
        "archive",
        "Penyimpanan arsip",
        (
            Field("form", "Bentuk", "choice", choices=(DIGITAL, PRINTED, BOTH), must=True),
            Field("place", "Tempat simpan", hint="Ruang, rak, dan boks. Contoh: Rak 2, boks 14."),
            _note(),
        ),
        check=check,
    )


KINDS: Mapping[str, Callable[[Known], Section]] = {
    "instruct": _instruct,
    "prepare": _prepare,
    "review": _review,
    "initial": _initial,
    "sign": _sign,
    "duplicate": _duplicate,
    "distribute": _distribute,
    "meet": _meet,
    "assign": _assign,
    "gather": _gather,
    "collect": _collect,
    "forward": _forward,
    "receive": _receive,
    "recap": _recap,
    "report": _report,
    "deliberate": _deliberate,
    "archive": _archive,
}
"""Every step kind of the kernel's closed list, with its form."""

VERBS: Mapping[str, str] = {
    "sign": "Tanda tangani",
    "initial": "Paraf",
    "instruct": "Perintahkan",
    "report": "Laporkan",
    "archive": "Arsipkan",
    "distribute": "Selesaikan distribusi",
    "duplicate": "Selesaikan penggandaan",
    "assign": "Tetapkan",
    "meet": "Selesaikan rapat",
}
"""What the button of a step says, by the weightiest of its kinds."""


def verb_of(works: tuple[str, ...], known: Known) -> str:
    """What the button says that finishes a step of these kinds, as far as they are done with it."""
    here = set(works).difference(known.elsewhere)
    return next((verb for kind, verb in VERBS.items() if kind in here), "Selesaikan")


def sections_of(works: tuple[str, ...], known: Known) -> tuple[Section, ...]:
    """The form of a step, in the order in which its work is written."""
    return tuple(KINDS[kind](known) for kind in works)
