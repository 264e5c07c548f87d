"""The sample's archive: something to look up, something to destroy, marked as a sample."""

import pytest
from tests.project.moments import NOW

from himpun.archive.models import Record, Schedule
from himpun.archive.queries.disposal import due_records
from himpun.archive.queries.proof import verify_records
from himpun.office import queries as office
from himpun.project import sample

pytestmark = pytest.mark.usefixtures("sampled", "db")


def test_each_agency_has_a_sample_schedule_and_records_that_are_due() -> None:
    sample.load_archive(now=NOW)
    for agency in office.all_agencies():
        assert Schedule.objects.get(agency=agency).sample
        assert due_records(agency, NOW.date()).count() == 3
        assert list(verify_records(agency)) == []


def test_a_second_call_keeps_what_is_there() -> None:
    sample.load_archive(now=NOW)
    before = Record.objects.count()
    assert sample.load_archive(now=NOW) == 0
    assert Record.objects.count() == before
