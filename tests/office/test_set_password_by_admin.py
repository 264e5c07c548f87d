"""A new first password, by whoever keeps the account."""

import pytest
from django.contrib.auth import authenticate
from tests.office.scene import NOW, PASSWORD, Scene, role

from himpun.office.queries import has_given_password
from himpun.office.rules import Refused
from himpun.office.services import set_password_by_admin

NEW = "payung-biru-19"


def test_the_old_password_is_void_and_the_new_one_is_to_be_changed(scene: Scene) -> None:
    set_password_by_admin(person=scene.staff, password=NEW, by=scene.admin, now=NOW)
    assert authenticate(username="staf", password=PASSWORD) is None
    assert authenticate(username="staf", password=NEW) == scene.staff.user
    assert has_given_password(scene.staff)
    assert NEW not in str(scene.last().body)


def test_a_fellow_administrator_s_password_may_be_set_too(scene: Scene) -> None:
    set_password_by_admin(person=scene.admin, password=NEW, by=scene.colleague, now=NOW)
    assert authenticate(username="admin", password=NEW) is not None


def test_it_refuses_colleagues_outsiders_oneself_and_weak_words(scene: Scene) -> None:
    for who in (scene.kasubag, scene.outsider):
        with pytest.raises(Refused, match="Hanya administrator"):
            set_password_by_admin(person=scene.staff, password=NEW, by=who, now=NOW)
    with pytest.raises(Refused, match="Ganti kata sandi"):
        set_password_by_admin(person=scene.admin, password=NEW, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match=r"\w"):
        set_password_by_admin(person=scene.staff, password="1", by=scene.admin, now=NOW)
    assert authenticate(username="staf", password=PASSWORD) is not None


def test_an_administrator_cannot_take_over_a_reach_that_goes_beyond_the_agency(
    scene: Scene,
) -> None:
    role(scene.staff, "reader", None)
    role(scene.kabid, "administrator", scene.other)
    for person in (scene.staff, scene.kabid):
        with pytest.raises(Refused, match="di luar instansi"):
            set_password_by_admin(person=person, password=NEW, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="administrator sistem"):
        set_password_by_admin(person=scene.system, password=NEW, by=scene.admin, now=NOW)
    set_password_by_admin(person=scene.kabid, password=NEW, by=scene.system, now=NOW)
