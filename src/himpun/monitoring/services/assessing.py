"""What an assessor says on a row of the six-monthly form."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from himpun.monitoring.models import Assessment
from himpun.monitoring.queries.assessing import form_view, why_not_assess
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

LONGEST = 2_000
NO_ROW = "Baris itu tidak ada pada formulir semester ini."
EARLY = "{period} belum dimulai, jadi belum dapat dinilai."
NO_NOTE = "Catatan hasil penilaian wajib diisi bila prosedur tidak berjalan dengan baik."
NO_ACTION = "Tindakan yang harus diambil wajib diisi bila prosedur tidak berjalan dengan baik."
TOO_LONG = "{what} paling panjang {most} huruf."
STALE = "Orang lain menilai baris ini pada saat yang sama. Muat ulang halaman, lalu periksa lagi."


@transaction.atomic
def assess_procedure(
    *,
    agency: Agency,
    year: int,
    half: int,
    sop: str,
    key: str,
    well: bool | None,
    note: str,
    action: str,
    revision: int,
    by: Person,
    now: datetime,
) -> Assessment:
    """Keep an assessor's word on a row; ``key`` is the step's, "semua" the SOP as a whole.

    ``revision`` is the one that was read (0: nobody had assessed it). Refuses (Refused) whoever may
    not, a half-year that has not begun, a row that there is not, "not well" without note and
    action, and a row that somebody else has assessed meanwhile.
    """
    on = office.day_at(agency, now)
    if why := why_not_assess(by, agency, on):
        raise Refused(why)
    office.lock_journal(agency)
    view = form_view(agency, year, half, on)
    if view.period.first_day > on:
        raise Refused(EARLY.format(period=view.period.label))
    row = view.row(sop, key)
    if row is None:
        raise Refused(NO_ROW)
    if row.revision != revision:
        raise Refused(STALE)
    note, action = _text("Catatan", note), _text("Tindakan", action)
    if well is False and not note:
        raise Refused(NO_NOTE)
    if well is False and not action:
        raise Refused(NO_ACTION)
    kept, _ = Assessment.objects.update_or_create(
        agency=agency, year=year, half=half, sop_key=sop, step=row.step,
        defaults={
            "well": well, "note": note, "action": action, "revision": revision + 1, "at": now,
            "by": by, "by_text": by.name,
        },
    )  # fmt: skip
    write(
        agency=agency, by=by, now=now, action="ProcedureAssessed",
        subject=f"assessment/{kept.pk}",
        body={
            "sop": sop, "step": row.step, "half": view.period.code, "revision": kept.revision,
            "well": "" if well is None else "ya" if well else "tidak", "note": note,
            "action": action,
        },
    )  # fmt: skip
    return kept


def _text(what: str, text: str) -> str:
    found = text.replace("\0", "").strip()
    if len(found) > LONGEST:
        raise Refused(TOO_LONG.format(what=what, most=LONGEST))
    return found
