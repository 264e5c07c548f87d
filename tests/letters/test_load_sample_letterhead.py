"""The letterheads of the sample agencies."""

import pytest
from django.test import override_settings
from tests.runs.scene import Scene

from himpun.letters.services import load_sample_letterhead, set_letterhead
from himpun.office.rules import Refused


@override_settings(HIMPUN_SAMPLE=True)
def test_a_sample_agency_gets_its_own_and_keeps_what_it_has(scene: Scene) -> None:
    made = load_sample_letterhead(agency=scene.agency, now=scene.now)
    assert made is not None
    assert (made.lines[-1], made.city) == ("DINAS PERHUBUNGAN", "Painan")
    set_letterhead(
        agency=scene.agency, lines=["KOP BARU"], contact="", logo=None, paper="A4", city="Painan",
        tone={}, way="wet", classification="", by=None, now=scene.now,
    )  # fmt: skip
    assert load_sample_letterhead(agency=scene.agency, now=scene.now) is None


def test_outside_sample_mode_it_refuses(scene: Scene) -> None:
    with pytest.raises(Refused, match="mode contoh"):
        load_sample_letterhead(agency=scene.agency, now=scene.now)
