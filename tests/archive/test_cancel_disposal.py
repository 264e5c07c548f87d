"""Giving a proposal up."""

import pytest
from tests.archive.disposing import approved, carried_out, old_record, proposed
from tests.archive.scene import LATER, Scene

from himpun.archive.services import cancel_disposal
from himpun.office.rules import Refused


@pytest.fixture(autouse=True)
def schedule(scene: Scene) -> None:
    scene.schedule()


def test_an_open_or_approved_one_is_given_up_and_its_records_are_free(scene: Scene) -> None:
    row = old_record(scene)
    for make in (proposed, approved):
        made = make(scene, row)
        cancel_disposal(disposal=made.pk, reason="Salah pilih", by=scene.colleague, now=LATER)
        assert scene.last().action == "DisposalCancelled"
    assert proposed(scene, row).no == 3


def test_it_refuses_one_that_is_carried_out_no_reason_and_strangers(scene: Scene) -> None:
    done = carried_out(scene, old_record(scene))
    with pytest.raises(Refused, match="tidak dapat dibatalkan: sudah dimusnahkan"):
        cancel_disposal(disposal=done.pk, reason="Salah", by=scene.admin, now=LATER)
    other = proposed(scene, old_record(scene, "kedua"))
    with pytest.raises(Refused, match="Alasan harus diisi"):
        cancel_disposal(disposal=other.pk, reason="", by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="dikelola oleh"):
        cancel_disposal(disposal=other.pk, reason="Salah", by=scene.outsider, now=LATER)
