"""Whoever approves the data of the SOP decides a correction, and never their own."""

import pytest
from tests.performance.filled import approve, fill, words
from tests.performance.scene import Scene

from himpun.notices.models import Notice
from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused
from himpun.performance.models import Approval, Correction, Evidence, Value, ValueChange
from himpun.performance.queries.changes import unread_drops
from himpun.performance.services.correction import Proof, ask_correction, decide_correction

WHY = "Salah ketik: 70 seharusnya 71,5."


@pytest.fixture
def asked(scene: Scene) -> Scene:
    fill(scene)
    approve(scene)
    ask_correction(
        value=scene.value(1), fields={"realisation": "71,5"}, reason=WHY, by=scene.filler,
        now=scene.now,
    )  # fmt: skip
    return scene


def decide(scene: Scene, by: Person, *, approve: bool = True, reason: str = "") -> Correction:
    return decide_correction(
        correction=Correction.objects.get(), approve=approve, reason=reason, by=by, now=scene.now
    )


def test_an_approved_correction_changes_the_value_in_the_asker_s_name(asked: Scene) -> None:
    head = asked.person("sekretaris")
    row = decide(asked, head)
    assert (row.state, row.decided_by, row.decided_text) == (
        "approved", head, f"{head.name}, Sekretaris",
    )  # fmt: skip
    value = asked.value(1)
    assert (value.realisation, value.changed_by, value.revision) == ("71.5", asked.filler, 2)
    assert ValueChange.objects.get(value=value, revision=2).source == "correction"
    assert JournalRow.objects.filter(action="CorrectionDecided").exists()


def test_every_word_for_it_is_dropped_and_the_decider_s_approves_it_anew(asked: Scene) -> None:
    decide(asked, asked.person("sekretaris"))
    assert words(asked) == [
        ("9", "verified", False), ("12", "approved", False), ("12", "approved", True),
    ]  # fmt: skip
    fresh = Approval.objects.get(value=asked.value(1), dropped_at=None)
    assert (fresh.revision, fresh.by) == (2, asked.person("sekretaris"))
    assert Approval.objects.filter(value=asked.value(2), dropped_at=None).count() == 2


def test_whoever_had_verified_it_is_told_what_it_became(asked: Scene) -> None:
    decide(asked, asked.person("sekretaris"))
    (line,) = unread_drops(asked.verifier)
    assert line.value == asked.value(1)
    assert WHY in line.why
    (difference,) = line.differences
    assert (difference.field, difference.before, difference.after) == ("realisasi", "70", "71,5")
    assert not unread_drops(asked.person("sekretaris"))


def test_a_refused_correction_leaves_everything_and_says_why(asked: Scene) -> None:
    with pytest.raises(Refused, match="alasan penolakannya"):
        decide(asked, asked.person("sekretaris"), approve=False)
    row = decide(asked, asked.person("sekretaris"), approve=False, reason="Bukti tidak cukup.")
    assert (row.state, row.decision) == ("refused", "Bukti tidak cukup.")
    assert asked.value(1).realisation == "70"
    assert words(asked) == [("9", "verified", True), ("12", "approved", True)]


def test_trap_13_whoever_asked_is_told_of_the_refusal_and_why(asked: Scene) -> None:
    decide(asked, asked.person("sekretaris"), approve=False, reason="Bukti tidak cukup.")
    (notice,) = Notice.objects.filter(kind="rejected")
    assert notice.person == asked.filler
    assert "Alasan: “Bukti tidak cukup.”" in notice.text
    assert notice.link == f"/kinerja/koreksi/{Correction.objects.get().pk}/"


def test_it_refuses_whoever_asked_and_whoever_does_not_approve(asked: Scene) -> None:
    with pytest.raises(Refused, match="Anda sendiri"):
        decide(asked, asked.filler)
    for who in (asked.verifier, asked.kasubag, asked.outsider()):
        with pytest.raises(Refused, match="Sekretaris"):
            decide(asked, who)
    assert asked.value(1).realisation == "70"


def test_it_refuses_a_second_decision(asked: Scene) -> None:
    decide(asked, asked.person("sekretaris"))
    with pytest.raises(Refused, match="sudah diputuskan"):
        decide(asked, asked.person("sekretaris"), approve=False, reason="Terlambat.")


def test_it_refuses_a_value_that_moved_on_meanwhile(asked: Scene) -> None:
    value = asked.value(1)
    value.revision, value.realisation = 7, "69"
    value.save()
    with pytest.raises(Refused, match="sudah berubah sejak"):
        decide(asked, asked.person("sekretaris"))
    assert Correction.objects.get().state == "asked"
    assert words(asked) == [("9", "verified", True), ("12", "approved", True)]


PROOF = Proof("Berita acara", link="https://contoh.go.id/ba")


@pytest.mark.parametrize(("agrees", "stands"), [(True, ["Berita acara"]), (False, [])])
def test_a_proof_becomes_the_value_s_evidence_with_the_approval(
    scene: Scene, agrees: bool, stands: list[str]
) -> None:
    fill(scene)
    approve(scene)
    ask_correction(
        value=scene.value(1), fields={}, reason=WHY, by=scene.filler, now=scene.now,
        proofs=[PROOF],
    )  # fmt: skip
    decide(scene, scene.person("sekretaris"), approve=agrees, reason="Sesuai.")
    rows = Evidence.objects.filter(value=scene.value(1))
    assert list(rows.values_list("name", flat=True)) == stands
    assert all(row.added_by == scene.filler for row in rows)
    # The value itself did not change, and nobody's word for it falls.
    assert scene.value(1).revision == 1
    assert not Approval.objects.filter(dropped_at__isnull=False).exists()


def test_an_indicator_that_wanted_evidence_no_longer_warns_when_a_correction_brings_it(
    scene: Scene,
) -> None:
    fill(scene)
    approve(scene)
    value = scene.value(13)
    missing = [{"code": "evidence-missing", "severity": "warning", "sentence": "Belum ada bukti."}]
    Value.objects.filter(pk=value.pk).update(warnings=missing)
    ask_correction(
        value=value, fields={}, reason=WHY, by=scene.filler, now=scene.now, proofs=[PROOF]
    )
    decide(scene, scene.person("sekretaris"))
    codes = [warning["code"] for warning in scene.value(13).warnings]
    assert "evidence-missing" not in codes
