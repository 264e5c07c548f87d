"""A paper is drafted from what its run knows."""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from tests.letters.marking import finish
from tests.letters.run_papers import ORDER, drafted, give_letterhead, paper_of, with_papers
from tests.runs.scene import PESSEL, Scene, build

from himpun.kernel.parse import parse_text
from himpun.letters.models import Paper
from himpun.letters.queries.documents import document_of
from himpun.letters.rules.document import Letterhead, parts_of
from himpun.letters.services import draft_paper
from himpun.office.models import JournalRow
from himpun.office.rules import Refused

BALANGAN = "balangan-dpuprperkim"
SHORT = f"""
schema = 1
id = "{PESSEL}"
version = 1
name = "Permintaan data"
agency = "Dinas Contoh"
[performers.kasubag]
title = "Kasubag"
[performers.kepala-dinas]
title = "Kepala Dinas"
[performers.kabid]
title = "Kabid"
per = "unit"
unit_kinds = ["bidang"]
[[step]]
no = 1
activity = "Menyiapkan surat permintaan data"
performer = "kasubag"
work = ["prepare"]
papers = ["surat-permintaan-data"]
[[step]]
no = 2
activity = "Menandatangani surat permintaan data"
performer = "kepala-dinas"
work = ["sign"]
papers = ["surat-permintaan-data"]
exits = {{ tidak = 1, setuju = 3 }}
[[step]]
no = 3
activity = "Menghimpun data kinerja"
performer = "kabid"
work = ["collect"]
"""
THREE = ("format-data-kinerja", "keputusan", "surat-pemberitahuan")
MEETING: dict[str, Any] = {
    "meet": {
        "on": "2026-09-14", "at": "09:00", "place": "Ruang rapat", "agenda": "Rapat awal",
        "attendance": [{"who": "Kepala Bidang", "present": "Hadir"}],
        "discussion": "Jadwal pengumpulan.", "decision": "Data masuk tanggal 25.",
        "follow_up": [{"text": "Buat formulir", "who": "Tim SAKIP", "on": "2026-09-18"}],
    }
}  # fmt: skip


@pytest.fixture
def running(db: None, tmp_path: Path) -> Scene:
    return with_papers(tmp_path)


def said(version: Any) -> str:
    document = document_of(version, concept=True)
    texts = [part for part in parts_of(document) if isinstance(part, str)]
    return " ".join(" ".join(texts).split())


def test_an_order_says_what_was_ordered_and_to_whom(running: Scene) -> None:
    version = drafted(running, "1", "lembar-disposisi", content=ORDER)
    words = said(version)
    assert "Siapkan surat permintaan data kinerja." in words
    assert "Triwulan III 2026" in words
    assert version.paper.urgency == "Segera"


def test_a_letter_knows_its_recipients_its_day_and_its_letterhead(running: Scene) -> None:
    running.now = running.now.replace(hour=9)
    finish(running, "1")
    finish(running, "2")
    version = drafted(running, "3", "surat-permintaan-data")
    document = document_of(version, concept=True)
    assert len(document.recipients) == len(running.units())
    assert isinstance(document.letterhead, Letterhead)
    assert document.letterhead.lines[1] == "DINAS PERHUBUNGAN"
    # The window of row 8 is the Friday of the last month's fourth week.
    assert "25 September 2026" in said(version)
    assert [initial.office for initial in document.initials] == ["Sekretaris"]


def test_a_letter_that_no_row_distributes_is_not_addressed_to_its_signer(
    db: None, tmp_path: Path
) -> None:
    scene = build(tmp_path, sop=parse_text(SHORT))
    give_letterhead(scene)
    scene.start()
    document = document_of(drafted(scene, "1", "surat-permintaan-data"), concept=True)
    assert len(document.recipients) == len(scene.units())
    assert not any("Kepala Dinas" in str(name) for name in document.recipients)


def test_three_papers_of_one_row_travel_as_one_bundle(db: None, tmp_path: Path) -> None:
    scene = with_papers(tmp_path, BALANGAN)
    for kind in THREE:
        drafted(scene, "1", kind)
    bundles = set(Paper.objects.values_list("bundle", flat=True))
    assert len(bundles) == 1
    assert None not in bundles


@pytest.mark.parametrize(
    ("code", "node", "kinds"),
    [
        ("pangkalpinang-dpupr", "1", ("lembar-disposisi",)),
        ("sumbar-bmcktr", "1", ("nota-dinas",)),
        ("pematangsiantar-dpmptsp", "1", ("lembar-disposisi",)),
        (BALANGAN, "1", THREE),
    ],
)
def test_every_sop_s_first_papers_can_be_drafted(
    db: None, tmp_path: Path, code: str, node: str, kinds: tuple[str, ...]
) -> None:
    scene = with_papers(tmp_path, code)
    for kind in kinds:
        assert "Triwulan III 2026" in said(drafted(scene, node, kind, content=ORDER))


def test_minutes_say_what_was_filled_in_on_the_step(db: None, tmp_path: Path) -> None:
    scene = with_papers(tmp_path, "sumbar-bmcktr")
    finish(scene, "1")
    words = said(drafted(scene, "2", "notula", content=MEETING))
    for text in ("Senin, 14 September 2026", "09.00 WIB", "Ruang rapat", "Kepala Bidang",
                 "Jadwal pengumpulan.", "Data masuk tanggal 25.", "18 September 2026"):  # fmt: skip
        assert text in words


def test_drafting_it_again_makes_a_second_version(running: Scene) -> None:
    drafted(running, "1", "lembar-disposisi", content=ORDER)
    again = drafted(running, "1", "lembar-disposisi")
    assert (again.no, Paper.objects.count()) == (2, 1)


def test_an_operator_may_prepare_it(running: Scene) -> None:
    visit = running.visit("1")
    by = running.person("operator")
    version = draft_paper(
        run_id=running.run_id, visit=visit.number, kind="lembar-disposisi", content=ORDER, by=by,
        now=running.now,
    )  # fmt: skip
    assert version.by == by


@pytest.mark.parametrize("who", ["kasubag", "outsider"])
def test_it_refuses_whoever_does_not_hold_the_step(running: Scene, who: str) -> None:
    by = running.outsider() if who == "outsider" else running.person(who)
    with pytest.raises(Refused):
        draft_paper(
            run_id=running.run_id, visit=running.visit("1").number, kind="lembar-disposisi",
            content={}, by=by, now=running.now,
        )  # fmt: skip
    assert not Paper.objects.exists()


def test_it_refuses_a_paper_that_the_step_does_not_make(running: Scene) -> None:
    with pytest.raises(Refused, match="tidak menyusun naskah itu"):
        drafted(running, "1", "keputusan")


def test_it_refuses_an_agency_without_letterhead(scene: Scene) -> None:
    scene.start()
    with pytest.raises(Refused, match="belum mempunyai kop"):
        drafted(scene, "1", "lembar-disposisi")
    give_letterhead(scene)
    assert drafted(scene, "1", "lembar-disposisi").no == 1


@override_settings(HIMPUN_PAPER_FIGURES="tests.letters.test_draft_paper.figures")
def test_figures_come_from_the_app_above(db: None, tmp_path: Path) -> None:
    scene = with_papers(tmp_path, "sumbar-bmcktr")
    finish(scene, "1")
    finish(scene, "2", content=MEETING)
    finish(scene, "3")
    scene.complete("4")
    version = drafted(scene, "5", "formulir-data-kinerja")
    assert "Indeks contoh" in said(version)
    assert version.facts["embedded"][0]["name"] == "data.csv"


def figures(wanted: Any) -> Any:
    from himpun.letters.queries.figures import Figures
    from himpun.letters.rules.document import Column, Embedded, Table, plain

    table = Table((Column(),), (("Indikator",),), ((plain("Indeks contoh"),),))
    csv = Embedded("data.csv", "text/csv", b"indikator\nIndeks contoh\n", "Data")
    return Figures(blocks={"tabel_formulir": (table,)}, embedded=(csv,))


def test_the_journal_says_who_drafted_what(running: Scene) -> None:
    drafted(running, "1", "lembar-disposisi", content=ORDER)
    row = JournalRow.objects.get(action="PaperDrafted")
    assert row.subject == f"paper/{paper_of(running, 'lembar-disposisi').pk}"
    assert (row.body["kind"], row.body["version"]) == ("lembar-disposisi", 1)
    assert running.agency.code == PESSEL
