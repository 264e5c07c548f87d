"""The authority's list of withdrawn keys is kept fresh."""

from datetime import timedelta

from cryptography import x509
from tests.letters.keys import key_of
from tests.runs.scene import Scene

from himpun.letters.services.keys import refresh_revocations, revoke_signing_key


def test_a_list_is_made_anew_before_it_runs_out_and_forgets_nobody(scene: Scene) -> None:
    key = key_of(scene)
    revoke_signing_key(key=key, why="Bocor", by=key.person, now=scene.now)
    soon = refresh_revocations(now=scene.now + timedelta(days=14))
    later = refresh_revocations(now=scene.now + timedelta(days=20))
    assert (soon.list_no, later.list_no) == (2, 3)
    found = x509.load_der_x509_crl(bytes(later.revocations))
    assert [f"{entry.serial_number:x}" for entry in found] == [key.serial]
    assert found.next_update_utc is not None
    assert found.next_update_utc > scene.now + timedelta(days=49)


def test_it_makes_the_authority_where_there_is_none(scene: Scene) -> None:
    assert refresh_revocations(now=scene.now).list_no == 1
