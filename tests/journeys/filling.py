"""How an official fills in the form of a step: one function a kind of work, by what is written
beside the fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Locator, Page

NOTE = "Sesuai arahan pimpinan; angka per akhir bulan."


def fill_in(page: Page) -> list[str]:
    """Tick what is at hand and fill in every section; the kinds of work that were there."""
    for box in page.locator("input[name=kelengkapan]").all():
        box.check()
    sections = page.locator("#langkah > fieldset.kind").all()
    kinds = [str(section.get_attribute("id")) for section in sections]
    for section, kind in zip(sections, kinds, strict=True):
        if kind in FILLED:
            FILLED[kind](section)
    return [kind for kind in kinds if kind in FILLED]


def _labelled(section: Locator, label: str) -> Locator:
    return section.get_by_label(re.compile(f"^{label}"))


def _instruct(section: Locator) -> None:
    for at, text in enumerate(_labelled(section, "Yang harus dikerjakan").all()):
        text.fill("Siapkan dan kumpulkan data kinerja triwulan ini sampai Jumat.")
        to = _labelled(section, "Kepada").nth(at)
        if not to.input_value():
            to.select_option(index=1)
    _labelled(section, "Sifat").select_option("Segera")


def _prepare(section: Locator) -> None:
    _labelled(section, "Catatan atas naskah").fill(NOTE)


def _review(section: Locator) -> None:
    _labelled(section, "Catatan pemeriksaan").fill("Format sudah memuat semua indikator.")


def _confirm(section: Locator) -> None:
    # Where the papers are made in the program, the mark itself is the confirmation.
    for box in section.get_by_role("checkbox").all():
        box.check()


def _duplicate(section: Locator) -> None:
    for at, paper in enumerate(_labelled(section, "Naskah").all()):
        if paper.input_value():
            _labelled(section, "Jumlah salinan").nth(at).fill("6")


def _distribute(section: Locator) -> None:
    receivers = _labelled(section, "Penerima").all()
    if not any(receiver.input_value() for receiver in receivers):
        receivers[0].fill("Bagian Organisasi Sekretariat Daerah")
    for at, receiver in enumerate(receivers):
        if receiver.input_value():
            _labelled(section, "Cara").nth(at).select_option("Langsung")
            _labelled(section, "Diterima pada").nth(at).fill("2026-09-17")


def _attend(section: Locator) -> None:
    for at, who in enumerate(_labelled(section, "Nama atau jabatan, baris").all()):
        if who.input_value() and at < _labelled(section, "Kehadiran").count():
            _labelled(section, "Kehadiran").nth(at).select_option("Hadir")


def _meet(section: Locator) -> None:
    _labelled(section, "Hari dan tanggal").fill("2026-09-15")
    _labelled(section, "Waktu").fill("09:30")
    _labelled(section, "Tempat").fill("Ruang rapat lantai dua")
    _labelled(section, "Acara").fill("Pengumpulan data kinerja triwulan III")
    _attend(section)
    _labelled(section, "Pembahasan").fill("Jadwal, formulir, dan penanggung jawab tiap data.")
    _labelled(section, "Keputusan").fill("Data masuk paling lambat hari Jumat.")
    _labelled(section, "Tindak lanjut, baris").first.fill("Menyusun jadwal pengisian")


def _assign(section: Locator) -> None:
    _labelled(section, "Data, baris").first.fill("Jumlah izin yang terbit")
    _labelled(section, "Penanggung jawab").first.select_option(index=1)
    _labelled(section, "Batas waktu").first.fill("2026-09-18")


def _gather(section: Locator) -> None:
    _labelled(section, "Dokumen").first.fill("Perjanjian Kinerja 2026")
    _labelled(section, "Diperoleh dari").first.fill("Subbag Perencanaan")


def _collect(section: Locator) -> None:
    _labelled(section, "Catatan atas data").fill("Realisasi sampai dengan bulan berjalan.")


def _forward(section: Locator) -> None:
    _labelled(section, "Pengantar").fill("Diteruskan untuk ditindaklanjuti.")


def _receive(section: Locator) -> None:
    _labelled(section, "Lengkap").select_option("Ya, lengkap")


def _recap(section: Locator) -> None:
    _labelled(section, "Ringkasan").fill("Semua unit sudah menyerahkan data.")


def _report(section: Locator) -> None:
    _labelled(section, "Pokok laporan").fill("Capaian sesuai target, kecuali satu indikator.")


def _deliberate(section: Locator) -> None:
    _attend(section)
    _labelled(section, "Simpulan").fill("Data dapat dipakai sebagai bahan pengukuran kinerja.")


def _archive(section: Locator) -> None:
    _labelled(section, "Bentuk").select_option("Digital dan cetak")
    _labelled(section, "Tempat simpan").fill("Rak 2, boks 14")


FILLED: Mapping[str, Callable[[Locator], None]] = {
    "instruct": _instruct,
    "prepare": _prepare,
    "review": _review,
    "initial": _confirm,
    "sign": _confirm,
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
