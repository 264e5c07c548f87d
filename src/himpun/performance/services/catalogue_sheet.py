"""The catalogue of an agency, handed back as a workbook: first what it would change, then all of
that in one transaction, or none of it."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction

from himpun.archive.queries.xlsx import read_book
from himpun.archive.rules import why_too_large
from himpun.office.rules import Refused
from himpun.performance.models import Indicator
from himpun.performance.queries.keeping import why_not_keep
from himpun.performance.rules.keyed_table import NotAForm
from himpun.performance.rules.targets import FIELD_WORDS
from himpun.performance.services._catalogue_parts import Line, Plan, Wish
from himpun.performance.services._catalogue_plan import plan_of
from himpun.performance.services._catalogue_rows import Rows, Wrong, is_empty, rows_in
from himpun.performance.services._keeping import lock_catalogue
from himpun.performance.services.agreement import CellsRefused

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

__all__ = ["MOST_BYTES", "CatalogueComparison", "apply_catalogue", "compare_catalogue"]

MOST_BYTES = 2 * 1024 * 1024
SALT = "himpun.performance.catalogue.offer"
OFFER_LASTS = timedelta(hours=4)
NOT_A_CATALOGUE = (
    "Berkas ini bukan katalog kinerja dari Himpun. Unduh katalog dari halaman ini, ubah, lalu "
    "unggah lagi."
)
ANOTHER_AGENCY = "Katalog ini milik instansi lain ({code})."
OVERTAKEN = "Katalog telah berubah sejak perbandingan itu. Unggah berkasnya sekali lagi."
NOT_THIS_OFFER = "Perbandingan ini bukan untuk instansi ini. Unggah berkasnya sekali lagi."
EXPIRED = "Perbandingan ini sudah terlalu lama. Unggah berkasnya sekali lagi."


@dataclass(frozen=True, slots=True)
class CatalogueComparison:
    """What a workbook would change. With anything ``wrong`` nothing can be saved, and there is no
    ``offer``."""

    lines: tuple[Line, ...]
    wrong: tuple[Wrong, ...]
    notes: tuple[str, ...]
    offer: str


def compare_catalogue(
    *, agency: Agency, content: bytes, by: Person, now: datetime
) -> CatalogueComparison:
    """What a workbook would change in an agency's catalogue, and every cell that is wrong: each
    change is tried, and all of it taken back. Changes nothing.

    Refuses (Refused, a sentence) who does not keep the catalogue, a file that is no workbook of
    ours, that of another agency, and one whose columns can no longer be told.
    """
    if why := why_not_keep(by, agency, now):
        raise Refused(why)
    rows = _rows(agency, content)
    plan = plan_of(agency, rows)
    if not plan.wrong:
        plan.wrong.extend(_tried(agency, plan, by, now))
    kept = {
        "agency": agency.pk, "by": by.pk, "until": (now + OFFER_LASTS).isoformat(),
        "file": b64encode(content).decode(), "digest": _digest(plan),
    }  # fmt: skip
    offer = "" if plan.wrong or not plan.wishes else dumps(kept, salt=SALT, compress=True)
    notes = tuple(f"Lembar {name} tidak ada; isinya tidak diubah." for name in rows.missing)
    return CatalogueComparison(tuple(plan.lines), tuple(plan.wrong), notes, offer)


@transaction.atomic
def apply_catalogue(*, agency: Agency, offer: str, by: Person, now: datetime) -> int:
    """Does what ``compare_catalogue`` offered, all of it or nothing; how many lines that were.

    Refuses an offer that is older than four hours, to somebody else or for another agency; one that
    would change something else now than was shown; and whatever a service refuses.
    """
    try:
        kept = loads(offer, salt=SALT)
    except BadSignature:
        raise Refused(NOT_THIS_OFFER) from None
    if (kept["agency"], kept["by"]) != (agency.pk, by.pk):
        raise Refused(NOT_THIS_OFFER)
    if now > datetime.fromisoformat(kept["until"]):
        raise Refused(EXPIRED)
    lock_catalogue(agency)
    plan = plan_of(agency, _rows(agency, b64decode(kept["file"])))
    if plan.wrong or _digest(plan) != kept["digest"]:
        raise Refused(OVERTAKEN)
    for wish in plan.wishes:
        wish.grant(by, now)
    return len(plan.lines)


def _rows(agency: Agency, content: bytes) -> Rows:
    if len(content) > MOST_BYTES:
        raise Refused(why_too_large(MOST_BYTES))
    try:
        rows = rows_in(read_book(content))
    except NotAForm as no:
        raise Refused(str(no)) from None
    if is_empty(rows):
        raise Refused(NOT_A_CATALOGUE)
    if rows.agency and rows.agency != agency.code:
        raise Refused(ANOTHER_AGENCY.format(code=rows.agency[:60]))
    return rows


def _digest(plan: Plan) -> str:
    return hashlib.sha256(repr(plan.lines).encode()).hexdigest()


def _tried(agency: Agency, plan: Plan, by: Person, now: datetime) -> list[Wrong]:
    """What the services would refuse, one after the other."""
    found: list[Wrong] = []
    with _taken_back():
        lock_catalogue(agency)
        for wish in plan.wishes:
            try:
                with transaction.atomic():
                    wish.grant(by, now)
            except CellsRefused as no:
                found.extend(_cells(wish, no))
            except Refused as no:
                row = next(iter(wish.rows.values()))
                found.append(row.wrong(wish.key, str(no)))
    return found


def _cells(wish: Wish, no: CellsRefused) -> Iterator[Wrong]:
    codes = dict(
        Indicator.objects.filter(pk__in=[x.key for x in no.cells]).values_list("pk", "code")
    )
    for cell in no.cells:
        row = wish.rows[codes[cell.key]]
        # The place says which indicator and which target; the sentence need not.
        words = f"{FIELD_WORDS[cell.field]}: "  # type: ignore[index]
        yield row.wrong(cell.field, cell.sentence.rpartition(words)[2])


@contextmanager
def _taken_back() -> Iterator[None]:
    """A transaction of which nothing remains."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
