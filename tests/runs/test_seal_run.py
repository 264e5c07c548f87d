"""Whoever stewards an SOP has its closed runs sealed."""

import pytest
from tests.archive.closed import LATER, START, closed_run
from tests.runs.scene import Scene

from himpun.archive.models import Package
from himpun.archive.services import seal_next_package
from himpun.office import services as office
from himpun.office.models import Agency, Person
from himpun.office.rules import Refused
from himpun.runs.services import cancel_run, seal_run

pytestmark = pytest.mark.django_db


def test_a_steward_may() -> None:
    closed = closed_run()
    package = seal_run(run_id=closed.run.pk, by=closed.steward, now=LATER)
    assert package.title.startswith(closed.run.sop.name)
    assert package.ordered_as == "Kepala Dinas"


def person(home: Agency, name: str, role: str = "") -> Person:
    found = office.add_person(
        agency=home, name=name, username=name.lower().replace(" ", "."), password=None, by=None,
        now=START,
    )  # fmt: skip
    if role:
        office.grant_role(
            person=found, kind=role, agency=home, from_on=START.date(), by=None, now=START
        )
    return found


def test_an_operator_of_the_agency_may() -> None:
    closed = closed_run()
    operator = person(closed.agency, "Operator", "operator")
    assert seal_run(run_id=closed.run.pk, by=operator, now=LATER).ordered_by == operator


def test_a_colleague_who_only_looks_on_may_not() -> None:
    closed = closed_run()
    reader = person(closed.agency, "Pembaca", "reader")
    with pytest.raises(Refused, match="pengelola SOP ini, operator, atau administrator"):
        seal_run(run_id=closed.run.pk, by=reader, now=LATER)
    assert not Package.objects.exists()


def test_to_somebody_of_another_agency_there_is_no_such_run() -> None:
    closed = closed_run()
    other = office.add_agency(
        code="lain", name="Dinas Lain", region="Kabupaten", zone="WIB", by=None, now=START
    )
    stranger = person(other, "Operator Lain", "operator")
    with pytest.raises(Refused, match="tidak ada"):
        seal_run(run_id=closed.run.pk, by=stranger, now=LATER)


def test_it_refuses_a_run_that_is_still_open(running: Scene) -> None:
    operator = running.person("operator")
    with pytest.raises(Refused, match="belum selesai"):
        seal_run(run_id=running.run_id, by=operator, now=running.now)


def test_a_cancelled_run_can_be_sealed(running: Scene) -> None:
    operator = running.person("operator")
    cancel_run(run_id=running.run_id, reason="Salah periode", by=operator, now=running.now)
    package = seal_run(run_id=running.run_id, by=operator, now=running.now)
    assert package.about["run"]["state"] == "cancelled"
    assert seal_next_package(clock=lambda: running.now)
    package.refresh_from_db()
    assert (package.state, package.failure) == ("sealed", "")
