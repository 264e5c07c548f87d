"""A new post."""

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.models import Post
from himpun.office.rules import Refused
from himpun.office.services import add_post


def test_it_belongs_to_the_unit_s_agency_and_has_no_holder(scene: Scene) -> None:
    post = add_post(
        unit=scene.rivers,
        code="kabid-sungai",
        title="Kepala Bidang Sungai",
        by=scene.admin,
        now=NOW,
    )
    assert post.agency == scene.agency
    assert not post.holdings.exists()
    assert scene.last().body == {"code": "kabid-sungai", "unit": "sungai"}


@pytest.mark.parametrize(
    ("code", "title", "reason"),
    [("kabid", "Lain", "sudah dipakai"), ("x", " ", "harus diisi"), ("X Y", "x", "huruf kecil")],
)
def test_it_refuses_a_code_in_use_and_a_missing_title(
    scene: Scene, code: str, title: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        add_post(unit=scene.roads, code=code, title=title, by=scene.admin, now=NOW)


def test_it_refuses_an_outsider(scene: Scene) -> None:
    with pytest.raises(Refused, match="Hanya administrator"):
        add_post(unit=scene.roads, code="x", title="x", by=scene.outsider, now=NOW)
    assert not Post.objects.filter(code="x").exists()
