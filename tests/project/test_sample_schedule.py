"""The sample's start rules."""

import pytest
from django.test import override_settings
from tests.project.moments import NOW
from tests.runs.scene import wib

from himpun.project import sample
from himpun.runs.models import Run
from himpun.schedule.jobs import start_due
from himpun.schedule.models import Start, StartRule


@pytest.mark.usefixtures("sampled", "db")
def test_every_sop_has_a_rule_and_starts_by_it_unless_a_letter_begins_it() -> None:
    with override_settings(HIMPUN_SAMPLE=True):
        sample.load_schedule(now=NOW)
        sample.load_schedule(now=NOW)
    rules = dict(StartRule.objects.values_list("sop_key", "active"))
    assert rules == {
        "balangan-dpuprperkim": True,
        "pangkalpinang-dpupr": False,
        "pematangsiantar-dpmptsp": True,
        "pesisir-selatan-dishub": True,
        "sumbar-bmcktr": True,
    }
    # The sample has runs of the last quarter of 2026 under way; the next one is the rule's.
    for at in (wib(2026, 12, 15, 9), wib(2027, 1, 7, 9), wib(2027, 3, 17, 9), wib(2027, 4, 8, 9)):
        start_due(at)
    made = Start.objects.values_list("rule__sop_key", "period", "state")
    active = [key for key, on in rules.items() if on]
    assert sorted(made) == sorted(
        (key, period, state)
        for key in active
        for period, state in (("2026-TW4", "by hand"), ("2027-TW1", "started"))
    )
    assert Run.objects.filter(period="2027-TW1", started_by=None).count() == len(active)
