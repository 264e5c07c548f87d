"""A Sop becomes a document again, and its fingerprint."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from himpun.kernel.definition import Identity, Late, Performer, Reading, Sop, Step
from himpun.kernel.parse.document import IDENTITY_KEYS, SCHEMA
from himpun.kernel.parse.references import END, Rows
from himpun.kernel.worktime import Window

Document = dict[str, object]


def dump(sop: Sop) -> Document:
    """The document of a Sop, of JSON's types, with the keys of the file and in a fixed order;
    what is empty or usual is left out. ``parse`` gives the same Sop back.

    The order of the keys means something: that of ``performers`` is the order of the columns. So
    keep it as text; a store that sorts keys (PostgreSQL's jsonb) would shuffle the paper.
    """
    return _filled(
        schema=SCHEMA,
        id=sop.id,
        version=sop.version,
        name=sop.name,
        agency=sop.agency,
        frequency=sop.frequency,
        trigger=sop.trigger,
        terminator=sop.terminator,
        gaps=list(sop.gaps),
        identity=_identity(sop.identity),
        performers={p.id: _performer(p) for p in sop.performers.values()},
        steps=[_step(step) for step in sop.steps],
    )


def fingerprint(sop: Sop) -> str:
    """SHA-256 (hexadecimal) of the canonical JSON of ``dump``: its order, no blanks, UTF-8."""
    text = json.dumps(dump(sop), ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def write_window(window: Window) -> str:
    """A window as the file writes it; parse_window reads it back."""
    following = " berikutnya" if window.following else ""
    said = window.kind != "bulan" and not (window.following and window.month == 1)
    month = f" bulan {window.month}" if said else ""
    part = f", {window.part}" if window.part else ""
    return f"{window.kind}{following}{month}, minggu {window.week}{part}"


def _filled(**values: object) -> Document:
    return {key: value for key, value in values.items() if value not in ("", None, [], {}, False)}


def _reading(reading: Reading) -> Document:
    return _filled(**reading.marks, question=list(reading.questions))


def _identity(identity: Identity) -> Document:
    written = {key: _plain(getattr(identity, key)) for key in IDENTITY_KEYS if key != "reading"}
    return _filled(**written, reading=_reading(identity.reading))


def _plain(value: str | date | tuple[str, ...] | None) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _performer(performer: Performer) -> Document:
    return _filled(
        title=performer.title,
        per="unit" if performer.per_unit else None,
        team=performer.team,
        unit_kinds=list(performer.unit_kinds),
    )


def _step(step: Step) -> Document:
    rows = Rows((), late="." in step.key)
    return _filled(
        no=rows.written(step.key),
        activity=step.activity,
        performer=list(step.performers),
        work=list(step.work),
        mode=None if step.mode == "one" else step.mode,
        decider=step.decider,
        requires=list(step.requires),
        time=step.time.raw if step.time else None,
        window=step.window_text,
        output=list(step.output),
        note=step.note,
        papers=list(step.papers),
        exits={e.name: END if e.to is None else rows.written(e.to) for e in step.exits},
        returns=[rows.written(key) for key in step.returns],
        involved=dict(step.involved),
        per="unit" if step.per_unit else None,
        by_unit=dict(step.by_unit),
        passed_by=list(step.passed_by),
        branch=step.branch,
        late=_late(step.late) if step.late else None,
        reading=_reading(step.reading),
    )


def _late(late: Late) -> Mapping[str, object]:
    return {
        "until": write_window(late.until),
        "paper": late.paper,
        "back_to": int(late.back_to),
        "steps": [_step(step) for step in late.steps],
    }
