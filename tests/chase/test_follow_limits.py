"""An SOP that writes its warning letter itself: chasing notes it and never doubles it."""

from tests.chase.records import keys, ledger, notices
from tests.runs.scene import Scene, wib

from himpun.chase.jobs import chase_due
from himpun.letters.models import Paper


def test_the_branch_of_the_sop_is_noted_once_for_each_unit_that_owes(owing: Scene) -> None:
    for node in ("8", "9"):
        owing.complete(node, "angkutan")
    owing.tell_time(wib(2026, 10, 12, 8))
    chase_due(wib(2026, 10, 12, 9))
    chase_due(wib(2026, 10, 13, 9))
    assert keys(owing, "angkutan") == []
    rows = [row for row in ledger(owing) if row.kind == "letter"]
    assert {row.unit for row in rows} == set(owing.units()) - {"angkutan"}
    assert len(rows) == len(owing.units()) - 1
    assert "langkah 10.1" in rows[0].result
    assert rows[0].meant_at == rows[0].run.scopes.get(unit=rows[0].unit, live=True,
                                                      side_of_no=None).limit_at  # fmt: skip
    assert not Paper.objects.filter(step="").exists()


def test_whoever_owes_is_told_that_the_limit_has_passed(owing: Scene) -> None:
    owing.tell_time(wib(2026, 10, 12, 8))
    (told,) = notices(owing, "kasi-angkutan", "warning")
    assert told.subject == "Batas akhir lewat: Bidang Angkutan"
    assert "Surat peringatan" in told.text


def test_the_ladder_stops_when_the_unit_hands_in(owing: Scene) -> None:
    owing.tell_time(wib(2026, 10, 12, 8))
    for node in ("8", "9"):
        owing.complete(node, "angkutan")
    before = len(ledger(owing, "angkutan"))
    for day in (13, 14, 15, 16):
        chase_due(wib(2026, 10, day, 9))
    assert len(ledger(owing, "angkutan")) == before
