"""The workbook of a form, handed back: first what it would change, then exactly that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, dumps, loads

from himpun.archive.queries.xlsx import MOST_BYTES, read_book
from himpun.archive.rules.cells import Book
from himpun.office.rules import Refused
from himpun.performance.models import Form
from himpun.performance.queries.duty import hands_of, why_closed
from himpun.performance.queries.rows import moment_text, state_of_value, why_locked
from himpun.performance.queries.sheet import Sheet, sheet_of
from himpun.performance.queries.workbooks.form import stamp_for
from himpun.performance.queries.workbooks.form_paper import SALT
from himpun.performance.rules.form_difference import Difference, Standing, compare_line
from himpun.performance.rules.form_sheet import SEAL, Stamp, stamp_of, why_not_here
from himpun.performance.rules.form_sheet_read import Found, Typed, read_typed
from himpun.performance.rules.keyed_table import NotAForm
from himpun.performance.services._save import Change, Outcome
from himpun.performance.services.collecting import save_values

if TYPE_CHECKING:
    from himpun.office.queries import Person

__all__ = ["MOST_BYTES", "Comparison", "NotForThisForm", "apply_workbook", "compare_workbook"]

OFFER_SALT = "himpun.performance.workbook.offer"
OFFER_LASTS = timedelta(hours=4)
NOT_OURS = (
    "Berkas ini bukan lembar isian dari Himpun. Unduh lembar isian dari halaman formulir, isi, "
    "lalu unggah lagi."
)
FORGED = (
    "Tanda pengenal lembar ini tidak sah: lembar ini tidak dibuat oleh Himpun yang ini, atau "
    "lembar tersembunyinya telah diubah. Unduh lembar yang baru."
)
OTHER_LAYOUT = "Lembar ini dibuat oleh Himpun versi lain. Unduh lembar yang baru."
EXPIRED = "Perbandingan ini sudah terlalu lama. Unggah berkasnya sekali lagi."
NOT_THIS_OFFER = "Perbandingan ini bukan untuk formulir ini. Unggah berkasnya sekali lagi."


class NotForThisForm(Refused):
    """A sound workbook of ours, but of another agency, unit, period, run, or an earlier state."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a workbook would change in a form. ``offer`` is exactly that, signed, for
    ``apply_workbook``; ``notes`` are other things to know; ``made`` is when it was downloaded."""

    difference: Difference
    notes: tuple[str, ...]
    made: str
    offer: str


def compare_workbook(*, form: Form, content: bytes, by: Person, now: datetime) -> Comparison:
    """What a workbook would change in a form (with its run, unit and agency). Changes nothing.

    Refuses (Refused, a sentence) who may not fill in the form now; a file that is no workbook of
    ours, or one for another agency, unit, period or run; one whose indicators, definitions or
    agreement have changed since; one whose rows or columns can no longer be told.
    """
    why = hands_of(by, form, now).why_not or why_closed(form, now)
    if why:
        raise Refused(why)
    book = read_book(content)
    stamp = _stamp_in(book)
    sheet = sheet_of(form)
    why = why_not_here(stamp, stamp_for(form, sheet, now))
    if why:
        raise NotForThisForm(why)
    try:
        typed = read_typed(book, stamp)
    except NotAForm as no:
        raise Refused(str(no)) from None
    difference = _difference(sheet, stamp, typed, now)
    offer = dumps(_offer(form, by, difference, now + OFFER_LASTS), salt=OFFER_SALT, compress=True)
    return Comparison(difference, tuple(typed.notes), stamp.made, offer)


def apply_workbook(
    *, form: Form, offer: str, chosen: Collection[str], by: Person, now: datetime
) -> list[Outcome]:
    """Save what ``compare_workbook`` offered, and of the conflicts those that are ``chosen`` (by
    their keys): what became of each value.

    Refuses an offer that is older than four hours, to somebody else or for another form. A value
    that has changed since the comparison is answered as a conflict, not stored.
    """
    try:
        kept = loads(offer, salt=OFFER_SALT)
    except BadSignature:
        raise Refused(NOT_THIS_OFFER) from None
    if (kept["form"], kept["by"]) != (form.pk, by.pk):
        raise Refused(NOT_THIS_OFFER)
    if now > datetime.fromisoformat(kept["until"]):
        raise Refused(EXPIRED)
    fields: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for value, name, text in kept["changes"]:
        fields[value][name] = text
    for value, name, text in kept["conflicts"]:
        if f"{value}:{name}" in chosen:
            fields[value][name] = text
    seen = dict(kept["revisions"])
    changes = [Change(value, seen[value], texts) for value, texts in fields.items()]
    return save_values(form=form.pk, changes=changes, source="workbook", by=by, now=now)


def _stamp_in(book: Book) -> Stamp:
    seal = book.sheet(SEAL)
    if seal is None:
        raise Refused(NOT_OURS)
    signed = "".join(seal.text(row, 1) for row in range(1, seal.last_row + 1))
    try:
        kept = loads(signed, salt=SALT)
    except BadSignature:
        raise Refused(FORGED) from None
    try:
        return stamp_of(kept)
    except ValueError:
        raise Refused(OTHER_LAYOUT) from None


def _difference(sheet: Sheet, stamp: Stamp, typed: Typed, now: datetime) -> Difference:
    cells: defaultdict[int, dict[str, Found]] = defaultdict(dict)
    for (value, name), found in typed.cells.items():
        cells[value][name] = found
    difference = Difference()
    for standing in _standings(sheet, now):
        base = stamp.lines[standing.value].fields
        compare_line(standing, base, cells[standing.value], difference)
    return difference


def _standings(sheet: Sheet, now: datetime) -> list[Standing]:
    found = []
    for key, line in sheet.lines.items():
        value = line.value
        who = value.changed_by.name if value.changed_by else ""
        seen = f"{who}, {moment_text(value.changed_at, sheet.form)}" if who else ""
        locked = why_locked(value, state_of_value(value, sheet.form, now))
        found.append(
            Standing(
                key, value.indicator.code, line.version.name, value.revision, line.entry,
                line.definition, locked, seen,
            )
        )  # fmt: skip
    return found


def _offer(form: Form, by: Person, difference: Difference, until: datetime) -> dict[str, Any]:
    """Everything that may be saved, and the revisions that the comparison saw."""
    open_ = [change for change in difference.changes if change.typed is not None]
    both = [conflict.change for conflict in difference.conflicts]
    return {
        "form": form.pk,
        "by": by.pk,
        "until": until.isoformat(),
        "revisions": sorted({(x.value, x.revision) for x in [*open_, *both]}),
        "changes": [[x.value, x.field, x.typed] for x in open_],
        "conflicts": [[x.value, x.field, x.typed] for x in both],
    }
