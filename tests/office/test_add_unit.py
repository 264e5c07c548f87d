"""A new unit."""

from typing import Any

import pytest
from django.db import IntegrityError
from tests.office.scene import ASKED, NOW, Scene

from himpun.office.models import Unit
from himpun.office.rules import Refused
from himpun.office.services import add_unit


def test_both_administrators_add_units_and_the_journal_says_who(scene: Scene) -> None:
    for who, code in ((scene.admin, "laut"), (scene.colleague, "udara")):
        add_unit(
            agency=scene.agency,
            code=code,
            name=f"Bidang {code}",
            kind="bidang",
            parent=scene.root,
            by=who,
            now=NOW,
        )
        assert (scene.last().action, scene.last().actor) == ("UnitAdded", who)


def test_it_refuses_who_administers_another_agency_or_none(scene: Scene) -> None:
    for who in (scene.outsider, scene.kasubag, scene.staff):
        with pytest.raises(Refused, match="Hanya administrator Dinas Perhubungan"):
            add_unit(agency=scene.agency, code="laut", name="x", kind="x", by=who, now=NOW)
    assert not Unit.objects.filter(code="laut").exists()


def test_it_refuses_a_code_in_use_a_missing_word_and_a_foreign_parent(scene: Scene) -> None:
    foreign = add_unit(agency=scene.other, code="dinas", name="Dinas", kind="dinas", **ASKED)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"code": "jalan"}, "sudah dipakai"),
        ({"code": "a b"}, "huruf kecil"),
        ({"name": " "}, "harus diisi"),
        ({"kind": ""}, "harus diisi"),
        ({"parent": foreign}, "instansi yang sama"),
    ]
    for change, reason in wrong:
        words: dict[str, Any] = {"code": "laut", "name": "Laut", "kind": "bidang", **change}
        with pytest.raises(Refused, match=reason):
            add_unit(agency=scene.agency, **words, by=scene.admin, now=NOW)


def test_the_database_itself_refuses_a_second_unit_of_one_code(scene: Scene) -> None:
    with pytest.raises(IntegrityError):
        Unit.objects.create(agency=scene.agency, code="jalan", name="x", kind="x")
