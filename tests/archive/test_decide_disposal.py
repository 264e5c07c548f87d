"""Approving or rejecting a proposal: never by who made it."""

import pytest
from django.db import IntegrityError, transaction
from tests.archive.disposing import approved, old_record, proposed
from tests.archive.scene import LATER, Scene

from himpun.archive.models import Disposal
from himpun.archive.services import decide_disposal, place_hold
from himpun.office.rules import Refused


@pytest.fixture(autouse=True)
def schedule(scene: Scene) -> None:
    scene.schedule()


def test_the_head_or_another_keeper_approves(scene: Scene) -> None:
    by_head = approved(scene, old_record(scene))
    assert (by_head.state, by_head.decided_by) == ("approved", scene.head)
    other = proposed(scene, old_record(scene, "kedua"))
    row = decide_disposal(disposal=other.pk, approve=True, by=scene.colleague, now=LATER)
    assert row.decided_by == scene.colleague
    assert scene.last().action == "DisposalApproved"


def test_it_refuses_who_proposed_it_and_strangers(scene: Scene) -> None:
    made = proposed(scene, old_record(scene))
    with pytest.raises(Refused, match="harus orang lain"):
        decide_disposal(disposal=made.pk, approve=True, by=scene.admin, now=LATER)
    for stranger in (scene.office.kabid, scene.outsider):
        with pytest.raises(Refused, match="diputuskan oleh pimpinan"):
            decide_disposal(disposal=made.pk, approve=True, by=stranger, now=LATER)


def test_a_rejection_wants_a_reason_and_frees_the_records(scene: Scene) -> None:
    row = old_record(scene)
    made = proposed(scene, row)
    with pytest.raises(Refused, match="Alasan penolakan harus diisi"):
        decide_disposal(disposal=made.pk, approve=False, by=scene.head, now=LATER)
    decide_disposal(
        disposal=made.pk, approve=False, reason="Masih dipakai", by=scene.head, now=LATER
    )
    assert scene.last().body["reason"] == "Masih dipakai"
    assert proposed(scene, row).no == 2


def test_it_refuses_to_decide_twice_and_what_is_held_since(scene: Scene) -> None:
    row = old_record(scene)
    made = proposed(scene, row)
    place_hold(record=row.pk, reason="Perkara", by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="ditahan"):
        decide_disposal(disposal=made.pk, approve=True, by=scene.head, now=LATER)
    decide_disposal(disposal=made.pk, approve=False, reason="Ditahan", by=scene.head, now=LATER)
    with pytest.raises(Refused, match="tidak dapat diputuskan: ditolak"):
        decide_disposal(disposal=made.pk, approve=True, by=scene.head, now=LATER)


def test_the_database_refuses_an_approval_by_who_proposed_it(scene: Scene) -> None:
    made = proposed(scene, old_record(scene))
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=made.pk).update(
            state="approved", decided_by=scene.admin, decided_at=LATER
        )
