"""An address that is closed."""

import pytest
from tests.runs.scene import Scene
from tests.schedule.calendars import token_of

from himpun.office.rules import Refused
from himpun.schedule.services import refresh_feed, revoke_feed


def test_a_revoked_address_opens_nothing(scene: Scene) -> None:
    person = scene.person("staf")
    token = token_of(scene, person)
    revoke_feed(person=person, unit=None, by=person, now=scene.now)
    assert refresh_feed(token=token, now=scene.now) is None
    with pytest.raises(Refused, match="Belum ada alamat"):
        revoke_feed(person=person, unit=None, by=person, now=scene.now)


def test_it_refuses_others(scene: Scene) -> None:
    person = scene.person("staf")
    token = token_of(scene, person)
    for other in (scene.person("admin"), scene.outsider()):
        with pytest.raises(Refused, match="pemiliknya sendiri"):
            revoke_feed(person=person, unit=None, by=other, now=scene.now)
    assert refresh_feed(token=token, now=scene.now) is not None
