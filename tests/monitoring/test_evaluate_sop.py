"""The yearly evaluation of an SOP: what is asked, who decides in which capacity, what is kept."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from docx import Document as Word
from tests.monitoring.pages import Pages, quarters
from tests.runs.pages import column, words_of
from tests.runs.scene import PESSEL, Scene, wib

from himpun.monitoring.models import Evaluation
from himpun.monitoring.rules.evaluating import QUESTIONS, Answer
from himpun.monitoring.services import evaluate_sop
from himpun.office.models import Holding, JournalRow
from himpun.office.rules import Refused

YEAR = f"/papan/evaluasi-sop/{PESSEL}/2026/"
ONE = f"{YEAR}{PESSEL}/"
WHY = "Langkah 2 terlalu singkat."
YES = tuple(Answer(no, yes=True) for no in QUESTIONS)


@pytest.fixture
def worked(scene: Scene, pages: Pages) -> Scene:
    """Step 2 was late in the first half of 2026; the second half goes on."""
    quarters(scene)
    return scene


def evaluate(scene: Scene, **changes: object) -> Evaluation:
    usual: dict[str, object] = {
        "agency": scene.agency, "year": 2026, "sop": PESSEL, "answers": YES, "verdict": "revise",
        "reason": WHY, "decided_by": scene.person("kadis").pk, "decided_on": date(2026, 9, 14),
        "revision": 0, "by": scene.person("operator"), "now": scene.now,
    }  # fmt: skip
    return evaluate_sop(**{**usual, **changes})  # type: ignore[arg-type]


def said(scene: Scene, **changes: str) -> dict[str, Any]:
    """The page's form, filled in."""
    filled = {f"jawab-{no}": "ya" for no in QUESTIONS}
    filled |= {"jawab-3": "tidak", "catatan-3": "Terlalu banyak langkah."}
    filled |= {"keputusan": "revise", "alasan": WHY, "tanggal": "2026-09-14", "revisi": "0"}
    return {**filled, "oleh": str(scene.person("kadis").pk), **changes}


def test_the_page_asks_the_seven_statements_beside_what_the_times_say(
    worked: Scene, pages: Pages
) -> None:
    text = pages.text(worked.person("operator"), ONE)
    for question in QUESTIONS.values():
        assert question in text
    assert "Semester I 2026: Dijalankan 1 kali." in text
    assert worked.person("kadis").name in text
    assert text.count("Rekapitulasi berhenti pada Sekretaris") == 1


def test_the_decision_is_shown_with_who_decided_in_which_capacity(
    worked: Scene, pages: Pages
) -> None:
    assert "Belum dievaluasi" in pages.text(worked.person("kasubag"), YEAR)
    assert pages.post(worked.person("operator"), ONE, **said(worked)).status_code == 302
    text = pages.text(worked.person("kasubag"), YEAR)
    assert "Direvisi" in text
    head, writer = worked.person("kadis"), worked.person("operator")
    assert f"Diputuskan oleh {head.name} selaku Kepala Dinas" in text
    assert f"Dicatat oleh {writer.name}" in text
    assert "Terlalu banyak langkah." in text
    row = JournalRow.objects.get(action="SopEvaluated")
    assert (row.body["verdict"], row.body["answers"][2]) == (
        "revise", [3, False, "Terlalu banyak langkah."],
    )  # fmt: skip


def test_an_acting_head_decides_in_that_capacity(worked: Scene) -> None:
    Holding.objects.filter(person=worked.person("kadis")).update(capacity="Plt.")
    kept = evaluate(worked, by=worked.person("kadis"))
    assert kept.capacity.startswith("Plt. Kepala Dinas")


def test_what_is_evaluated_anew_leaves_the_earlier_decisions(worked: Scene, pages: Pages) -> None:
    evaluate(worked)
    evaluate(worked, verdict="keep", reason="Sudah dibahas ulang.", revision=1)
    text = pages.text(worked.person("kasubag"), YEAR)
    assert text.index("Sudah dibahas ulang.") < text.index("Keputusan sebelumnya")
    assert text.index("Keputusan sebelumnya") < text.index(WHY)
    next_year = pages.text(worked.person("kasubag"), YEAR.replace("2026", "2027"))
    assert "Sudah dibahas ulang." in next_year
    assert "Belum dievaluasi" in next_year


def test_an_evaluation_stands_once(worked: Scene) -> None:
    kept = evaluate(worked)
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_who_reads_may_not_evaluate_and_another_agency_finds_nothing(
    worked: Scene, pages: Pages
) -> None:
    for who in (worked.person("staf"), worked.reader()):
        assert pages.get(who, YEAR).status_code == 200
        assert pages.post(who, ONE, **said(worked)).status_code == 403
        with pytest.raises(Refused, match="diisi oleh pengelola"):
            evaluate(worked, by=who)
    assert pages.get(worked.outsider(), YEAR).status_code == 404
    assert pages.post(worked.outsider(), ONE, **said(worked)).status_code == 404
    with pytest.raises(Refused):
        evaluate(worked, by=worked.outsider())
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"answers": (*YES[:2], Answer(3, None), *YES[3:])}, "nomor 3 belum dijawab"),
        ({"answers": (*YES[:6], Answer(7, yes=False, note=" "))}, "nomor 7 dijawab tidak"),
        ({"answers": YES[:6]}, "tidak lengkap"),
        ({"answers": (*YES[:6], YES[0])}, "tidak lengkap"),
        ({"answers": (Answer(1, yes=True, note="x" * 501), *YES[1:])}, "paling panjang 500"),
        ({"verdict": ""}, "belum dipilih"),
        ({"verdict": "burn"}, "belum dipilih"),
        ({"reason": "  "}, "Alasan keputusan wajib"),
        ({"reason": "x" * 2_001}, "paling panjang 2000"),
        ({"sop": "tidak-ada"}, "tidak pernah dijalankan"),
        ({"decided_on": date(2025, 12, 31)}, "sebelum 1 Januari 2026"),
        ({"year": 2027}, "sebelum 1 Januari 2027"),
        ({"decided_on": date(2026, 12, 1)}, "belum tiba"),
        ({"decided_by": 0}, "dipimpin oleh"),
        ({"revision": 1}, "pada saat yang sama"),
    ],
)  # fmt: skip
def test_it_refuses_what_cannot_stand(worked: Scene, changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        evaluate(worked, **changes)
    assert not Evaluation.objects.exists()


def test_only_who_headed_the_agency_that_day_decides(worked: Scene) -> None:
    with pytest.raises(Refused, match="14 September 2026 instansi dipimpin oleh"):
        evaluate(worked, decided_by=worked.person("kasubag").pk)
    Holding.objects.filter(person=worked.person("kadis")).update(
        from_on=date(2026, 9, 14) - timedelta(days=1)
    )
    with pytest.raises(Refused, match="tidak ada pimpinan instansi yang tercatat"):
        evaluate(worked, decided_on=date(2026, 9, 1))


def test_the_page_keeps_what_was_typed_when_it_is_refused(worked: Scene, pages: Pages) -> None:
    who = worked.person("operator")
    answer = pages.post(who, ONE, **said(worked, keputusan=""))
    assert answer.status_code == 400
    words = words_of(answer)
    assert "Keputusan evaluasi belum dipilih." in words
    assert 'value="Terlalu banyak langkah."' in answer.content.decode()
    for wrong in (
        {"tanggal": "kemarin"}, {"jawab-1": "mungkin"}, {"keputusan": "x"}, {"revisi": "-1"},
        {"oleh": "kadis"},
    ):  # fmt: skip
        assert pages.post(who, ONE, **said(worked, **wrong)).status_code == 400, wrong
    assert not Evaluation.objects.exists()


def test_the_page_says_at_once_all_that_is_missing(worked: Scene, pages: Pages) -> None:
    nothing = {f"jawab-{no}": "" for no in QUESTIONS} | {"catatan-3": "", "keputusan": ""}
    nothing |= {"alasan": " ", "tanggal": "", "oleh": ""}
    words = words_of(pages.post(worked.person("operator"), ONE, **said(worked, **nothing)))
    for sentence in (
        "Pertanyaan nomor 1, 2, 3, 4, 5, 6, 7 belum dijawab.", "Keputusan evaluasi belum dipilih.",
        "Alasan keputusan wajib diisi.", "Tanggal keputusan belum diisi",
        "Belum dipilih siapa yang memutuskan.",
    ):  # fmt: skip
        assert sentence in words


def test_it_is_printed_as_pdf_a_as_a_word_file_and_as_a_sheet(worked: Scene, pages: Pages) -> None:
    evaluate(worked)
    who = worked.person("kasubag")
    printed = pages.get(who, f"{YEAR}?bentuk=pdf")
    assert printed.content.startswith(b"%PDF-")
    assert b"pdfaid" in printed.content
    word = Word(BytesIO(pages.get(who, f"{YEAR}?bentuk=docx").content))
    text = " ".join(paragraph.text for paragraph in word.paragraphs)
    assert f"Keputusan: Direvisi. Alasan: {WHY}" in text
    assert f"Diputuskan oleh {worked.person('kadis').name} selaku" in text
    rows = pages.sheet(who, f"{YEAR}?bentuk=xlsx")
    assert column(rows, "Keputusan") == ["Direvisi"]
    assert column(rows, "Diputuskan pada") == ["2026-09-14"]


def test_an_agency_that_ran_no_sop_is_told_what_will_stand_there(
    scene: Scene, pages: Pages
) -> None:
    text = pages.text(scene.person("kasubag"), YEAR)
    assert "Belum ada SOP yang pernah dijalankan" in text
    assert "SOP yang sudah dijalankan tampil di sini" in text


def test_a_year_out_of_reach_is_not_found(worked: Scene, pages: Pages) -> None:
    far = YEAR.replace("2026", "99999")
    assert pages.get(worked.person("kasubag"), far).status_code == 404


def test_the_start_leads_to_the_year_of_today(worked: Scene, pages: Pages) -> None:
    worked.now = wib(2026, 9, 15)
    answer = pages.get(worked.person("kasubag"), f"/papan/evaluasi-sop/{PESSEL}/")
    assert answer["Location"] == YEAR
