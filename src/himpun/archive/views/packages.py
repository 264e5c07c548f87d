"""Sealed packages in the archive: those that were made here, and those that were brought."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from himpun.archive.queries.package.packages import (
    Package,
    contents_of,
    package_in,
    package_pages,
    packages_in,
    packed_in,
    path_of_package,
    pieces_of,
)
from himpun.archive.queries.package.reading import may_read_package
from himpun.archive.services import ask_check
from himpun.archive.views.asked import AskedHere, asked_here
from himpun.office.asking import found
from himpun.office.rules import Refused

CHECKING = "Paket arsip akan diperiksa lagi. Halaman ini menunjukkan hasilnya."


@require_safe
@asked_here
def packages(ask: AskedHere) -> HttpResponse:
    """An agency's packages, newest first."""
    pages = package_pages(list(packages_in(ask.agency)))
    return ask.render("packages", tab="packages", pages=pages)


@require_http_methods(["GET", "POST"])
@asked_here
def package(ask: AskedHere, no: int) -> HttpResponse:
    """One package and what is in it; asked again, it is proved once more."""
    row = found(package_in(ask.agency, no))
    if ask.posted is None:
        return _page(ask, row)
    try:
        ask_check(package=row, **ask.by)
    except Refused as refused:
        return _page(ask, row, str(refused), 409)
    messages.success(ask.request, CHECKING)
    return redirect("archive:package", ask.agency.code, no)


def _page(ask: AskedHere, row: Package, error: str = "", status: int = 200) -> HttpResponse:
    words = ask.text("cari")
    (page,) = package_pages([row])
    readable = may_read_package(row, ask.person, ask.now)
    return ask.render(
        "package", status, page=page, package=row, readable=readable,
        contents=contents_of(row, words) if readable else [], words=words, error=error,
    )  # fmt: skip


def _readable(ask: AskedHere, no: int) -> Package:
    """A package that the person may read; 404 for others."""
    row = found(package_in(ask.agency, no))
    return found(row if may_read_package(row, ask.person, ask.now) else None)


@require_safe
@asked_here
def package_file(ask: AskedHere, no: int) -> HttpResponseBase:
    """The package itself, as it was sealed."""
    row = _readable(ask, no)
    found(row.file)
    try:
        content = path_of_package(row).open("rb")
    except FileNotFoundError:
        return ask.render("package_lost", 404, package=row)
    return _saved(
        FileResponse(
            content, as_attachment=True, filename=f"{row.about['base']}.zip",
            content_type="application/zip",
        )
    )  # fmt: skip


@require_safe
@asked_here
def packed_file(ask: AskedHere, no: int, position: int) -> HttpResponseBase:
    """A file out of a package, to be saved and never to be run in the page's own place."""
    row = _readable(ask, no)
    packed = found(packed_in(row, position))
    try:
        content = pieces_of(row, packed)
    except FileNotFoundError:
        return ask.render("package_lost", 404, package=row)
    answer = StreamingHttpResponse(content, content_type=packed.media_type)
    name = packed.path.rpartition("/")[2]
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Length"] = str(packed.size)
    answer["Content-Security-Policy"] = "sandbox"
    return _saved(answer)


def _saved(answer: HttpResponseBase) -> HttpResponseBase:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
