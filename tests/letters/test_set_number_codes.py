"""The short names and classification codes that numbers are made of."""

from typing import Any

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import NumberSettings
from himpun.letters.services.registers import set_number_codes
from himpun.office.rules import Refused


def settle(desk: Desk, **more: Any) -> NumberSettings:
    said = {
        "agency": desk.agency, "short_name": "Dishub", "unit_names": {"angkutan": "Ang"},
        "kind_codes": {"undangan": "000.1.5"}, "by": desk.keeper, "now": desk.now,
    }  # fmt: skip
    return set_number_codes(**{**said, **more})


def test_what_is_empty_is_as_usual(desk: Desk) -> None:
    settle(desk)
    settle(desk, unit_names={"angkutan": "", "sekretariat": "Set"}, by=desk.colleague)
    kept = NumberSettings.objects.get()
    assert (kept.short_name, kept.unit_names) == ("Dishub", {"sekretariat": "Set"})
    assert kept.kind_codes == {"undangan": "000.1.5"}
    assert len(desk.told("NumberCodesSet")) == 2


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"short_name": ""}, "Singkatan"),
        ({"short_name": "Dis/Hub"}, "Singkatan"),
        ({"unit_names": {"angkutan": "A B"}}, "Singkatan"),
        ({"unit_names": {"bina-marga": "BM"}}, "tidak ada di Dinas Perhubungan"),
        ({"kind_codes": {"undangan": "000/1"}}, "Kode klasifikasi"),
        ({"kind_codes": {"notula": "000.1"}}, "tidak diberi nomor"),
    ],
)
def test_it_refuses_what_no_number_can_hold(desk: Desk, more: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        settle(desk, **more)
    assert not NumberSettings.objects.exists()


@pytest.mark.parametrize("who", ["holder", "outsider"])
def test_it_refuses_who_does_not_keep_the_registers(desk: Desk, who: str) -> None:
    with pytest.raises(Refused, match="diurus oleh"):
        settle(desk, by=getattr(desk, who))
