"""Closing the account of somebody who has left."""

import pytest
from django.contrib.auth import authenticate
from tests.office.scene import NOW, PASSWORD, Scene

from himpun.office.rules import Refused
from himpun.office.services import set_account_open


def test_a_closed_account_cannot_sign_in_until_it_is_opened_again(scene: Scene) -> None:
    set_account_open(person=scene.staff, is_open=False, by=scene.admin, now=NOW)
    assert authenticate(username="staf", password=PASSWORD) is None
    set_account_open(person=scene.staff, is_open=True, by=scene.colleague, now=NOW)
    assert authenticate(username="staf", password=PASSWORD) is not None
    assert scene.actions()[-2:] == ["AccountClosed", "AccountOpened"]


def test_it_refuses_oneself_and_outsiders(scene: Scene) -> None:
    with pytest.raises(Refused, match="Akun sendiri"):
        set_account_open(person=scene.admin, is_open=False, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Hanya administrator"):
        set_account_open(person=scene.staff, is_open=False, by=scene.outsider, now=NOW)
