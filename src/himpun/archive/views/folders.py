"""Daftar berkas and daftar isi berkas."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from himpun.archive.queries.folders import (
    CLOSED,
    FolderLine,
    folder_in,
    folders_file,
    folders_of,
    folders_pdf,
    items_file,
    items_pdf,
)
from himpun.archive.queries.records import Line, lines_in_folder, years_of
from himpun.archive.views.asked import AskedHere, asked_here, printed, saved
from himpun.office.asking import found


def _folders(ask: AskedHere) -> list[FolderLine]:
    return folders_of(ask.agency, ask.reach, keeper=ask.keeps, year=ask.number("tahun", 4))


@require_safe
@asked_here
def folders(ask: AskedHere) -> HttpResponse:
    """The folders with something that the person may see; also as PDF."""
    if ask.text("bentuk") == "pdf":
        name = f"daftar-berkas-{ask.agency.code}-{ask.on:%Y-%m-%d}"
        return printed(
            ask, lambda: folders_pdf(ask.agency, _folders(ask), ask.now), name,
            ("Daftar berkas", ask.url("folders")),
        )  # fmt: skip
    return ask.render(
        "folders", tab="folders", lines=_folders(ask), years=years_of(ask.agency),
        year=ask.number("tahun", 4),
    )  # fmt: skip


@require_safe
@asked_here
def folders_list(ask: AskedHere) -> HttpResponse:
    """The same as an Excel file."""
    name = f"daftar-berkas-{ask.agency.code}-{ask.on:%Y-%m-%d}"
    return saved(folders_file(ask.agency, _folders(ask), ask.now), name)


def _items(ask: AskedHere, folder: int) -> list[Line]:
    """The items that the person may see; 404 where there is none."""
    lines = lines_in_folder(ask.agency, ask.reach, folder, ask.on, keeper=ask.keeps)
    return found(lines or None)


@require_safe
@asked_here
def folder(ask: AskedHere, no: int) -> HttpResponse:
    """The items of a folder; also as PDF."""
    row = found(folder_in(ask.agency, no))
    lines = _items(ask, row.pk)
    title = row.title if any(line.open for line in lines) else CLOSED
    if ask.text("bentuk") == "pdf":
        head = [("Nomor berkas", str(no)), ("Kode klasifikasi", row.code), ("Uraian", title)]
        return printed(
            ask, lambda: items_pdf(ask.agency, "Daftar isi berkas", head, lines, ask.now),
            f"daftar-isi-berkas-{ask.agency.code}-{no}",
            ("Daftar isi berkas", ask.url("folder", no)),
        )  # fmt: skip
    return ask.render("folder", tab="folders", folder=row, lines=lines, title=title)


@require_safe
@asked_here
def folder_list(ask: AskedHere, no: int) -> HttpResponse:
    """The same as an Excel file."""
    row = found(folder_in(ask.agency, no))
    name = f"daftar-isi-berkas-{ask.agency.code}-{no}-{ask.on:%Y-%m-%d}"
    return saved(items_file(ask.agency, _items(ask, row.pk), ask.now), name)
