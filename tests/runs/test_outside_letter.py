"""A run that begins with a letter from outside."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.archive.files import PDF
from tests.runs.pages import Pages, words_of
from tests.runs.records import journal
from tests.runs.scene import Scene, build, wib

from himpun.kernel.messages import Rejected
from himpun.runs import services
from himpun.runs.models import Attachment, Run, StartLetter
from himpun.runs.rules.letter import OutsideLetter, begins_by_letter

PAGE = "/jalan/mulai/pangkalpinang-dpupr/pangkalpinang-dpupr/"
LETTER = {
    "surat-number": "700/12/INSP/2026", "surat-dated_on": "2026-09-01",
    "surat-sender": "Inspektorat Kota", "surat-subject": "Permintaan data kinerja",
    "surat-received_on": "2026-09-02",
}  # fmt: skip


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    return build(tmp_path, "pangkalpinang-dpupr", now=wib(2026, 9, 3, 9))


def begun(scene: Scene, pages: Pages, **more: object) -> Run:
    said = {"periode": "2026-TW3", "kunci": "k", "unit": scene.units(), **LETTER, **more}
    answer = pages.post(scene.person("operator"), PAGE, **said)
    assert answer.status_code == 302, words_of(answer)
    return Run.objects.get()


def test_the_sop_of_pangkalpinang_says_that_a_letter_begins_it(scene: Scene, pages: Pages) -> None:
    assert begins_by_letter(scene.sop)
    text = pages.text(scene.person("operator"), PAGE)
    assert "Surat dari luar yang memulai SOP ini" in text


def test_its_facts_stand_on_the_run_and_on_the_first_step(scene: Scene, pages: Pages) -> None:
    scan = SimpleUploadedFile("surat.pdf", PDF, "application/pdf")
    run = begun(scene, pages, **{"surat-scan": scan})
    letter = StartLetter.objects.get(run=run)
    assert (letter.number, letter.received_on) == ("700/12/INSP/2026", date(2026, 9, 2))
    scene.run_id = run.pk
    first = scene.visits()[0]
    kadis = scene.holder(first)
    for address in (f"/jalan/{run.pk}/", f"/jalan/{run.pk}/langkah/{first.number}/"):
        text = pages.text(kadis, address)
        assert "700/12/INSP/2026" in text
        assert "Inspektorat Kota" in text
        assert "surat.pdf" in text
    attached = Attachment.objects.get()
    assert (attached.visit, letter.scan) == (first, attached)
    assert journal(scene)[-1].action == "OutsideLetterRecorded"


def test_the_search_finds_it(scene: Scene, pages: Pages) -> None:
    begun(scene, pages)
    address = "/arsip/cari/?cari=Inspektorat+Kota"
    assert "Triwulan III 2026" in pages.text(scene.person("operator"), address)
    assert "Triwulan III 2026" not in pages.text(scene.outsider(), address)


def test_a_run_without_letter_begins_as_before(scene: Scene, pages: Pages) -> None:
    begun(scene, pages, **dict.fromkeys(LETTER, ""))
    assert not StartLetter.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"surat-sender": ""}, 400, "Pengirim harus diisi"),
        ({"surat-dated_on": "kemarin"}, 400, "Tanggal itu tidak ada dalam kalender"),
        ({"surat-received_on": "2026-08-01"}, 409, "tidak dapat diterima sebelum tanggalnya"),
        ({"surat-received_on": "2026-09-04"}, 409, "Hari diterima belum tiba"),
    ],
)
def test_a_letter_that_cannot_be_begins_nothing(
    scene: Scene, pages: Pages, wrong: dict[str, str], status: int, sentence: str
) -> None:
    said = {"periode": "2026-TW3", "unit": scene.units(), **LETTER, **wrong}
    answer = pages.post(scene.person("operator"), PAGE, **said)
    assert answer.status_code == status
    assert sentence in words_of(answer)
    assert not Run.objects.exists()


def test_who_may_not_begin_records_no_letter(scene: Scene) -> None:
    letter = OutsideLetter("1", date(2026, 9, 1), "Wali Kota", "Data", date(2026, 9, 1))
    for person in (scene.outsider(), scene.outsider("operator")):
        with pytest.raises(Rejected):
            services.start_run(
                agency=scene.agency, sop_pk=scene.sop_pk, period="2026-TW3", units=scene.units(),
                by=person, now=scene.now, letter=letter,
            )  # fmt: skip
    assert not StartLetter.objects.exists()
