"""``himpun rehearse``: what it prints, and how it ends."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db(transaction=True)


def printed(*words: str) -> str:
    out = StringIO()
    call_command("rehearse", *words, stdout=out)
    return out.getvalue()


def test_it_prints_each_event_with_step_unit_performer_time_due_and_standard() -> None:
    shown = json.loads(printed("sumbar-bmcktr", "--units", "2", "--start", "2026-09-14", "--json"))
    assert shown["finished"] is True
    assert shown["folds"] is True
    opened = next(e for e in shown["events"] if e["event"] == "StepOpened" and e["step"] == "6")
    assert opened["unit"] == "bidang-1"
    assert opened["performer"] == "Bidang"
    assert opened["standard"] == "5 hari"
    assert opened["due"] > opened["time"]
    assert shown["events"][-1]["event"] == "RunFinished"


def test_it_leaves_the_installation_as_it_was() -> None:
    from himpun.office.queries import Agency

    before = Agency.objects.count()
    printed("balangan-dpuprperkim", "--start", "2026-09-14")
    assert Agency.objects.count() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no-such-sop"], "no-such-sop"),
        (["sumbar-bmcktr", "--start", "2026-13-40"], "2026-13-40"),
        (["sumbar-bmcktr", "--units", "0"], "--units"),
        (["sumbar-bmcktr", "--return", "99"], "99"),
        (["sumbar-bmcktr", "--return", "1"], "step 1 cannot send back"),
        (["sumbar-bmcktr", "--late", "bidang-77"], "bidang-77"),
        (["sumbar-bmcktr", "--period", "kemarin"], "kemarin"),
        (["sumbar-bmcktr", "--start", "2049-01-04"], "2049"),
        (["sumbar-bmcktr", "--start", "0001-01-01"], "--start .*: no period is in"),
        (["sumbar-bmcktr", "--start", "0001-01-01", "--period", "2026-TW1"], "no period is in"),
        (["sumbar-bmcktr", "--start", "9999-12-31"], "--start .*: no period is in"),
    ],
)
def test_it_says_what_is_wrong_with_a_wish(words: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as refused:
        printed(*words)
    assert refused.value.returncode in (1, 2)
