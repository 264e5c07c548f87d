"""An agency's own ways of measuring."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.performance.keepers import Keepers, said

from himpun.office.rules import Refused
from himpun.performance.models import PerformanceSettings
from himpun.performance.queries.catalogue import measure_of, settings_of
from himpun.performance.rules import SCALES, Measure
from himpun.performance.services import revise_indicator, set_performance_settings

SIX = SCALES["enam-tingkat"]


def settle(keepers: Keepers, **changes: Any) -> PerformanceSettings:
    given: dict[str, Any] = {
        "agency": keepers.office.agency, "scale": SIX, "cap": Decimal(120), "completing": "any",
        "closes_after_days": 10, **keepers.as_(keepers.office.kasubag),
    }  # fmt: skip
    return set_performance_settings(**{**given, **changes})


def test_they_hold_for_indicators_without_a_scale_or_cap_of_their_own(keepers: Keepers) -> None:
    settle(keepers)
    settings = settings_of(keepers.office.agency)
    own = measure_of(keepers.version, settings)
    assert (own.scale, own.cap) == (SCALES["permendagri-86-2017"], Decimal(120))
    revise_indicator(
        indicator=keepers.roads, from_period="2026-TW1", reason="Ikut instansi",
        definition=said(measure=Measure(unit_of_measure="%", scale=None, cap=Decimal(110))),
        **keepers.as_(None),
    )  # fmt: skip
    settled = measure_of(keepers.version, settings)
    assert (settled.scale, settled.cap) == (SIX, Decimal(110))


def test_the_journal_says_how_they_were(keepers: Keepers) -> None:
    settle(keepers)
    settle(keepers, completing="every")
    body = keepers.last().body
    assert (body["before"]["completing"], body["after"]["completing"]) == ("any", "every")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"scale": replace(SIX, levels=())}, "Skala memuat"),
        ({"cap": Decimal(90)}, "tidak boleh di bawah 100"),
        ({"completing": "sebagian"}, "dinyatakan lengkap"),
        ({"closes_after_days": 0}, "1 sampai 366"),
    ],
)
def test_it_refuses_what_cannot_be(
    keepers: Keepers, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        settle(keepers, **changes)
    assert settings_of(keepers.office.agency).completing == "every"


def test_a_colleague_may_and_others_may_not(keepers: Keepers) -> None:
    settle(keepers, **keepers.as_(keepers.office.admin))
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            settle(keepers, **keepers.as_(who))
