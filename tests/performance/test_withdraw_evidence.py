"""Taking evidence back."""

import pytest
from tests.performance.saving import save
from tests.performance.scene import Scene

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Approval, Evidence
from himpun.performance.services.evidence import add_evidence, withdraw_evidence

LINK = "https://data.pesselkab.go.id/izin/2026"


@pytest.fixture
def proof(scene: Scene) -> Evidence:
    save(scene, (13, {"realisation": "44"}))
    return add_evidence(value=scene.value(13).pk, link=LINK, by=scene.filler, now=scene.now)


def test_it_stays_in_the_record_marked_and_is_missed_again(scene: Scene, proof: Evidence) -> None:
    withdraw_evidence(evidence=proof.pk, by=scene.colleague, now=scene.now)
    proof.refresh_from_db()
    assert (proof.withdrawn_at, proof.withdrawn_by) == (scene.now, scene.colleague)
    assert [each["code"] for each in scene.value(13).warnings] == ["evidence-missing"]
    assert JournalRow.objects.latest("pk").action == "EvidenceWithdrawn"


def test_whoever_vouched_for_the_value_with_it_is_told(scene: Scene, proof: Evidence) -> None:
    word = Approval.objects.create(
        value=scene.value(13), level="verified", revision=1, node="9", at=scene.now,
        by=scene.verifier, by_text="Kabid",
    )  # fmt: skip
    withdraw_evidence(evidence=proof.pk, by=scene.filler, now=scene.now)
    word.refresh_from_db()
    assert (word.dropped_at, word.told) == (scene.now, False)
    assert "ditarik" in word.dropped_why


@pytest.mark.parametrize("who", ["verifier", "neighbour", "outsider"])
def test_it_refuses_others(scene: Scene, proof: Evidence, who: str) -> None:
    person = scene.outsider("operator") if who == "outsider" else getattr(scene, who)
    with pytest.raises(Refused):
        withdraw_evidence(evidence=proof.pk, by=person, now=scene.now)
    proof.refresh_from_db()
    assert proof.withdrawn_at is None


def test_it_refuses_what_is_gone(scene: Scene, proof: Evidence) -> None:
    withdraw_evidence(evidence=proof.pk, by=scene.filler, now=scene.now)
    for key in (proof.pk, 0):
        with pytest.raises(Refused, match="tidak ada"):
            withdraw_evidence(evidence=key, by=scene.filler, now=scene.now)
