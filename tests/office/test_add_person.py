"""A person with an account."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from tests.office.scene import NOW, PASSWORD, Scene

from himpun.office.models import Person
from himpun.office.queries import has_given_password
from himpun.office.rules import Refused
from himpun.office.services import add_person

WORDS: dict[str, Any] = {
    "name": "Kepala Bidang Laut",
    "username": "kabid.laut",
    "password": PASSWORD,
}


def test_they_can_sign_in_with_the_first_password_and_are_known_to_still_use_it(
    scene: Scene,
) -> None:
    person = add_person(agency=scene.agency, **WORDS, by=scene.admin, now=NOW)
    assert authenticate(username="kabid.laut", password=PASSWORD) == person.user
    assert has_given_password(person)
    person.user.set_password("kata-lain-77")
    assert not has_given_password(person)


def test_the_journal_names_the_account_and_not_the_password(scene: Scene) -> None:
    add_person(
        agency=scene.agency,
        **WORDS,
        email="laut@contoh.go.id",
        phone="08120000",
        by=scene.colleague,
        now=NOW,
    )
    assert scene.last().body == {"username": "kabid.laut"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"username": "kasubag"}, "sudah dipakai"),
        ({"username": "lain.admin"}, "sudah dipakai"),
        ({"username": "Kabid Laut"}, "Nama pengguna"),
        ({"name": ""}, "harus diisi"),
        ({"password": "123"}, "."),
        ({"email": "bukan-alamat"}, "tidak lengkap"),
    ],
)
def test_it_refuses_what_is_taken_missing_or_weak(
    scene: Scene, change: dict[str, str], reason: str
) -> None:
    people, users = Person.objects.count(), User.objects.count()
    with pytest.raises(Refused, match=reason):
        add_person(agency=scene.agency, **{**WORDS, **change}, by=scene.admin, now=NOW)
    assert (Person.objects.count(), User.objects.count()) == (people, users)


def test_it_refuses_outsiders_and_people_of_no_agency_by_an_agency_s_administrator(
    scene: Scene,
) -> None:
    with pytest.raises(Refused, match="Hanya administrator Dinas Perhubungan"):
        add_person(agency=scene.agency, **WORDS, by=scene.outsider, now=NOW)
    with pytest.raises(Refused, match="administrator sistem"):
        add_person(agency=None, **WORDS, by=scene.admin, now=NOW)
    assert add_person(agency=None, **WORDS, by=scene.system, now=NOW).home is None
