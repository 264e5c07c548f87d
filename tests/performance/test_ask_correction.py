"""An approved value changes only by a correction, which begins with a reason."""

from collections.abc import Sequence

import pytest
from tests.performance.filled import approve, fill
from tests.performance.scene import OWN, Scene

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Correction, Evidence, Value
from himpun.performance.services.correction import Proof, ask_correction

WHY = "Salah ketik: 70 seharusnya 71,5."


@pytest.fixture
def approved(scene: Scene) -> Scene:
    fill(scene)
    approve(scene)
    return scene


def ask(
    scene: Scene, *, by: str = f"kasi-{OWN}", text: str = "71,5", why: str = WHY,
    proofs: Sequence[Proof] = (),
) -> Correction:  # fmt: skip
    return ask_correction(
        value=scene.value(1), fields={"realisation": text}, reason=why, by=scene.person(by),
        now=scene.now, proofs=proofs,
    )  # fmt: skip


def test_a_correction_keeps_what_was_asked_and_changes_nothing(approved: Scene) -> None:
    made = ask(approved)
    assert made.state == "asked"
    assert made.changes["made"] == {"realisation": ["70", "71.5"]}
    assert (made.reason, made.asked_by) == (WHY, approved.filler)
    assert approved.value(1).realisation == "70"
    row = JournalRow.objects.get(action="CorrectionAsked")
    assert row.subject == f"form/{approved.form().pk}"


@pytest.mark.parametrize("by", [f"kasi-{OWN}", "kasubag", "operator"])
def test_fillers_stewards_and_operators_may_ask(approved: Scene, by: str) -> None:
    assert ask(approved, by=by).asked_by == approved.person(by)


@pytest.mark.parametrize("by", ["kasi-angkutan", "staf"])
def test_it_refuses_whoever_has_no_part_in_the_form(approved: Scene, by: str) -> None:
    with pytest.raises(Refused, match="Koreksi diminta oleh pengisi"):
        ask(approved, by=by)


def test_it_refuses_somebody_of_another_agency(approved: Scene) -> None:
    with pytest.raises(Refused, match="Koreksi diminta oleh pengisi"):
        ask_correction(
            value=approved.value(1), fields={"realisation": "1"}, reason=WHY,
            by=approved.outsider(), now=approved.now,
        )  # fmt: skip
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("text", "why", "said"),
    [
        ("71,5", "  ", "Sebut alasan koreksinya"),
        ("70", WHY, "sama dengan yang sudah ada"),
        ("tujuh puluh", WHY, "tujuh puluh"),
        ("101", WHY, "100"),
    ],
)
def test_it_refuses_no_reason_no_change_and_what_cannot_be_read(
    approved: Scene, text: str, why: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        ask(approved, text=text, why=why)


def test_new_evidence_alone_may_be_asked_for_and_is_not_yet_the_value_s(approved: Scene) -> None:
    made = ask(approved, text="70", proofs=[Proof("Berita acara", link="https://contoh.go.id/ba")])
    assert made.changes["made"] == {}
    assert [str(proof) for proof in made.proofs.all()] == ["Berita acara"]
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "bukan alamat", ""])
def test_it_refuses_a_proof_that_is_no_web_address(approved: Scene, link: str) -> None:
    with pytest.raises(Refused):
        ask(approved, proofs=[Proof("x", link=link)])
    assert not Correction.objects.exists()


def test_it_refuses_a_second_request_while_one_waits(approved: Scene) -> None:
    ask(approved)
    with pytest.raises(Refused, match="belum diputuskan"):
        ask(approved, text="72")


def test_it_refuses_a_value_that_is_not_approved(scene: Scene) -> None:
    fill(scene)
    with pytest.raises(Refused, match="belum disahkan"):
        ask(scene)
    assert Value.objects.filter(realisation="70").exists()
