"""Adding an objective or a programme."""

from typing import Any

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.models import Objective
from himpun.performance.services import add_objective, close_objective


def test_a_steward_and_an_administrator_add_below_a_wider_one(keepers: Keepers) -> None:
    office = keepers.office
    for who, code in ((office.kasubag, "P2"), (office.admin, "P3")):
        made = add_objective(
            agency=office.agency, code=code, name="Program Sungai", kind="program",
            parent=keepers.goal, **keepers.as_(who),
        )  # fmt: skip
        assert made.position == Objective.objects.count()
    assert keepers.last().action == "ObjectiveAdded"
    assert keepers.last().body == {"code": "P3", "kind": "program", "parent": "S1"}


def test_it_refuses_who_keeps_nothing_here(keepers: Keepers) -> None:
    office = keepers.office
    for who in (office.kabid, office.outsider, office.system):
        with pytest.raises(Refused, match="administrator, operator, atau pengelola"):
            add_objective(
                agency=office.agency, code="P2", name="X", kind="program", **keepers.as_(who)
            )
    assert Objective.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "S1"}, "sudah dipakai"),
        ({"code": " "}, "Kode harus diisi"),
        ({"name": ""}, "Nama harus diisi"),
        ({"name": "x" * 501}, "paling panjang 500"),
        ({"kind": "lain"}, "tidak dikenal"),
        ({"kind": "tujuan"}, "Tujuan tidak dapat berada di bawah Sasaran"),
    ],
)
def test_it_refuses_what_cannot_stand(
    keepers: Keepers, changes: dict[str, str], sentence: str
) -> None:
    given: dict[str, Any] = {"code": "P2", "name": "Program", "kind": "program", **changes}
    with pytest.raises(Refused, match=sentence):
        add_objective(
            agency=keepers.office.agency, parent=keepers.goal,
            **given, **keepers.as_(keepers.office.admin),
        )  # fmt: skip


def test_it_refuses_a_closed_parent_and_one_of_another_agency(keepers: Keepers) -> None:
    asked = keepers.as_(None)
    other = add_objective(
        agency=keepers.office.other, code="S1", name="Lain", kind="sasaran", **asked
    )
    spare = add_objective(
        agency=keepers.office.agency, code="S2", name="Lama", kind="sasaran", **asked
    )
    close_objective(objective=spare, until_on=keepers.office.kasubag_holding.from_on, **asked)
    for parent, sentence in ((other, "instansi yang sama"), (spare, "sudah ditutup")):
        with pytest.raises(Refused, match=sentence):
            add_objective(
                agency=keepers.office.agency, code="P9", name="P", kind="program",
                parent=parent, **asked,
            )  # fmt: skip
