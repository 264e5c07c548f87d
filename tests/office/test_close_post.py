"""The last day of a post."""

from datetime import timedelta
from typing import Any

import pytest
from tests.office.pages import at, send
from tests.office.scene import ASKED, NOW, SOP, TODAY, Scene

from himpun.office.models import Assignment, Holding
from himpun.office.queries import posts_of
from himpun.office.rules import Refused
from himpun.office.services import (
    appoint,
    assign_performer,
    close_post,
    close_unit,
    end_assignment,
    end_holding,
)

YESTERDAY = TODAY - timedelta(1)


def vacate(scene: Scene) -> None:
    """Nobody is head of roads after yesterday, and the post is no performer."""
    row = Assignment.objects.get(post=scene.kabid_post)
    end_assignment(assignment=row, until_on=YESTERDAY, **ASKED)
    held = Holding.objects.get(post=scene.kabid_post)
    end_holding(holding=held, until_on=YESTERDAY, **ASKED)


@pytest.mark.parametrize("who", ["admin", "colleague"])
def test_a_vacant_post_is_closed_and_its_past_holders_stay(scene: Scene, who: str) -> None:
    vacate(scene)
    close_post(post=scene.kabid_post, until_on=YESTERDAY, by=getattr(scene, who), now=NOW)
    assert scene.kabid_post not in posts_of(scene.agency, TODAY)
    assert Holding.objects.filter(post=scene.kabid_post).count() == 1
    assert scene.last().body == {"code": "kabid", "before": None, "after": "2026-03-01"}


def test_it_names_the_holder_then_the_task_that_go_on(scene: Scene) -> None:
    close: dict[str, Any] = {
        "post": scene.kabid_post,
        "until_on": YESTERDAY,
        "by": scene.admin,
        "now": NOW,
    }
    with pytest.raises(Refused, match=r"dipegang Kepala Bidang Jalan \(definitif\)"):
        close_post(**close)
    held = Holding.objects.get(post=scene.kabid_post)
    end_holding(holding=held, until_on=YESTERDAY, **ASKED)
    with pytest.raises(Refused, match=f"ditetapkan untuk “kabid” pada {SOP}"):
        close_post(**close)


def test_a_holder_of_days_to_come_keeps_it_open_too(scene: Scene) -> None:
    vacate(scene)
    later = TODAY + timedelta(30)
    appoint(
        post=scene.kabid_post, person=scene.staff, from_on=later, basis="SK 2/2026",
        end_previous=False, **ASKED,
    )  # fmt: skip
    with pytest.raises(Refused, match="dipegang Staf Perencanaan"):
        close_post(post=scene.kabid_post, until_on=TODAY, by=scene.admin, now=NOW)


def test_nobody_is_appointed_to_or_tasked_with_a_closed_post(scene: Scene) -> None:
    vacate(scene)
    close_post(post=scene.kabid_post, until_on=TODAY, **ASKED)
    said: dict[str, Any] = {
        "post": scene.kabid_post,
        "person": scene.staff,
        "basis": "SK",
        "end_previous": False,
    }
    with pytest.raises(Refused, match="hanya ada sampai 2 Maret 2026"):
        appoint(**said, from_on=TODAY, by=scene.admin, now=NOW)
    appoint(**said, from_on=TODAY, until_on=TODAY, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="hanya ada sampai"):
        assign_performer(
            agency=scene.agency, sop_id=SOP, performer="x", post=scene.kabid_post, from_on=TODAY,
            by=scene.admin, now=NOW,
        )  # fmt: skip


def test_it_is_called_off_unless_its_unit_has_closed(scene: Scene) -> None:
    vacate(scene)
    close_post(post=scene.kabid_post, until_on=TODAY, **ASKED)
    close_unit(unit=scene.roads, until_on=TODAY, **ASKED)
    with pytest.raises(Refused, match="Bidang Jalan hanya ada sampai"):
        close_post(post=scene.kabid_post, until_on=None, by=scene.admin, now=NOW)
    close_unit(unit=scene.roads, until_on=None, **ASKED)
    close_post(post=scene.kabid_post, until_on=None, by=scene.admin, now=NOW)
    assert scene.last().action == "PostReopened"
    assert scene.kabid_post in posts_of(scene.agency, TODAY)


def test_it_refuses_outsiders_and_whoever_does_not_administer(scene: Scene) -> None:
    vacate(scene)
    for who in (scene.outsider, scene.kasubag):
        with pytest.raises(Refused, match="Hanya administrator"):
            close_post(post=scene.kabid_post, until_on=TODAY, by=who, now=NOW)


@pytest.mark.usefixtures("frozen_clock")
def test_the_page_says_who_holds_it_and_closes_it_when_vacant(scene: Scene) -> None:
    address = at("post_close", "dishub", "kabid")
    assert "masih dipegang" in send(scene.colleague, address, 409, until_on="2026-03-01")
    vacate(scene)
    send(scene.colleague, address, until_on="2026-03-01")
    scene.kabid_post.refresh_from_db()
    assert scene.kabid_post.until_on == YESTERDAY
