"""A new agency."""

from typing import Any

import pytest
from tests.office.scene import NOW, Scene

from himpun.office.models import Agency, JournalHead
from himpun.office.queries import journal_rows
from himpun.office.rules import Refused
from himpun.office.services import add_agency

WORDS: dict[str, Any] = {
    "code": "bappeda",
    "name": "Bappeda",
    "region": "Kota Contoh",
    "zone": "WIT",
}


def test_the_system_administrator_adds_one_with_a_journal_of_its_own(scene: Scene) -> None:
    agency = add_agency(**WORDS, by=scene.system, now=NOW)
    assert JournalHead.objects.get(chain="bappeda").agency == agency
    newest = journal_rows(None, limit=1)[0]
    assert (newest.action, newest.subject, newest.actor) == ("AgencyAdded", "Bappeda", scene.system)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"code": "dishub"}, "sudah dipakai"),
        ({"code": "Dinas Baru"}, "huruf kecil"),
        ({"code": "-"}, "huruf kecil"),
        ({"name": "  "}, "harus diisi"),
        ({"region": ""}, "harus diisi"),
        ({"zone": "UTC"}, "WIB, WITA, atau WIT"),
    ],
)
def test_it_refuses_what_is_missing_or_taken(
    scene: Scene, change: dict[str, str], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        add_agency(**{**WORDS, **change}, by=scene.system, now=NOW)
    assert Agency.objects.count() == 2


def test_it_refuses_an_agency_s_own_administrator(scene: Scene) -> None:
    with pytest.raises(Refused, match="administrator sistem"):
        add_agency(**WORDS, by=scene.admin, now=NOW)
