"""Writing the analysis of a recap."""

from typing import Any

import pytest
from tests.performance.scene import Scene

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Analysis
from himpun.performance.queries.recap import live_recap, run_of_recap
from himpun.performance.services import write_analysis
from himpun.runs.models import Run


def put(scene: Scene, text: str = "Cuaca baik.", revision: int = 0, **other: Any) -> Analysis:
    given = {"run_id": scene.run_id, "by": scene.kasubag, "now": scene.now, **other}
    return write_analysis(text=text, revision=revision, **given)


def test_it_is_printed_in_the_recap_at_its_place(filled: Scene) -> None:
    put(filled, "Secara keseluruhan baik.")
    put(filled, "Sasaran tercapai.", objective="S1")
    put(filled, "Rambu terpasang\r\ntepat waktu.", indicator="LL01")
    body = live_recap(run_of_recap(filled.kasubag, filled.run_id, filled.now), filled.now)
    assert body is not None
    assert body["analysis"] == "Secara keseluruhan baik."
    assert body["objectives"][0]["analysis"] == "Sasaran tercapai."
    assert body["indicators"][0]["analysis"] == "Rambu terpasang\ntepat waktu."
    assert JournalRow.objects.filter(action="AnalysisWritten").count() == 3


def test_a_colleague_writes_on_where_one_stopped(filled: Scene) -> None:
    assert put(filled).revision == 1
    row = put(filled, "Cuaca baik sepanjang triwulan.", 1, by=filled.verifier)
    assert (row.revision, row.by) == (2, filled.verifier)


@pytest.mark.parametrize("place", [{}, {"objective": "S1"}, {"indicator": "LL01"}])
def test_a_stale_text_is_refused_and_nothing_is_lost(filled: Scene, place: dict[str, Any]) -> None:
    put(filled, **place)
    for stale in (0, 2):
        with pytest.raises(Refused, match="lebih dahulu menulis"):
            put(filled, "Yang lain.", stale, by=filled.verifier, **place)
    assert Analysis.objects.get().text == "Cuaca baik."


@pytest.mark.parametrize(
    "place",
    [{"objective": "S9"}, {"indicator": "XX01"}, {"objective": "S1", "indicator": "LL01"}],
)
def test_it_refuses_a_place_that_is_not_in_the_recap(filled: Scene, place: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="tidak ada dalam rekapitulasi"):
        put(filled, **place)


def test_it_refuses_more_than_a_recap_prints(filled: Scene) -> None:
    with pytest.raises(Refused, match=r"20\.000"):
        put(filled, "a" * 20_001)
    put(filled, "a" * 20_000)


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_it_refuses_who_takes_no_part(filled: Scene, who: str) -> None:
    with pytest.raises(Refused):
        put(filled, by=getattr(filled, who)())
    assert not Analysis.objects.exists()


def test_it_refuses_a_cancelled_run(filled: Scene) -> None:
    Run.objects.filter(pk=filled.run_id).update(state="cancelled")
    with pytest.raises(Refused, match="dibatalkan"):
        put(filled)
