"""The six-monthly form: what the times propose, what the assessor says, and the papers of it."""

from io import BytesIO

import pytest
from docx import Document as Word
from tests.monitoring.pages import Pages, quarters
from tests.runs.pages import column, words_of
from tests.runs.scene import PESSEL, Scene, wib

from himpun.monitoring.models import Assessment
from himpun.monitoring.services import assess_procedure
from himpun.office.models import JournalRow
from himpun.office.rules import Refused

FORM = "/papan/pemantauan-sop/pesisir-selatan-dishub/2026/1/"
ROW = f"{FORM}pesisir-selatan-dishub/2/"
SAID = {
    "penilaian": "tidak", "catatan": "Kasubag sedang dinas luar.",
    "tindakan": "Tunjuk Plh. selama dinas luar.", "revisi": "0",
}  # fmt: skip


@pytest.fixture
def worked(scene: Scene, pages: Pages) -> Scene:
    """Step 2 was late in the first half of 2026; the second half goes on."""
    quarters(scene)
    return scene


def assess(scene: Scene, **changes: object) -> Assessment:
    usual: dict[str, object] = {
        "agency": scene.agency, "year": 2026, "half": 1, "sop": PESSEL, "key": "2", "well": False,
        "note": "Kasubag sedang dinas luar.", "action": "Tunjuk Plh.", "revision": 0,
        "by": scene.person("operator"), "now": scene.now,
    }  # fmt: skip
    return assess_procedure(**{**usual, **changes})  # type: ignore[arg-type]


def test_the_form_proposes_from_the_times_of_the_half_year(worked: Scene, pages: Pages) -> None:
    rows = pages.sheet(worked.person("kasubag"), f"{FORM}?bentuk=xlsx")
    words = dict(zip(column(rows, "No"), column(rows, "Penilaian"), strict=True))
    assert words["2"] == "Tidak berjalan dengan baik"
    assert words["1"] == "Berjalan dengan baik"
    assert words["14"] == "Belum dapat dinilai"
    notes = dict(zip(column(rows, "No"), column(rows, "Catatan hasil penilaian"), strict=True))
    assert "0 dari 1 (0 %) dalam waktu baku" in str(notes["2"])


def test_a_half_year_to_come_says_so_and_offers_nothing_to_assess(
    worked: Scene, pages: Pages
) -> None:
    answer = pages.get(worked.person("operator"), FORM.replace("2026/1", "2027/1"))
    assert "Semester I 2027 belum dimulai" in words_of(answer)
    assert "/2027/1/pesisir-selatan-dishub/" not in answer.content.decode()
    begun = pages.get(worked.person("operator"), FORM.replace("2026/1", "2026/2"))
    assert "Semester II 2026 belum berakhir" in words_of(begun)
    assert "/2026/2/pesisir-selatan-dishub/" in begun.content.decode()


def test_the_assessor_s_word_goes_before_the_proposal(worked: Scene, pages: Pages) -> None:
    answer = pages.post(worked.person("operator"), ROW, **SAID)
    assert answer.status_code == 302
    said = pages.text(worked.person("kasubag"), FORM)
    assert "Kasubag sedang dinas luar." in said
    row = JournalRow.objects.get(action="ProcedureAssessed")
    assert (row.body["step"], row.body["well"]) == ("2", "tidak")
    assert assess(worked, revision=1, well=True).revision == 2


def test_who_reads_may_not_assess_and_another_agency_finds_nothing(
    worked: Scene, pages: Pages
) -> None:
    for who in (worked.person("staf"), worked.reader()):
        assert pages.get(who, FORM).status_code == 200
        assert pages.post(who, ROW, **SAID).status_code == 403
        with pytest.raises(Refused, match="diisi oleh pengelola"):
            assess(worked, by=who)
    assert pages.post(worked.outsider(), ROW, **SAID).status_code == 404
    with pytest.raises(Refused):
        assess(worked, by=worked.outsider())
    assert not Assessment.objects.exists()


def test_the_head_may_assess(worked: Scene) -> None:
    assert assess(worked, by=worked.person("kadis")).by_text


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"note": " "}, "Catatan hasil penilaian wajib"),
        ({"action": ""}, "Tindakan yang harus diambil wajib"),
        ({"note": "x" * 2_001}, "paling panjang 2000"),
        ({"key": "99"}, "Baris itu tidak ada"),
        ({"sop": "tidak-ada"}, "Baris itu tidak ada"),
        ({"year": 2027}, "belum dimulai"),
        ({"revision": 3}, "pada saat yang sama"),
    ],
)
def test_it_refuses_what_cannot_stand(worked: Scene, changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        assess(worked, **changes)
    assert not Assessment.objects.exists()


def test_the_page_keeps_what_was_typed_when_it_is_refused(worked: Scene, pages: Pages) -> None:
    answer = pages.post(worked.person("operator"), ROW, **{**SAID, "tindakan": ""})
    assert answer.status_code == 409
    assert "Kasubag sedang dinas luar." in words_of(answer)
    assert pages.post(worked.person("operator"), ROW, penilaian="x").status_code == 400


def test_it_is_printed_as_pdf_a_and_as_a_word_file(worked: Scene, pages: Pages) -> None:
    pages.post(worked.person("operator"), ROW, **SAID)
    printed = pages.get(worked.person("kasubag"), f"{FORM}?bentuk=pdf")
    assert printed.content.startswith(b"%PDF-")
    assert b"pdfaid" in printed.content
    word = Word(BytesIO(pages.get(worked.person("kasubag"), f"{FORM}?bentuk=docx").content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Kasubag sedang dinas luar." in cells
    assert "Paraf penilai" in cells


def test_a_half_year_that_there_is_not_is_not_found(worked: Scene, pages: Pages) -> None:
    wrong = FORM.replace("/1/", "/3/")
    assert pages.get(worked.person("kasubag"), wrong).status_code == 404
    assert pages.get(worked.person("kasubag"), FORM.replace("2026", "99999")).status_code == 404


def test_the_start_leads_to_the_half_year_of_today(worked: Scene, pages: Pages) -> None:
    worked.now = wib(2026, 9, 15)
    answer = pages.get(worked.person("kasubag"), "/papan/pemantauan-sop/pesisir-selatan-dishub/")
    assert answer["Location"].endswith("/2026/2/")
