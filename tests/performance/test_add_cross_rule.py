"""A rule across the values of a form."""

from typing import Any

import pytest
from tests.performance.keepers import TODAY, Keepers

from himpun.office.rules import Refused
from himpun.performance.models import CrossRule
from himpun.performance.queries.catalogue import cross_rules_of
from himpun.performance.services import add_cross_rule


def add(keepers: Keepers, **changes: Any) -> CrossRule:
    given: dict[str, Any] = {
        "agency": keepers.office.agency, "left": "[P1-1]", "comparison": "≤",
        "right": "[IKU-1] × 10", "severity": "warning", "sentence": "Uji tidak melebihi jalan.",
        **keepers.as_(keepers.office.kasubag),
    }  # fmt: skip
    return add_cross_rule(**{**given, **changes})


def test_it_holds_for_the_agency_from_then_on(keepers: Keepers) -> None:
    made = add(keepers)
    assert cross_rules_of(keepers.office.agency, TODAY) == [made]
    assert cross_rules_of(keepers.office.other, TODAY) == []
    assert keepers.last().action == "CrossRuleAdded"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"left": "[IKU-9]"}, "IKU-9"),
        ({"left": "1", "right": "2"}, "satu indikator pun"),
        ({"left": "[IKU-1] +"}, "tidak terbaca"),
        ({"comparison": "~"}, "tidak dikenal"),
        ({"severity": "parah"}, "tidak dikenal"),
        ({"sentence": " "}, "Kalimat harus diisi"),
    ],
)
def test_it_refuses_what_cannot_be_checked(
    keepers: Keepers, changes: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        add(keepers, **changes)
    assert not CrossRule.objects.exists()


def test_a_colleague_may_and_others_may_not(keepers: Keepers) -> None:
    add(keepers, **keepers.as_(keepers.office.admin))
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            add(keepers, **keepers.as_(who))
