"""Filing a record by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from himpun.archive.forms.records import NEW, FileRecordForm
from himpun.archive.queries.schedule import open_codes
from himpun.archive.rules.classification import ACCOUNTABILITY
from himpun.archive.services import Description, Place, file_record, store_file
from himpun.archive.views.asked import AskedHere, keeper
from himpun.office.asking import SENT_BEFORE, first_time
from himpun.office.rules import Refused

NO_FILE = "Arsip elektronik memerlukan berkasnya. Unggah berkas, atau pilih media kertas."
PLACED = ("shelf", "box", "binder")


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def record_add(ask: AskedHere) -> HttpResponse:
    """The form of a new record; sent, the record's page."""
    codes = open_codes(ask.agency)
    usual = {
        "code": ACCOUNTABILITY, "security": "biasa", "medium": "elektronik", "copy": "asli",
        "amount": "1 berkas", "signature": "tanpa", "dated_on": ask.on,
        "folder": ask.text("berkas", 9),
    }  # fmt: skip
    form = FileRecordForm(
        ask.posted,
        ask.request.FILES or None,
        agency=ask.agency,
        reach=ask.reach,
        codes=codes,
        initial=usual,
    )
    status = 200
    if ask.posted is not None:
        status = 400
        if form.is_valid():
            try:
                with first_time(ask.request) as first:
                    row = _filed(ask, form.cleaned_data) if first else 0
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                return _to_record(ask, row)
    return ask.render("record_add", status, form=form, tab="records")


def _to_record(ask: AskedHere, row: int) -> HttpResponse:
    """To the page of what was filed; 0: to the list, for it was filed before."""
    if not row:
        messages.info(ask.request, SENT_BEFORE)
        return redirect("archive:records", ask.agency.code)
    messages.success(ask.request, f"Tercatat sebagai arsip nomor {row}.")
    return redirect("archive:record", ask.agency.code, row)


@transaction.atomic
def _filed(ask: AskedHere, said: dict[str, Any]) -> int:
    sent = said.pop("file")
    place = Place(**{name: said.pop(name) for name in PLACED})
    folder, title = said.pop("folder"), said.pop("folder_title")
    if sent is None and said["medium"] == "elektronik":
        raise Refused(NO_FILE)
    kept = store_file(content=sent.file, name=sent.name, now=ask.now) if sent else None
    said["recipients"] = [line for line in said["recipients"].splitlines() if line.strip()]
    described = Description(
        **said, folder=title, folder_no=None if folder == NEW else int(folder),
        name=sent.name[:255] if sent else "", people=(ask.person.pk,),
    )  # fmt: skip
    made = file_record(agency=ask.agency, said=described, file=kept, place=place, **ask.by)
    return made.no
