"""Saving values: each change is judged as its row stands behind the lock, and all that can be
stored is stored at once."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from django.db.models import F

from himpun.archive.services import index_text
from himpun.office.rules import Json, canonical
from himpun.office.services.journal import write
from himpun.performance.models import Approval, Form, Value, ValueChange
from himpun.performance.queries.duty import why_closed
from himpun.performance.queries.finding import WORDS, entries_of_values
from himpun.performance.queries.sheet import (
    Line,
    Sheet,
    achievement_of,
    findings_of,
)
from himpun.performance.rules.entries import (
    FIELD_WORDS,
    Entry,
    Kept,
    NotAnEntry,
    difference,
    shown,
    typed,
)
from himpun.performance.rules.numbers import hundredths
from himpun.performance.services._words import tell_changed
from himpun.performance.services._write import lock_again, sums_of_values, write_values

if TYPE_CHECKING:
    from himpun.office.queries import Person

Status = Literal["saved", "unchanged", "invalid", "conflict", "locked"]
SOURCES = ("grid", "paste", "undo", "phone", "workbook", "return", "correction")

NOT_HERE = "Nilai ini tidak ada pada formulir ini."
TWICE = "Nilai ini muncul dua kali dalam satu kiriman."
NOT_ASKED = "Indikator ini tidak diminta pada triwulan ini."
APPROVED = "Nilai ini sudah disetujui. Perubahannya diajukan melalui permintaan koreksi."
MOVED_ON = "{who} sudah mengubah nilai ini. Bandingkan keduanya, lalu simpan lagi."


@dataclass(frozen=True, slots=True)
class Change:
    """Fields of a value as they were typed, and the revision that whoever typed them saw. Names:
    realisation, items.<key>, no_value, obstacles, solutions, follow_up, follow_up_by,
    follow_up_on, budget, note."""

    value_id: int
    revision: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change. ``sentence`` says why it was not stored, ``field`` where; for a
    ``conflict``, ``by`` and ``at`` whose value stands there. ``revision`` is the value's now."""

    value_id: int
    status: Status
    sentence: str = ""
    field: str = ""
    revision: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Writer:
    """Who saves, as what, by which way it came in. A ``correction`` was approved, so that it also
    changes what is approved, complete or closed."""

    by: Person | None
    capacity: str
    source: str
    now: datetime
    correction: bool = False

    @property
    def text(self) -> str:
        """The writer in the record."""
        return self.by.name if self.by else "Sistem"


def save(sheet: Sheet, changes: Sequence[Change], writer: Writer) -> list[Outcome]:
    """What becomes of each change, in their order; in the caller's transaction.

    ``sheet`` was read before the lock, so that others wait less; the values, the form's state and
    the vouchers are read again behind it.
    """
    form = sheet.form
    lock_again(form)
    closed = None if writer.correction else why_closed(form, writer.now)
    if closed:
        return [Outcome(change.value_id, "locked", closed) for change in changes]
    rows = {
        row.pk: row
        for row in Value.objects.filter(
            form=form, pk__in=[change.value_id for change in changes]
        ).select_related("changed_by")
    }
    vouched = _vouchers(list(rows))
    often = Counter(change.value_id for change in changes)
    saving = _Saving(form, writer)
    outcomes = []
    for change in changes:
        row, line = rows.get(change.value_id), sheet.lines.get(change.value_id)
        if row is None or line is None:
            outcomes.append(Outcome(change.value_id, "locked", NOT_HERE))
        elif often[row.pk] > 1:
            outcomes.append(Outcome(row.pk, "invalid", TWICE, revision=row.revision))
        elif locked := _why_locked(row, vouched[row.pk], writer):
            outcomes.append(Outcome(row.pk, "locked", locked, revision=row.revision))
        else:
            outcomes.append(saving.judge(change, _behind_lock(line, row)))
    if saving.values:
        saving.store(vouched)
    return outcomes


def _behind_lock(line: Line, row: Value) -> Line:
    # A definition is frozen, so the one that was read before the lock still holds.
    row.version = line.value.version
    return replace(line, value=row)


def _why_locked(row: Value, vouchers: Sequence[Approval], writer: Writer) -> str:
    if not row.asked:
        return NOT_ASKED
    approved = any(each.level == "approved" for each in vouchers)
    return APPROVED if approved and not writer.correction else ""


@dataclass
class _Saving:
    """One call, behind the lock: what it has changed so far, and why each change was made."""

    form: Form
    writer: Writer
    values: list[Value] = field(default_factory=list)
    history: list[ValueChange] = field(default_factory=list)
    why: dict[int, str] = field(default_factory=dict)

    def judge(self, change: Change, line: Line) -> Outcome:
        """What becomes of a change; what can be stored is put into its row."""
        row, before = line.value, line.entry
        try:
            after = typed(before, line.definition, change.fields)
        except NotAnEntry as no:
            return Outcome(row.pk, "invalid", str(no), field=no.field, revision=row.revision)
        changed = difference(before, after)
        if not changed:
            return Outcome(row.pk, "unchanged", revision=row.revision)
        if change.revision != row.revision:
            who = row.changed_by.name if row.changed_by else "Seseorang"
            said = MOVED_ON.format(who=who)
            return Outcome(
                row.pk, "conflict", said, revision=row.revision, by=who, at=row.changed_at
            )
        self.why[row.pk] = _why(line, before, after, self.writer)
        _put(line, after, self.form)
        self.values.append(row)
        self.history.append(self._change(row, changed))
        return Outcome(row.pk, "saved", revision=row.revision + 1)

    def _change(self, row: Value, changed: Mapping[str, tuple[Kept, Kept]]) -> ValueChange:
        writer = self.writer
        return ValueChange(
            value=row, revision=row.revision + 1, source=writer.source,
            changes={name: [plain(one), plain(two)] for name, (one, two) in changed.items()},
            at=writer.now, by=writer.by, by_text=writer.text, capacity=writer.capacity,
        )  # fmt: skip

    def store(self, vouched: Mapping[int, list[Approval]]) -> None:
        """Everything at once, with the journal."""
        writer = self.writer
        write_values(self.values, writer.now, writer.by)
        ValueChange.objects.bulk_create(self.history)
        sums = sums_of_values()
        Form.objects.filter(pk=self.form.pk).update(revision=F("revision") + 1, **sums)
        _make_findable(self.history)
        covering = [(each, self.why[row.pk]) for row in self.values for each in vouched[row.pk]]
        words: list[Json] = [each.changes for each in self.history]
        body: dict[str, Json] = {
            "form": self.form.pk,
            "source": writer.source,
            "values": [[row.pk, row.revision] for row in self.values],
            "dropped": drop(covering, writer.by, writer.now),
            "sha256": hashlib.sha256(canonical(words).encode()).hexdigest(),
        }
        write(
            agency=self.form.agency, by=writer.by, now=writer.now, action="ValuesSaved",
            subject=f"form/{self.form.pk}", body=body, capacity=writer.capacity, post_title="",
        )  # fmt: skip


def _make_findable(history: Sequence[ValueChange]) -> None:
    """Words that changed are found as they are now (no query where only figures did)."""
    if told := [each.value_id for each in history if each.changes.keys() & set(WORDS)]:
        index_text(entries=entries_of_values(told))


def _put(line: Line, entry: Entry, form: Form) -> None:
    """A row becomes what was filled in, checked and measured anew."""
    row = line.value
    for name, kept in asdict(entry).items():
        setattr(row, name, kept)
    row.warnings = warnings_json(line, entry, form)
    row.achievement = hundredths(achievement_of(line, entry).percent)
    row.returned, row.returned_at = "", None


def warnings_json(line: Line, entry: Entry, form: Form) -> list[dict[str, str]]:
    """What is odd about an entry, as it is kept."""
    return [asdict(finding) for finding in findings_of(line, entry, form)]


def plain(kept: Kept) -> Json:
    """What is kept, as the history says it."""
    return kept.isoformat() if isinstance(kept, date) else kept


def _why(line: Line, before: Entry, after: Entry, writer: Writer) -> str:
    """Why those who vouched for the value are told: what it was, what it is, whose change."""
    one, two = shown(before, line.definition), shown(after, line.definition)
    name = next((name for name in FIELD_WORDS if one[name] != two[name]), "realisation")
    short = [f"“{text[:60]}”" if text else "kosong" for text in (one[name], two[name])]
    return f"{FIELD_WORDS[name]} diubah dari {short[0]} menjadi {short[1]} oleh {writer.text}."[
        :300
    ]


def _vouchers(values: Sequence[int]) -> defaultdict[int, list[Approval]]:
    found: defaultdict[int, list[Approval]] = defaultdict(list)
    for row in Approval.objects.filter(value__in=values, dropped_at=None):
        found[row.value_id].append(row)
    return found


def drop(covering: Sequence[tuple[Approval, str]], by: Person | None, now: datetime) -> list[int]:
    """Take back what people vouched for, each with the reason that they are told; the keys of
    those rows (two queries and those of telling, or none)."""
    rows = []
    for row, why in covering:
        row.dropped_at, row.dropped_why, row.told = now, why, False
        rows.append(row)
    if rows:
        Approval.objects.bulk_update(rows, ["dropped_at", "dropped_why", "told"])
        tell_changed([(row.pk, why) for row, why in covering], by=by, now=now)
    return [row.pk for row in rows]
