"""The key a person signs with."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from tests.letters.keys import key_of
from tests.runs.scene import Scene

from himpun.letters.models import SigningKey
from himpun.letters.queries.keys import opened_key
from himpun.letters.services.keys import ensure_signing_key, revoke_signing_key
from himpun.letters.signing.authority import facts_of
from himpun.office.models import JournalRow
from himpun.office.rules import Refused


def test_it_is_made_at_the_first_signature_and_used_from_then_on(scene: Scene) -> None:
    first = key_of(scene)
    assert key_of(scene) == first
    (row,) = JournalRow.objects.filter(action="SigningKeyMade")
    assert row.body == {"serial": first.serial, "fingerprint": first.fingerprint}
    assert row.agency == scene.agency


def test_each_person_has_a_key_of_their_own(scene: Scene) -> None:
    one, other = key_of(scene), key_of(scene, "kasubag")
    assert one.serial != other.serial
    facts = facts_of(bytes(one.certificate))
    assert (facts.name, facts.agency) == (one.person.name, scene.agency.name)


def test_the_key_opens_with_the_secret_only(scene: Scene) -> None:
    key = key_of(scene)
    opened = opened_key(key)
    assert opened.key not in bytes(key.sealed_key)
    with (
        override_settings(HIMPUN_SIGNING_SECRET="another-secret-" * 4),
        pytest.raises(Refused, match="tidak dapat dibuka"),
    ):
        opened_key(key)


def test_a_key_put_into_another_s_row_does_not_open(scene: Scene) -> None:
    mine, other = key_of(scene), key_of(scene, "kasubag")
    mine.sealed_key = other.sealed_key
    with pytest.raises(Refused, match="tidak dapat dibuka"):
        opened_key(mine)


def test_one_that_has_run_out_is_followed_by_another(scene: Scene) -> None:
    old = key_of(scene)
    late = scene.now + timedelta(days=3 * 366)
    new = ensure_signing_key(person=old.person, now=late)
    old.refresh_from_db()
    assert new.serial != old.serial
    assert (old.closed_at, old.revoked_at) == (late, None)


def test_it_refuses_somebody_whose_key_was_withdrawn(scene: Scene) -> None:
    key = key_of(scene)
    revoke_signing_key(key=key, why="Akun dipakai orang lain", by=key.person, now=scene.now)
    with pytest.raises(Refused, match="sudah dicabut"):
        key_of(scene)


def test_a_person_has_one_key_in_use(scene: Scene) -> None:
    key = key_of(scene)
    key.pk, key.serial, key.fingerprint = None, "1", "1"
    with pytest.raises(IntegrityError), transaction.atomic():
        key.save(force_insert=True)
    assert SigningKey.objects.count() == 1
