"""Each of the five SOPs runs with figures: typed, pasted, uploaded, sent back, corrected."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.project.test_rehearsal import SOPS

from himpun.kernel.worktime import WIB
from himpun.performance.models import Approval, Correction, Form, Recap, Value, ValueChange
from himpun.project.rehearsal import Plan, Rehearsal, build_stage, rehearse
from himpun.project.rehearsal.proof import files_of, why_not_reproduced
from himpun.runs.models import Run

START = datetime(2026, 9, 14, 8, 0, tzinfo=WIB)
UNITS, EACH = 5, 5


def rehearsed(sop_id: str) -> Rehearsal:
    sop = SOPS[sop_id]
    stage = build_stage(sop=sop, units=UNITS, now=START)
    return rehearse(stage, Plan("2026-TW3", START, indicators=EACH))


@pytest.mark.django_db
@pytest.mark.parametrize("sop_id", SOPS)
def test_an_sop_collects_checks_approves_and_corrects_every_value(sop_id: str) -> None:
    seen = rehearsed(sop_id)
    assert (seen.finished, seen.folds, seen.wrong) == (True, True, "")
    assert seen.figures["ValuesTyped"] == 2 * EACH + 2
    assert seen.figures["ValuesPasted"] == 2 * EACH
    assert seen.figures["ValuesUploaded"] == EACH
    assert [line.kind for line in seen.lines][-2:] == ["CorrectionApproved", "RecapReproduced"]
    values = Value.objects.all()
    assert values.count() == UNITS * EACH
    assert not values.filter(returned__gt="").exists()
    sources = set(ValueChange.objects.values_list("source", flat=True))
    assert sources == {"grid", "paste", "workbook", "return", "correction"}
    assert Form.objects.exclude(complete_at=None).count() == UNITS
    approved = Approval.objects.filter(level="approved", dropped_at=None)
    assert approved.count() == UNITS * EACH
    for word in approved.select_related("value"):
        assert word.by_id != word.value.changed_by_id
    assert Correction.objects.get().state == "approved"
    assert list(Recap.objects.order_by("no").values_list("no", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_a_recap_that_cannot_be_made_again_is_found_out() -> None:
    seen = rehearsed("pematangsiantar-dpmptsp")
    reader, now = Run.objects.get().started_by, START + timedelta(days=60)
    assert reader is not None
    before = files_of(seen.run_id, reader, now)
    assert why_not_reproduced(seen.run_id, before, reader, now) is None
    other = {**before, 1: before[1] + b"x"}
    assert "revision 1" in (why_not_reproduced(seen.run_id, other, reader, now) or "")
    Value.objects.filter(indicator__code="1.02").update(realisation="7")
    assert "the data say" in (why_not_reproduced(seen.run_id, before, reader, now) or "")
    first = Recap.objects.get(no=1)
    Recap.objects.filter(pk=first.pk).update(sha256="0" * 64)
    assert "revision 1" in (why_not_reproduced(seen.run_id, before, reader, now) or "")


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_what_became_of_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("balangan-dpuprperkim", "--data", "--units", "3", "--indicators", "5")
    out = StringIO()
    call_command("rehearse", *words, "--start", "2026-09-14", stdout=out)
    assert "ValuesPasted" in out.getvalue()
    assert "every frozen recap is reproduced bit for bit" in out.getvalue().splitlines()[-1]
    monkeypatch.setattr(
        "himpun.project.rehearsal.drive.why_not_reproduced", lambda *_: "revision 1"
    )
    with pytest.raises(CommandError, match="went as it should: revision 1"):
        call_command("rehearse", *words, "--start", "2026-09-14", stdout=out)


@pytest.mark.django_db(transaction=True)
def test_it_refuses_a_number_of_indicators_that_nobody_has() -> None:
    with pytest.raises(CommandError, match="--indicators"):
        call_command("rehearse", "sumbar-bmcktr", "--data", "--indicators", "0")
