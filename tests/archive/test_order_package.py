"""A closed run is sealed once; again only after something was corrected, with a reason."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.archive.closed import LATER, Closed, closed_run, sealed

from himpun.archive.models import Package
from himpun.archive.services import order_package
from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.runs.queries.package import closed_run as told_of

pytestmark = pytest.mark.django_db


def order(closed: Closed, reason: str = "", state: str = "finished") -> Package:
    run = told_of(closed.run)
    assert run is not None
    return order_package(
        agency=closed.agency, run=replace(run, state=state), by=closed.steward,
        capacity="Kasubag", now=LATER, reason=reason,
    )  # fmt: skip


def corrected(closed: Closed) -> None:
    write(
        agency=closed.agency, by=closed.steward, now=LATER, action="AnalysisWritten",
        subject=f"run/{closed.run.pk}",
    )  # fmt: skip


def test_it_waits_for_the_worker_and_stands_in_the_journal() -> None:
    closed = closed_run()
    package = order(closed)
    assert (package.state, package.no, package.run) == ("ordered", 1, str(closed.run.pk))
    row = JournalRow.objects.get(action="PackageOrdered")
    assert (row.actor, row.capacity) == (closed.steward, "Kasubag")
    assert row.body == {"run": closed.run.pk, "no": 1, "reason": ""}


@pytest.mark.parametrize("state", ["running", "suspended"])
def test_it_refuses_a_run_that_is_open(state: str) -> None:
    with pytest.raises(Refused, match="sudah selesai atau dibatalkan"):
        order(closed_run(), state=state)
    assert not Package.objects.exists()


def test_it_refuses_a_second_one_while_the_first_is_made() -> None:
    closed = closed_run()
    order(closed)
    with pytest.raises(Refused, match="sedang dibuat"):
        order(closed)
    assert Package.objects.count() == 1


def test_it_refuses_a_second_one_where_nothing_was_corrected() -> None:
    closed = closed_run()
    sealed(closed)
    with pytest.raises(Refused, match="tidak ada koreksi"):
        order(closed, reason="Ingin lagi")


def test_after_a_correction_it_wants_a_reason_and_names_the_earlier_one() -> None:
    closed = closed_run()
    first = sealed(closed)
    corrected(closed)
    with pytest.raises(Refused, match="memerlukan alasan"):
        order(closed, reason="  ")
    second = sealed(closed, LATER + timedelta(days=1), reason="Koreksi nilai bidang 1")
    assert (second.no, second.earlier, second.state) == (2, first, "sealed")
    assert first.file is not None
    assert second.about["earlier"] == {"no": 1, "sha256": first.file.sha256}
    assert second.about["reason"] == "Koreksi nilai bidang 1"


def test_one_that_failed_does_not_stand_in_the_way() -> None:
    closed = closed_run()
    first = order(closed)
    Package.objects.filter(pk=first.pk).update(state="failed", failure="Berkas hilang.")
    assert order(closed).no == 1
