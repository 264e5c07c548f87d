"""A new key for somebody whose key was withdrawn."""

from datetime import timedelta

import pytest
from tests.letters.keys import key_of
from tests.runs.scene import Scene

from himpun.letters.models import SigningKey
from himpun.letters.services.keys import renew_signing_key, revoke_signing_key
from himpun.office.rules import Refused


def withdrawn(scene: Scene) -> SigningKey:
    key = key_of(scene)
    return revoke_signing_key(key=key, why="Dicurigai bocor", by=key.person, now=scene.now)


def test_an_administrator_gives_it_and_the_person_signs_with_it(scene: Scene) -> None:
    old = withdrawn(scene)
    later = scene.now + timedelta(hours=1)
    new = renew_signing_key(person=old.person, by=scene.person("admin"), now=later)
    assert new.serial != old.serial
    assert key_of(scene) == new
    old.refresh_from_db()
    assert old.revoked_at is not None


def test_it_refuses_the_person_a_colleague_and_another_agency_s_administrator(scene: Scene) -> None:
    old = withdrawn(scene)
    for by in (old.person, scene.person("kasubag"), scene.outsider()):
        with pytest.raises(Refused, match="dministrator"):
            renew_signing_key(person=old.person, by=by, now=scene.now)
    assert SigningKey.objects.count() == 1


def test_it_refuses_where_the_key_still_holds(scene: Scene) -> None:
    key = key_of(scene)
    with pytest.raises(Refused, match="masih berlaku"):
        renew_signing_key(person=key.person, by=scene.person("admin"), now=scene.now)
