"""Somebody asks whether a sealed package is still whole."""

import pytest
from tests.archive.closed import LATER, closed_run, sealed

from himpun.archive.models import Package
from himpun.archive.services import ask_check
from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.runs.services import seal_run

pytestmark = pytest.mark.django_db


def test_it_is_asked_once_however_often() -> None:
    closed = closed_run()
    package = sealed(closed)
    for _ in range(2):
        ask_check(package=package, by=closed.steward, now=LATER)
    package.refresh_from_db()
    assert package.check_asked_at == LATER
    assert JournalRow.objects.filter(action="PackageCheckAsked").count() == 1


def test_it_refuses_one_that_is_not_sealed() -> None:
    closed = closed_run()
    package = seal_run(run_id=closed.run.pk, by=closed.steward, now=LATER)
    with pytest.raises(Refused, match="belum disegel"):
        ask_check(package=package, by=closed.steward, now=LATER)
    assert not Package.objects.exclude(check_asked_at=None).exists()
