"""Somebody has lost the telephone or key of their second factor."""

import pytest
from allauth.mfa.models import Authenticator
from tests.office.pages import as_, at, send
from tests.office.scene import NOW, Scene, role

from himpun.office.models import Person
from himpun.office.queries import has_second_factor
from himpun.office.rules import Refused
from himpun.office.services import reset_mfa


def with_factors(person: Person) -> None:
    """A telephone and the codes for when it is lost."""
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=person.user, type=kind, data={})


@pytest.mark.parametrize("who", ["admin", "colleague", "system"])
def test_every_factor_goes_and_the_journal_says_by_whom(scene: Scene, who: str) -> None:
    with_factors(scene.staff)
    with_factors(scene.kabid)
    reset_mfa(person=scene.staff, by=getattr(scene, who), now=NOW)
    assert not has_second_factor(scene.staff)
    assert has_second_factor(scene.kabid)
    row = scene.last()
    assert (row.action, row.actor, row.subject) == (
        "MfaReset",
        getattr(scene, who),
        "Staf Perencanaan",
    )
    assert row.body == {"username": "staf", "factors": ["recovery_codes", "totp"]}


def test_it_refuses_colleagues_outsiders_oneself_and_who_has_none(scene: Scene) -> None:
    with pytest.raises(Refused, match="Staf Perencanaan tidak memakai verifikasi dua langkah"):
        reset_mfa(person=scene.staff, by=scene.admin, now=NOW)
    for person in (scene.staff, scene.admin):
        with_factors(person)
    for who in (scene.kasubag, scene.outsider):
        with pytest.raises(Refused, match="Hanya administrator"):
            reset_mfa(person=scene.staff, by=who, now=NOW)
    with pytest.raises(Refused, match="halaman keamanan akun"):
        reset_mfa(person=scene.admin, by=scene.admin, now=NOW)
    assert has_second_factor(scene.staff)
    assert has_second_factor(scene.admin)


def test_it_refuses_an_account_that_reaches_beyond_the_agency(scene: Scene) -> None:
    role(scene.staff, "reader", None)
    with_factors(scene.staff)
    with pytest.raises(Refused, match="di luar instansi"):
        reset_mfa(person=scene.staff, by=scene.admin, now=NOW)
    reset_mfa(person=scene.staff, by=scene.system, now=NOW)
    assert not has_second_factor(scene.staff)


@pytest.mark.usefixtures("frozen_clock")
def test_the_page_asks_before_it_does(scene: Scene) -> None:
    address = at("person_mfa", "dishub", "staf")
    person = at("person", "dishub", "staf")
    assert address not in as_(scene.admin).get(person).content.decode()
    refused = send(scene.admin, address, 409)
    assert "tidak memakai verifikasi dua langkah" in refused
    with_factors(scene.staff)
    assert address in as_(scene.admin).get(person).content.decode()
    assert "kehilangan telepon" in as_(scene.admin).get(address).content.decode()
    assert has_second_factor(scene.staff)
    send(scene.admin, address)
    assert not has_second_factor(scene.staff)
