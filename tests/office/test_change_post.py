"""Another title for a post."""

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.rules import Refused
from himpun.office.services import change_post


def test_the_journal_keeps_the_former_title(scene: Scene) -> None:
    change_post(post=scene.kabid_post, title="Sub Koordinator Jalan", by=scene.colleague, now=NOW)
    assert scene.last().body == {
        "code": "kabid",
        "before": "Kepala Bidang Jalan",
        "after": "Sub Koordinator Jalan",
    }


def test_it_refuses_a_missing_title_and_an_outsider(scene: Scene) -> None:
    with pytest.raises(Refused, match="harus diisi"):
        change_post(post=scene.kabid_post, title="", by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Hanya administrator"):
        change_post(post=scene.kabid_post, title="x", by=scene.outsider, now=NOW)
