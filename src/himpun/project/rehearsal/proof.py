"""Whether the frozen recaps of a run can be made again from their rows, bit for bit."""

from __future__ import annotations

from datetime import datetime

from himpun.office.queries import Person
from himpun.performance.queries.recap import (
    RunRow,
    differs_from_frozen,
    revisions_of,
    run_of_recap,
    stamp_of,
)
from himpun.performance.queries.recap.workbook import recap_workbook
from himpun.performance.rules.recap import body_text, fingerprint_of, read_body, show


def files_of(run_id: int, by: Person, now: datetime) -> dict[int, bytes]:
    """The workbook of every frozen revision, made from its row."""
    run = _run(run_id, by, now)
    return {
        row.no: recap_workbook(show(read_body(row.body)), stamp_of(row, run))
        for row in revisions_of(run)
    }


def why_not_reproduced(
    run_id: int, before: dict[int, bytes], by: Person, now: datetime
) -> str | None:
    """What of the frozen recaps cannot be made again; None if all can. ``before`` are the files as
    they were made before later changes."""
    run = _run(run_id, by, now)
    rows = list(revisions_of(run))
    if len(rows) < 2:
        return f"{len(rows)} frozen recaps; the approval and the correction make one each"
    for row in rows:
        text = body_text(read_body(row.body))
        if text != row.body or fingerprint_of(text) != row.sha256:
            return f"revision {row.no} reads differently from what was frozen"
    after = files_of(run_id, by, now)
    if changed := [no for no, file in before.items() if after.get(no) != file]:
        return f"the file of revision {changed[0]} is another one now"
    if differs_from_frozen(run, now):
        return "the data say something else than the last frozen revision"
    return None


def _run(run_id: int, by: Person, now: datetime) -> RunRow:
    run = run_of_recap(by, run_id, now)
    assert run is not None
    return run
