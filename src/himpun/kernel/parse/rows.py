"""The rows of the paper: each table of the document becomes a Step."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar, cast, get_args

from himpun.kernel.definition import WORKS, Exit, Late, Mode, Part, Performer, Reading, Step
from himpun.kernel.parse.fields import Fields, Mistake, Table, is_number
from himpun.kernel.parse.references import END, Rows
from himpun.kernel.worktime import parse_duration, parse_window

T = TypeVar("T")
Performers = Mapping[str, Performer]

MARKS = ("stated", "reasoned", "implied", "unsure")
MODES = get_args(Mode)
PARTS = get_args(Part)

LATE_ROW_KEYS = (
    "no", "activity", "performer", "work", "mode", "decider", "requires", "time", "window",
    "output", "note", "papers", "exits", "returns", "involved", "reading",
)  # fmt: skip
ROW_KEYS = (*LATE_ROW_KEYS, "per", "by_unit", "passed_by", "branch", "late")
LATE_KEYS = ("until", "paper", "back_to", "step", "steps")
BRANCH = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


def read_rows(top: Fields, performers: Performers) -> tuple[Step, ...]:
    """The numbered rows, in their order. Refuses numbers that repeat or fall."""
    tables = top.rows("step", "steps")
    rows = Rows({str(table["no"]) for table in tables if is_number(table.get("no"))})
    steps = []
    last = 0
    for i, table in enumerate(tables, start=1):
        fields = _fields_of(table, i, top.mistakes, ROW_KEYS)
        no = fields.number("no")
        if no and no <= last:
            fields.note("no", f"Nomor harus naik; langkah sebelumnya bernomor {last}.")
        last = max(last, no)
        steps.append(_row(fields, str(no), performers, rows))
    return tuple(steps)


def read_reading(fields: Fields, known: tuple[str, ...]) -> Reading:
    """How sure each named field is, and the questions. A field that is unsure needs a question."""
    if not fields.has("reading"):
        return Reading()
    inner = fields.inner("reading", (*known, "question"))
    marks = {key: inner.one_of(key, MARKS) for key in inner.table if key in known}
    questions = inner.texts("question")
    if "unsure" in marks.values() and not questions:
        inner.note("question", "Isi yang belum pasti harus disertai pertanyaan.")
    return Reading(marks, questions)


def _fields_of(
    table: Table, position: int, mistakes: list[Mistake], known: tuple[str, ...]
) -> Fields:
    no = table.get("no")
    named = is_number(no) or (isinstance(no, str) and no.isprintable())
    place = f"step no {no}" if named else f"step urutan {position}"
    return Fields(table, f"{place} · ", mistakes, known)


def _row(fields: Fields, key: str, performers: Performers, rows: Rows) -> Step:
    acting = _known_performers(fields, performers)
    mode = cast(Mode, fields.one_of("mode", MODES) or "one")
    per_unit = fields.one_of("per", ("unit",)) == "unit"
    if mode != "joint" and not rows.late:
        per_unit = per_unit or any(performers[p].per_unit for p in acting if p in performers)
    return Step(
        key=key,
        activity=fields.text("activity", required=True),
        performers=acting,
        work=_work(fields),
        mode=mode,
        decider=_known_performer(fields, "decider", performers),
        requires=fields.texts("requires"),
        time=_read_by(fields, "time", parse_duration),
        output=fields.texts("output"),
        window=_read_by(fields, "window", parse_window),
        window_text=fields.text("window"),
        note=fields.text("note"),
        papers=_papers(fields),
        exits=_exits(fields, rows),
        returns=_returns(fields, rows),
        involved=_involved(fields, performers),
        per_unit=per_unit,
        by_unit=_by_unit(fields, performers),
        passed_by=fields.texts("passed_by"),
        late=_late(fields, key, performers, rows),
        branch=_branch(fields),
        reading=read_reading(fields, ROW_KEYS),
    )


def _known_performers(fields: Fields, performers: Performers) -> tuple[str, ...]:
    named = fields.texts("performer", required=True)
    for performer in named:
        if performer:
            _is_performer(fields, "performer", performer, performers)
    return named


def _known_performer(fields: Fields, key: str, performers: Performers) -> str | None:
    named = fields.text(key)
    if fields.has(key):
        _is_performer(fields, key, named, performers)
    return named or None


def _is_performer(fields: Fields, place: str, named: str, performers: Performers) -> bool:
    if not performers:  # said once, where they should stand
        return False
    if named in performers:
        return True
    fields.note(place, f"Pelaksana “{named}” tidak ada. Yang ada: {', '.join(performers)}.")
    return False


def _work(fields: Fields) -> tuple[str, ...]:
    works = fields.texts("work", required=True)
    for work in works:
        if work:
            fields.is_one_of("work", work, WORKS)
    return works


def _papers(fields: Fields) -> tuple[str, ...]:
    papers = fields.texts("papers")
    for paper in papers:
        if paper:
            fields.is_slug("papers", paper)
    return papers


def _read_by(fields: Fields, key: str, reader: Callable[[str], T]) -> T | None:
    text = fields.text(key)
    if not text:
        if fields.has(key) and isinstance(fields.table[key], str):
            fields.note(key, "Tidak boleh kosong.")
        return None
    try:
        return reader(text)
    except ValueError as wrong:
        fields.note(key, str(wrong))
        return None


def _exits(fields: Fields, rows: Rows) -> tuple[Exit, ...]:
    inner = fields.named("exits")
    return tuple(
        Exit(name, None if value == END else rows.find(inner, name, value))
        for name, value in inner.table.items()
    )


def _returns(fields: Fields, rows: Rows) -> tuple[str, ...]:
    value = fields.table.get("returns", [])
    if not isinstance(value, list | tuple):
        fields.note("returns", "Harus berupa daftar langkah.")
        return ()
    found = [rows.find(fields, f"returns[{i}]", item) for i, item in enumerate(value, start=1)]
    keys = tuple(key for key in found if key is not None)
    if len(set(keys)) < len(keys):
        fields.note("returns", "Ada langkah yang tertulis lebih dari sekali.")
    return keys


def _involved(fields: Fields, performers: Performers) -> dict[str, Part]:
    inner = fields.named("involved")
    for name in inner.table:
        _is_performer(inner, name, name, performers)
    return {name: cast(Part, inner.one_of(name, PARTS)) for name in inner.table}


def _by_unit(fields: Fields, performers: Performers) -> dict[str, str]:
    inner = fields.named("by_unit")
    chosen = {kind: inner.text(kind, required=True) for kind in inner.table}
    for kind, performer in chosen.items():
        if performer:
            _is_performer(inner, kind, performer, performers)
    return chosen


def _branch(fields: Fields) -> str | None:
    branch = fields.text("branch")
    if fields.has("branch") and not BRANCH.fullmatch(branch):
        fields.note("branch", "Harus berbentuk “kelompok/cabang”, dengan huruf kecil.")
    return branch or None


def _late(fields: Fields, key: str, performers: Performers, rows: Rows) -> Late | None:
    if not fields.has("late"):
        return None
    late = fields.inner("late", LATE_KEYS)
    until = _read_by(late, "until", parse_window)
    if not late.has("until"):
        late.note("until", "Belum diisi.")
    paper = late.slug("paper", required=True)
    back_to = rows.find(late, "back_to", late.table.get("back_to"))
    steps = _late_rows(late, key, performers)
    return Late(until, paper, back_to, steps) if until and back_to else None


def _late_rows(late: Fields, key: str, performers: Performers) -> tuple[Step, ...]:
    tables = late.rows("step", "steps")
    wanted = {f"{key}.{i}" for i in range(1, len(tables) + 1)}
    rows = Rows(wanted, late=True)
    steps = []
    for i, table in enumerate(tables, start=1):
        fields = _fields_of(table, i, late.mistakes, LATE_ROW_KEYS)
        if table.get("no") != f"{key}.{i}":
            fields.note("no", f"Harus teks “{key}.{i}”.")
        steps.append(_row(fields, f"{key}.{i}", performers, rows))
    return tuple(steps)
