"""The holder is back."""

from datetime import date

import pytest
from tests.office.scene import NOW, SOP, TODAY, Scene

from himpun.office.queries import actor_for
from himpun.office.rules import Refused
from himpun.office.services import end_stand_in, set_stand_in


def test_it_ends_early_is_cancelled_before_its_first_day_and_never_erased(scene: Scene) -> None:
    row = set_stand_in(
        holding=scene.kasubag_holding,
        person=scene.staff,
        from_on=TODAY,
        until_on=date(2026, 3, 20),
        reason="Dinas luar",
        by=scene.kasubag,
        now=NOW,
    )
    with pytest.raises(Refused, match="Hanya administrator"):
        end_stand_in(stand_in=row, until_on=TODAY, by=scene.staff, now=NOW)
    end_stand_in(stand_in=row, until_on=date(2026, 3, 4), by=scene.kasubag, now=NOW)
    assert not actor_for(scene.staff, scene.agency, SOP, date(2026, 3, 5)).mandates
    assert actor_for(scene.staff, scene.agency, SOP, date(2026, 3, 4)).mandates
    with pytest.raises(Refused, match="sudah berakhir"):
        end_stand_in(stand_in=row, until_on=date(2026, 3, 5), by=scene.kasubag, now=NOW)
    end_stand_in(stand_in=row, until_on=date(2026, 3, 1), by=scene.colleague, now=NOW)
    assert row.cancelled_at == NOW
    assert not actor_for(scene.staff, scene.agency, SOP, TODAY).mandates
    with pytest.raises(Refused, match="sudah dibatalkan"):
        end_stand_in(stand_in=row, until_on=TODAY, by=scene.admin, now=NOW)
