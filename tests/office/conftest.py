"""What the office's tests share."""

from datetime import date
from typing import Any

import pytest
from tests.office.pages import at
from tests.office.scene import ASKED, NOW, SINCE, SOP, TODAY, Scene, build
from tests.remembered import remembered

from himpun.office.access import ACCESS
from himpun.office.models import (
    Assignment,
    RamadanRange,
    Role,
)
from himpun.office.services import (
    add_holiday,
    add_member,
    add_team,
    set_stand_in,
)

HERE = {"administrator", "member"}


@pytest.fixture
def scene(db: None) -> Scene:
    return remembered("office", build)


@pytest.fixture
def addresses(scene: Scene) -> dict[str, str]:
    """An address of every page, for something that the first agency has."""
    team = add_team(agency=scene.agency, code="sakip", name="Tim SAKIP", **ASKED)
    member = add_member(team=team, person=scene.staff, from_on=SINCE, **ASKED)
    stand_in = set_stand_in(
        holding=scene.kasubag_holding,
        person=scene.kabid,
        from_on=TODAY,
        until_on=date(2026, 3, 9),
        reason="Cuti",
        **ASKED,
    )
    words: dict[str, Any] = {"name": "Hari Jadi", "decree": "SK"}
    local = add_holiday(agency=scene.agency, on=date(2026, 4, 15), kind="lokal", **words, **ASKED)
    national = add_holiday(agency=None, on=date(2026, 8, 17), kind="nasional", **words, **ASKED)
    ramadan = RamadanRange.objects.create(first_on=date(2026, 2, 18), last_on=date(2026, 3, 19))
    last: dict[str, tuple[object, ...]] = {
        "unit": ("jalan",),
        "unit_move": ("jalan",),
        "unit_close": ("jalan",),
        "unit_hours": ("jalan",),
        "post": ("kabid",),
        "post_close": ("kabid",),
        "post_change": ("kabid",),
        "appoint": ("kabid",),
        "holding_end": (scene.kasubag_holding.pk,),
        "stand_in": (scene.kasubag_holding.pk,),
        "stand_in_end": (stand_in.pk,),
        "me_stand_in_end": (stand_in.pk,),
        "person": ("staf",),
        "person_password": ("staf",),
        "person_mfa": ("staf",),
        "person_account": ("staf",),
        "team": ("sakip",),
        "team_close": ("sakip",),
        "member_end": (member.pk,),
        "performer": (SOP, "kabid"),
        "assignment_end": (Assignment.objects.get(performer="kabid").pk,),
        "role_revoke": (Role.objects.get(person=scene.colleague).pk,),
        "holiday": (local.pk,),
        "national_holiday": (national.pk,),
        "ramadan": (ramadan.pk,),
    }
    names = [name.removeprefix("office:") for name in ACCESS]
    here = {name for name in names if ACCESS[f"office:{name}"] in HERE}
    return {
        name: at(name, *((scene.agency.code,) if name in here else ()), *last.get(name, ()))
        for name in names
    }


@pytest.fixture
def frozen_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
