"""What happened in a run, as sentences. Whoever did it stands beside them, so they begin with the
verb; what the program did by itself says what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from himpun.kernel.definition import FORWARD, Sop, Step
from himpun.kernel.wire import Json
from himpun.kernel.worktime.words import day_text, listed
from himpun.runs.rules.words import period_text, task_text


@dataclass(frozen=True, slots=True)
class About:
    """An event and what it speaks of. ``step``: its row, None where this version has it no more;
    ``node``: where it stood; ``people``: key of a person → name."""

    kind: str
    body: Mapping[str, Json]
    sop: Sop
    step: Step | None
    node: str
    people: Mapping[str, str]

    @property
    def row(self) -> str:
        """Langkah 8."""
        return f"langkah {self.step.key if self.step else self.node}"

    @property
    def task(self) -> str:
        """What the row asks, after a colon; "" where it is not known any more."""
        return f": {task_text(self.sop, self.step)}" if self.step else ""

    def text(self, key: str) -> str:
        """A field of the event."""
        return str(self.body.get(key, ""))


def sentence_of(about: About) -> str:
    """What happened."""
    return _SENTENCES[about.kind](about)


def _started(about: About) -> str:
    units = about.body.get("units")
    many = len(units) if isinstance(units, list) else 0
    taking_part = f" dengan {many} unit" if many else ""
    return f"Memulai SOP untuk {period_text(about.text('period'))}{taking_part}"


def _completed(about: About) -> str:
    exit_ = about.text("exit")
    if exit_ == FORWARD:
        return f"Menyelesaikan {about.row}{about.task}"
    return f"Memutuskan “{exit_}” pada {about.row}{about.task}"


def _returned(about: About) -> str:
    units = about.body.get("units")
    chosen = f", untuk {len(units)} unit" if isinstance(units, list) and units else ""
    return f"Mengembalikan {about.row} ke langkah {about.text('to')}{chosen}"


def _reassigned(about: About) -> str:
    to = about.body.get("to")
    if not to:
        return f"Mengembalikan {about.row} kepada semua pemegangnya"
    return f"Menugaskan {about.row} kepada {about.people.get(str(to), 'orang lain')}"


def _part_done(about: About) -> str:
    performer = about.sop.performers.get(about.text("performer"))
    title = performer.title if performer else "pelaksana"
    return f"Menyelesaikan bagian {title} pada {about.row}"


def _unit_added(about: About) -> str:
    unit = about.body.get("unit")
    name = unit.get("name", "") if isinstance(unit, dict) else ""
    return f"Menambahkan {name} sebagai unit yang ikut"


def _unit_extended(about: About) -> str:
    return f"Memperpanjang batas waktu unit sampai {_day(about.text('until'))}"


def _step_extended(about: About) -> str:
    due = about.body.get("due")
    until = str(due.get("due_at", "")) if isinstance(due, dict) else ""
    return f"Memperpanjang tenggat {about.row} sampai {_day(until)}"


def _day(moment: str) -> str:
    """The day of a close of business: the same in UTC as in any of the country's zones."""
    return day_text(datetime.fromisoformat(moment).date())


def _dues_moved(about: About) -> str:
    dues, limits = about.body.get("dues"), about.body.get("limits")
    many = sum(len(found) for found in (dues, limits) if isinstance(found, dict))
    return f"Menggeser {many} tenggat: {about.text('why')}"


def _migrated(about: About) -> str:
    return f"Memindahkan SOP yang berjalan ke versi {about.text('version')}"


_SENTENCES: Mapping[str, Callable[[About], str]] = {
    "RunStarted": _started,
    "StepStarted": lambda about: f"Mulai mengerjakan {about.row}{about.task}",
    "PartDone": _part_done,
    "StepCompleted": _completed,
    "StepReturned": _returned,
    "StepReassigned": _reassigned,
    "StepPassed": lambda about: f"{about.row.capitalize()} dilewati: unit ini tidak memerlukannya",
    "StepCancelled": lambda about: f"{about.row.capitalize()} ditutup: {about.text('why')}",
    "StepOverdue": lambda about: f"Tenggat {about.row} terlewat{about.task}",
    "LimitPassed": lambda about: f"Batas waktu langkah {about.text('step')} bagi unit ini terlewat",
    "UnitAdded": _unit_added,
    "UnitExcused": lambda _: "Membebaskan unit dari kewajiban yang tersisa",
    "UnitExtended": _unit_extended,
    "StepExtended": _step_extended,
    "RunSuspended": lambda _: "Menghentikan sementara",
    "RunResumed": lambda _: "Melanjutkan; tenggat bergeser selama jeda",
    "DuesMoved": _dues_moved,
    "RunFinished": lambda _: "SOP selesai sampai langkah terakhir",
    "RunCancelled": lambda _: "Membatalkan SOP yang berjalan",
    "RunMigrated": _migrated,
}
TOLD = tuple(_SENTENCES)
"""Kinds of event that the feed tells; the others are its inner workings."""
MARKS: Mapping[str, str] = {
    "RunStarted": "now",
    "StepStarted": "now",
    "PartDone": "done",
    "StepCompleted": "done",
    "StepReturned": "back",
    "StepReassigned": "now",
    "StepPassed": "idle",
    "StepCancelled": "idle",
    "StepOverdue": "late",
    "LimitPassed": "late",
    "UnitAdded": "now",
    "UnitExcused": "idle",
    "UnitExtended": "now",
    "StepExtended": "now",
    "RunSuspended": "wait",
    "RunResumed": "now",
    "DuesMoved": "wait",
    "RunFinished": "done",
    "RunCancelled": "idle",
    "RunMigrated": "now",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a round changed: the label of a field, what it held, and what it holds. "" is empty."""

    label: str
    before: str
    after: str


Filled = tuple[tuple[str, str], ...]
"""What was filled in, as (label, text); a label may stand several times, once a row."""


def differences(before: Filled, after: Filled) -> tuple[Change, ...]:
    """What differs between two rounds, field by field in the order of the newer one."""
    old, new = _by_label(before), _by_label(after)
    labels = [*new, *(label for label in old if label not in new)]
    return tuple(
        Change(label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    )


def _by_label(filled: Filled) -> dict[str, str]:
    several: dict[str, list[str]] = {}
    for label, text in filled:
        several.setdefault(label, []).append(text)
    return {label: listed(texts) for label, texts in several.items()}
