"""A key that must not sign any more."""

from datetime import timedelta

import pytest
from cryptography import x509
from tests.letters.keys import key_of
from tests.runs.scene import Scene

from himpun.letters.models import Authority
from himpun.letters.services.keys import revoke_signing_key
from himpun.office.models import JournalRow
from himpun.office.rules import Refused

WHY = "Kata sandi diketahui orang lain"


@pytest.mark.parametrize("who", ["sekretaris", "admin"])
def test_the_person_and_the_administrator_may_withdraw_it(scene: Scene, who: str) -> None:
    by = scene.person(who)
    key = revoke_signing_key(key=key_of(scene), why=WHY, by=by, now=scene.now)
    assert (key.revoked_at, key.revoked_by, key.revoked_why) == (scene.now, by, WHY)
    (row,) = JournalRow.objects.filter(action="SigningKeyRevoked")
    assert (row.actor, row.body["why"]) == (by, WHY)


def test_it_stands_on_the_authority_s_list_from_that_moment(scene: Scene) -> None:
    key, later = key_of(scene), scene.now + timedelta(hours=3)
    revoke_signing_key(key=key, why=WHY, by=key.person, now=later)
    authority = Authority.objects.get()
    found = x509.load_der_x509_crl(bytes(authority.revocations))
    (entry,) = found
    assert f"{entry.serial_number:x}" == key.serial
    assert entry.revocation_date_utc == later.replace(microsecond=0)
    assert authority.list_no == 2


def test_it_refuses_a_colleague_and_another_agency_s_administrator(scene: Scene) -> None:
    key = key_of(scene)
    for by in (scene.person("kasubag"), scene.outsider()):
        with pytest.raises(Refused, match="administrator"):
            revoke_signing_key(key=key, why=WHY, by=by, now=scene.now)
    key.refresh_from_db()
    assert key.revoked_at is None


def test_it_refuses_an_empty_reason_and_a_second_time(scene: Scene) -> None:
    key = key_of(scene)
    with pytest.raises(Refused, match="Alasan"):
        revoke_signing_key(key=key, why=" ", by=key.person, now=scene.now)
    revoke_signing_key(key=key, why=WHY, by=key.person, now=scene.now)
    with pytest.raises(Refused, match="sudah dicabut"):
        revoke_signing_key(key=key, why=WHY, by=key.person, now=scene.now)
