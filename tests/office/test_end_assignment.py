"""A post is a performer no longer."""

from datetime import date

import pytest
from tests.office.scene import NOW, SOP, TODAY, Scene

from himpun.office.models import Assignment
from himpun.office.queries import holders_of
from himpun.office.rules import Refused
from himpun.office.services import end_assignment


def test_the_performer_has_nobody_after_its_last_day(scene: Scene) -> None:
    row = Assignment.objects.get(performer="kasubag")
    with pytest.raises(Refused, match="Hanya administrator"):
        end_assignment(assignment=row, until_on=TODAY, by=scene.outsider, now=NOW)
    end_assignment(assignment=row, until_on=TODAY, by=scene.colleague, now=NOW)
    assert len(holders_of(scene.agency, SOP, "kasubag", "", TODAY)) == 1
    assert holders_of(scene.agency, SOP, "kasubag", "", date(2026, 3, 3)) == []
    with pytest.raises(Refused, match="sudah berakhir"):
        end_assignment(assignment=row, until_on=date(2026, 3, 3), by=scene.admin, now=NOW)
    end_assignment(assignment=row, until_on=date(2020, 1, 1), by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        end_assignment(assignment=row, until_on=TODAY, by=scene.admin, now=NOW)
