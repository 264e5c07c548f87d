"""A step that all its performers must do: each one's part is kept, and the last one ends it."""

from datetime import datetime, timedelta

import pytest

from himpun.kernel.duty import Duty
from himpun.kernel.messages import Rejected
from himpun.kernel.parse import parse_text
from himpun.kernel.worktime import WIB
from himpun.project.rehearsal import Stage, build_stage
from himpun.runs import queries, services
from himpun.runs.models import Visit
from himpun.runs.queries.proof import verify_runs

NOW = datetime(2026, 9, 14, 8, tzinfo=WIB)
SOP = """
schema = 1
id = "dua-pihak"
version = 1
name = "Pemeriksaan Bersama"
agency = "Dinas Contoh"

[performers.kasubag]
title = "Kasubag Perencanaan"
[performers.kabid]
title = "Kepala Bidang"
[performers.staf]
title = "Staf"

[[step]]
no = 1
activity = "Memeriksa rekapitulasi bersama-sama"
performer = ["kasubag", "kabid"]
mode = "all"
work = ["review"]
time = "1 hari"
output = ["Rekapitulasi"]

[[step]]
no = 2
activity = "Mengarsipkan rekapitulasi"
performer = ["staf"]
work = ["archive"]
time = "10 menit"
output = ["Arsip"]
"""


@pytest.fixture
def stage(db: None) -> Stage:
    return build_stage(sop=parse_text(SOP), units=1, now=NOW)


def started(stage: Stage) -> int:
    return services.start_run(
        agency=stage.agency, sop_pk=stage.sop_pk, period="2026", units=[],
        by=stage.holders[Duty("kasubag", "")], now=NOW,
    )  # fmt: skip


def act(stage: Stage, run_id: int, performer: str, note: str) -> None:
    visit = next(queries.stored_state(run_id).open_visits())
    services.complete_step(
        run_id=run_id, visit=visit.id, exit="lanjut", by=stage.holders[Duty(performer, "")],
        now=NOW + timedelta(hours=1), content={"review": {"note": note}},
    )  # fmt: skip


def test_the_step_waits_for_the_other_and_keeps_what_each_filled_in(stage: Stage) -> None:
    run_id = started(stage)
    act(stage, run_id, "kasubag", "Sudah cocok dengan PK")
    assert [v.node for v in queries.stored_state(run_id).open_visits()] == ["1"]
    act(stage, run_id, "kabid", "Angka bidang benar")
    assert [v.node for v in queries.stored_state(run_id).open_visits()] == ["2"]
    content = Visit.objects.get(run_id=run_id, node="1").content
    assert content["parts"]["kasubag"] == {"review": {"note": "Sudah cocok dengan PK"}}
    assert content["parts"]["kabid"] == {"review": {"note": "Angka bidang benar"}}
    assert not list(verify_runs(stage.agency))


def test_nobody_does_their_part_twice(stage: Stage) -> None:
    run_id = started(stage)
    act(stage, run_id, "kasubag", "Sudah cocok")
    with pytest.raises(Rejected):
        act(stage, run_id, "kasubag", "Sekali lagi")


def test_a_part_that_is_changed_afterwards_is_named(stage: Stage) -> None:
    run_id = started(stage)
    act(stage, run_id, "kasubag", "Sudah cocok")
    visit = Visit.objects.get(run_id=run_id, node="1")
    visit.content["parts"]["kasubag"]["review"]["note"] = "Belum cocok"
    visit.save()
    assert [found.run_id for found in verify_runs(stage.agency)] == [run_id]
