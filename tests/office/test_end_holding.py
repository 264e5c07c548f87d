"""The last day of a holder."""

from datetime import date, timedelta

import pytest
from tests.office.scene import NOW, SINCE, TODAY, Scene

from himpun.office.models import Holding
from himpun.office.rules import Refused
from himpun.office.services import end_holding


def test_the_row_stays_with_its_last_day(scene: Scene) -> None:
    end_holding(holding=scene.kasubag_holding, until_on=TODAY, by=scene.colleague, now=NOW)
    row = Holding.objects.get(pk=scene.kasubag_holding.pk)
    assert (row.from_on, row.until_on, row.cancelled_at) == (SINCE, TODAY, None)
    assert scene.last().body["until_on"] == "2026-03-02"


def test_an_end_before_the_beginning_says_that_the_row_was_an_error(scene: Scene) -> None:
    end_holding(
        holding=scene.kasubag_holding, until_on=SINCE - timedelta(1), by=scene.admin, now=NOW
    )
    row = Holding.objects.get(pk=scene.kasubag_holding.pk)
    assert (row.until_on, row.cancelled_at) == (None, NOW)
    assert scene.last().body["cancelled"] is True


def test_it_refuses_to_lengthen_to_end_twice_and_outsiders(scene: Scene) -> None:
    holding = scene.kasubag_holding
    with pytest.raises(Refused, match="Hanya administrator"):
        end_holding(holding=holding, until_on=TODAY, by=scene.outsider, now=NOW)
    end_holding(holding=holding, until_on=TODAY, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="sudah berakhir pada 2 Maret 2026"):
        end_holding(holding=holding, until_on=date(2026, 3, 3), by=scene.admin, now=NOW)
    end_holding(holding=holding, until_on=date(2020, 1, 1), by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        end_holding(holding=holding, until_on=TODAY, by=scene.admin, now=NOW)
