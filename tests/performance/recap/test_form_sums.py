"""What each form keeps of its values, read for many agencies at once."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.scene import Scene

from himpun.performance.models import Form, Value
from himpun.performance.queries.region import region_of
from himpun.performance.queries.sums import sums_by_agency, sums_by_quarter, sums_by_run
from himpun.runs.models import Run


@pytest.fixture
def summed(filled: Scene) -> Scene:
    """Its forms as the step of the migration leaves them."""
    Form.objects.update(achieved=-1, counted=0)
    import_module("himpun.performance.migrations.0004_form_sums").sum_up(apps, None)
    return filled


def test_they_say_the_same_as_the_values_do(summed: Scene) -> None:
    (line,) = [
        line
        for line in region_of(summed.reader(), summed.today, 2026, 3).lines
        if line.agency == summed.agency
    ]
    found = sums_by_agency([summed.agency.pk, summed.other.pk], 2026, 3)
    assert found.keys() == {summed.agency.pk}
    sums = found[summed.agency.pk]
    assert (sums.forms, sums.complete, sums.late) == (line.units, line.complete, line.late)
    assert sums.achieved == line.achieved
    assert sums.achieved.counted
    assert sums_by_run([summed.run_id]) == {summed.run_id: sums}
    assert sums_by_quarter([summed.agency.pk], (2026, 3), (2026, 4)) == {(2026, 3): sums}


def test_a_cancelled_run_counts_for_nothing(summed: Scene) -> None:
    Run.objects.filter(pk=summed.run_id).update(state="cancelled")
    assert sums_by_agency([summed.agency.pk], 2026, 3) == {}
    assert (2026, 3) not in sums_by_quarter([summed.agency.pk], (2026, 1), (2026, 4))


def test_no_value_is_read(summed: Scene) -> None:
    with CaptureQueriesContext(connection) as asked:
        sums_by_agency([summed.agency.pk], 2026, 3)
        sums_by_run([summed.run_id])
        sums_by_quarter([summed.agency.pk], (2022, 1), (2026, 4))
    assert len(asked) == 5
    assert not any(Value._meta.db_table in question["sql"] for question in asked)
