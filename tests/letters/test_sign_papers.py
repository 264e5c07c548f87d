"""Signatures: by whoever holds the step, in the capacity of that day, with number and date."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.letters.marking import at_the_letter, initial, sign
from tests.letters.run_papers import drafted, paper_of, with_papers
from tests.remembered import remembered
from tests.runs.scene import Scene

from himpun.letters import signing
from himpun.letters.models import Mark, Number, Paper
from himpun.letters.queries.documents import content_of
from himpun.letters.queries.keys import trust_now
from himpun.letters.queries.papers import latest_of
from himpun.office import services as office
from himpun.office.models import Holding, JournalRow, Post
from himpun.office.rules import Refused

KIND = "surat-permintaan-data"
BALANGAN = "balangan-dpuprperkim"
THREE = ("format-data-kinerja", "keputusan", "surat-pemberitahuan")


@pytest.fixture
def letter(db: None, tmp_path: Path) -> Scene:
    """At row 5: initialled by the secretary, waiting for the head."""
    return remembered("a letter that waits for the head", lambda: _letter(tmp_path))


def _letter(folder: Path) -> Scene:
    scene = at_the_letter(folder)
    initial(scene, "sekretaris", KIND)
    scene.complete("4")
    return scene


def verdict(scene: Scene, kind: str = KIND) -> signing.Verdict:
    version = latest_of(paper_of(scene, kind))
    assert version.pdf is not None
    return signing.validate(content_of(version.pdf), trust_now(), at=scene.now)


def test_the_head_signs_and_the_letter_has_number_date_and_both_marks(letter: Scene) -> None:
    (mark,) = sign(letter, "kadis", KIND)
    paper = paper_of(letter, KIND)
    assert (paper.state, paper.signed_at) == ("signed", letter.now)
    assert Number.objects.get(paper=paper).text == "000.8.6.3/001/DISHUB/IX/2026"
    assert mark.printed == ["KEPALA DINAS PERHUBUNGAN,"]
    assert (mark.capacity, mark.way) == ("definitif", "local")
    found = verdict(letter)
    assert found.authentic
    assert [seen.role for seen in found.marks] == ["initial", "sign"]


def test_it_is_journalled_with_office_capacity_and_how_it_was_proven(letter: Scene) -> None:
    sign(letter, "kadis", KIND, proof="totp")
    row = JournalRow.objects.filter(action="PaperSigned").latest("seq")
    assert (row.body["office"], row.body["proof"]) == ("Kepala Dinas Perhubungan", "totp")


def test_an_acting_head_signs_as_plt(letter: Scene) -> None:
    secretary = letter.person("sekretaris")
    head = Post.objects.get(agency=letter.agency, code="kadis")
    today = letter.now.date()
    office.end_holding(
        holding=Holding.objects.get(post=head), until_on=today - timedelta(days=1), by=None,
        now=letter.now,
    )  # fmt: skip
    office.appoint(
        post=head, person=secretary, capacity="Plt.", from_on=today, basis="SPT 800/1",
        end_previous=False, by=None, now=letter.now,
    )  # fmt: skip
    (mark,) = sign(letter, secretary, KIND)
    assert mark.printed == ["Plt. KEPALA DINAS PERHUBUNGAN,"]
    assert (mark.capacity, mark.basis) == ("Plt.", "SPT 800/1")


def test_a_stand_in_signs_in_the_head_s_name_below_their_own_office(letter: Scene) -> None:
    head = Post.objects.get(agency=letter.agency, code="kadis")
    today = letter.now.date()
    office.set_stand_in(
        holding=Holding.objects.get(post=head), person=letter.person("sekretaris"),
        from_on=today, until_on=today, reason="Dinas luar", by=None, now=letter.now,
    )  # fmt: skip
    (mark,) = sign(letter, "sekretaris", KIND)
    assert mark.printed == ["a.n. KEPALA DINAS PERHUBUNGAN", "SEKRETARIS,"]
    assert mark.capacity == "a.n."


@pytest.mark.parametrize("who", ["operator", "kasubag", "sekretaris"])
def test_nobody_signs_outside_a_mandate(letter: Scene, who: str) -> None:
    with pytest.raises(Refused):
        sign(letter, who, KIND)
    with pytest.raises(Refused):
        sign(letter, letter.outsider(), KIND)
    assert paper_of(letter, KIND).state == "circulating"
    assert not Number.objects.filter(paper__kind=KIND).exists()


def test_an_operator_is_told_who_signs(letter: Scene) -> None:
    with pytest.raises(Refused, match="Operator menyiapkan naskah"):
        sign(letter, "operator", KIND)


def test_it_refuses_without_a_proof_of_who_it_is(letter: Scene) -> None:
    with pytest.raises(Refused, match="Buktikan sekali lagi"):
        sign(letter, "kadis", KIND, proof="")


def test_it_refuses_a_second_signature(letter: Scene) -> None:
    sign(letter, "kadis", KIND)
    with pytest.raises(Refused, match="sudah ditandatangani"):
        sign(letter, "kadis", KIND)


def test_three_papers_are_signed_and_numbered_with_one_act(db: None, tmp_path: Path) -> None:
    scene = with_papers(tmp_path, BALANGAN)
    for kind in THREE:
        drafted(scene, "1", kind)
    scene.complete("1")
    scene.complete("2")
    initial(scene, "sekdin", *THREE)
    scene.complete("3")
    marks = sign(scene, "kadis", *THREE)
    assert len(marks) == 3
    assert set(Paper.objects.values_list("state", flat=True)) == {"signed"}
    numbered = set(Number.objects.values_list("paper__kind", flat=True))
    assert numbered == {"keputusan", "surat-pemberitahuan"}
    scene.complete("4")


def test_a_bundle_of_which_one_cannot_be_signed_is_not_signed_at_all(
    db: None, tmp_path: Path
) -> None:
    scene = with_papers(tmp_path, BALANGAN)
    for kind in THREE:
        drafted(scene, "1", kind)
    scene.complete("1")
    scene.complete("2")
    initial(scene, "sekdin", *THREE)
    scene.complete("3")
    Paper.objects.filter(kind=THREE[2]).update(way="wet")
    with pytest.raises(Refused, match="tidak ditandatangani dalam sistem"):
        sign(scene, "kadis", *THREE)
    assert not Mark.objects.filter(role="sign", state="done").exists()
    assert not Number.objects.exists()


def test_an_agency_that_signs_by_hand_is_not_signed_in_the_system(letter: Scene) -> None:
    Paper.objects.filter(kind=KIND).update(way="wet")
    with pytest.raises(Refused, match="tidak ditandatangani dalam sistem"):
        sign(letter, "kadis", KIND)
