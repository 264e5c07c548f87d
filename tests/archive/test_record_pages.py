"""The records of an agency: what the pages show to whom, and what they change."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.archive.disposing import carried_out, old_record
from tests.archive.pages import as_, at, page, saved, send
from tests.archive.scene import AKIP, LATER, Scene, pdf
from tests.office.scene import TODAY

from himpun.archive.models import Record
from himpun.archive.queries import path_of
from himpun.archive.queries.folders import ITEM_COLUMNS
from himpun.archive.services import Place, change_place, place_hold

pytestmark = pytest.mark.usefixtures("frozen_clock")
FILING: dict[str, Any] = {
    "subject": "Surat permintaan data", "number": "065/1/2026", "dated_on": TODAY.isoformat(),
    "code": AKIP, "security": "terbatas", "folder": "baru", "folder_title": "TW I 2026",
    "creator": "Kepala Dinas", "recipients": "Bidang Jalan\n\nBidang Sungai", "medium": "tekstual",
    "copy": "asli", "amount": "2 lembar", "signature": "basah", "shelf": "R1", "box": "3",
}  # fmt: skip


def cells(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_only_agency_s_list_opens_at_once(scene: Scene) -> None:
    answer = as_(scene.kabid).get(at("home"))
    assert answer["Location"] == at("records", scene.agency.code)


def test_the_list_shows_each_only_what_they_may_see(scene: Scene) -> None:
    scene.file("Surat biasa")
    scene.file("Surat pimpinan", security="rahasia", people=(scene.head.pk,))
    address = at("records", scene.agency.code)
    assert "Surat pimpinan" in page(scene.head, address)
    official = page(scene.kabid, address)
    assert "Surat biasa" in official
    assert "Surat pimpinan" not in official
    page(scene.outsider, address, 404)


def test_period_and_run_are_told_in_words(scene: Scene) -> None:
    row = scene.file("Rekap", period="2026-TW1", origin="run/12", step="9")
    shown = page(scene.kabid, at("record", scene.agency.code, row.no))
    assert "Triwulan I 2026" in shown
    assert "SOP berjalan nomor 12, langkah 9" in shown
    row = scene.file("Lain", period="musim tanam", origin="contoh/2018")
    shown = page(scene.kabid, at("record", scene.agency.code, row.no))
    assert "musim tanam" in shown
    assert "contoh/2018" in shown


def test_a_keeper_sees_that_a_secret_is_there_and_no_more(scene: Scene) -> None:
    row = scene.file(
        "Surat pimpinan", security="sangat-rahasia", people=(scene.head.pk,), content=pdf("x"),
        note="Catatan rahasia", number="RHS-1", name="rahasia-sekali.pdf", folder="Perkara A",
    )  # fmt: skip
    for address in (at("records", scene.agency.code), at("record", scene.agency.code, row.no)):
        shown = page(scene.admin, address)
        assert "(sangat rahasia)" in shown
        for word in ("pimpinan", "Catatan rahasia", "RHS-1", "rahasia-sekali", "Perkara A"):
            assert word not in shown.replace("pimpinan instansi", ""), word
    listed = page(scene.admin, at("records", scene.agency.code) + "?cari=Surat")
    assert "Tidak ada arsip yang cocok" in listed
    content = at("record_content", scene.agency.code, row.no)
    page(scene.admin, content, 404)
    page(scene.kabid, content, 404)
    assert saved(scene.head, content) == pdf("x")
    file = cells(saved(scene.admin, at("records_file", scene.agency.code)))
    assert "Surat pimpinan" not in str(file)


@pytest.mark.parametrize(
    ("question", "seen"),
    [
        ("cari=laporan", {"Laporan"}),
        (f"kode={AKIP}", {"Laporan", "Rekapitulasi lama", "Undangan"}),
        ("tahun=2019", {"Rekapitulasi lama"}),
        ("keadaan=jatuh-tempo", {"Rekapitulasi lama"}),
        ("keadaan=aktif", {"Laporan", "Undangan"}),
        ("keadaan=ditahan", {"Undangan"}),
        ("keadaan=belum-berjadwal", set()),
        ("keamanan=terbatas", {"Laporan"}),
        ("tahun=999999999", set()),
        ("tahun=20x&halaman=-3&keadaan=%00", {"Laporan", "Rekapitulasi lama", "Undangan"}),
    ],
)
def test_the_list_is_narrowed(scene: Scene, question: str, seen: set[str]) -> None:
    scene.schedule()
    scene.file("Laporan", security="terbatas")
    old_record(scene)
    held = scene.file("Undangan")
    place_hold(record=held.pk, reason="Perkara", by=scene.admin, now=LATER)
    shown = page(scene.kabid, at("records", scene.agency.code) + f"?{question}")
    names = {"Laporan", "Rekapitulasi lama", "Undangan"}
    assert {name for name in names if f">{name}<" in shown} == seen


def test_the_excel_list_has_the_columns_of_a_daftar_isi_berkas(scene: Scene) -> None:
    scene.file("=1+1", content=pdf("x"), recipients=("Bupati",))
    rows = cells(saved(scene.kabid, at("records_file", scene.agency.code)))
    assert rows[0] == [title for title, _ in ITEM_COLUMNS]
    assert rows[1][3] == "=1+1"
    assert len(rows) == 2


def test_a_record_s_page_says_all_that_was_recorded(scene: Scene) -> None:
    scene.schedule()
    row = scene.file(
        content=pdf("x"), recipients=("Bupati",), origin="run/12", step="9", signature="sistem"
    )
    shown = page(scene.kabid, at("record", scene.agency.code, row.no))
    words = ("Bupati", "SOP berjalan nomor 12, langkah 9", "Disetujui dalam sistem", "Musnah")
    for word in (row.sha256, *words):
        assert word in shown, word
    assert "Ubah tempat simpan" not in shown
    page(scene.kabid, at("record", scene.agency.code, 99), 404)


def test_a_keeper_files_paper_by_hand(scene: Scene) -> None:
    send(scene.admin, at("record_add", scene.agency.code), **FILING)
    row = Record.objects.get()
    assert (row.subject, row.recipients) == (
        "Surat permintaan data", ["Bidang Jalan", "Bidang Sungai"],
    )  # fmt: skip
    assert (row.shelf, row.folder.title, row.file) == ("R1", "TW I 2026", None)


def test_what_is_sent_twice_from_the_same_page_is_filed_once(scene: Scene) -> None:
    address = at("record_add", scene.agency.code)
    sent = FILING | {"csrfmiddlewaretoken": "a" * 64}
    send(scene.admin, address, 409, **(sent | {"dated_on": "2027-01-01"}))
    for _ in range(2):
        send(scene.admin, address, **sent)
    assert Record.objects.count() == 1
    send(scene.admin, address, **(sent | {"csrfmiddlewaretoken": "b" * 64}))
    assert Record.objects.count() == 2


def test_a_keeper_files_a_file_into_a_folder_that_is_there(scene: Scene) -> None:
    first = scene.file()
    sent = FILING | {
        "medium": "elektronik", "folder": str(first.folder.no), "folder_title": "",
        "file": SimpleUploadedFile("surat.pdf", pdf("x")),
    }  # fmt: skip
    send(scene.colleague, at("record_add", scene.agency.code), **sent)
    row = Record.objects.get(no=2)
    assert (row.folder, row.item, row.name, row.size) == (
        first.folder, 2, "surat.pdf", len(pdf("x")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "status", "why"),
    [
        ({"subject": ""}, 400, "Uraian harus diisi"),
        ({"dated_on": "2026-02-31"}, 400, "tidak ada dalam kalender"),
        ({"folder_title": ""}, 400, "Judul berkas baru harus diisi"),
        ({"code": "9"}, 400, "tidak ada dalam daftar"),
        ({"dated_on": "2027-01-01"}, 409, "belum tiba"),
        ({"medium": "elektronik"}, 409, "memerlukan berkasnya"),
        ({"file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")}, 409, "tidak diterima"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_filed(
    scene: Scene, wrong: dict[str, Any], status: int, why: str
) -> None:
    shown = send(scene.admin, at("record_add", scene.agency.code), status, **(FILING | wrong))
    assert why in shown
    assert not Record.objects.exists()


def test_a_keeper_changes_place_number_and_hold(scene: Scene) -> None:
    code, no = scene.agency.code, scene.file().no
    send(scene.admin, at("record_place", code, no), shelf="R9", box="", binder="")
    send(scene.admin, at("record_srikandi", code, no), number="S-5")
    send(scene.admin, at("record_hold", code, no), reason="Perkara", basis="12/G")
    shown = page(scene.kabid, at("record", code, no))
    for word in ("Rak R9", "S-5", "Ditahan", "Perkara (12/G)"):
        assert word in shown
    send(scene.admin, at("record_lift", code, no), reason="Putus")
    assert "Dicabut" in page(scene.kabid, at("record", code, no))
    assert "sudah begitu" in send(scene.admin, at("record_place", code, no), 409, shelf="R9")


@pytest.mark.parametrize("name", ["record_place", "record_srikandi", "record_hold", "record_add"])
def test_whoever_does_not_keep_the_archive_gets_no_form(scene: Scene, name: str) -> None:
    args = (scene.agency.code,) if name == "record_add" else (scene.agency.code, scene.file().no)
    page(scene.kabid, at(name, *args), 403)
    page(scene.outsider, at(name, *args), 404)


def test_a_destroyed_record_says_so_and_gives_no_content(scene: Scene) -> None:
    scene.schedule()
    row = old_record(scene)
    carried_out(scene, row)
    shown = page(scene.kabid, at("record", scene.agency.code, row.no))
    assert "sudah dimusnahkan" in shown
    assert row.sha256 in shown
    page(scene.kabid, at("record_content", scene.agency.code, row.no), 404)


def test_a_content_that_the_disk_has_lost_is_told_in_a_sentence(scene: Scene) -> None:
    row = scene.file(content=pdf("x"))
    path_of(row.sha256).unlink()
    shown = page(scene.kabid, at("record_content", scene.agency.code, row.no), 404)
    assert "tidak ada di tempat penyimpanannya" in shown


def test_folders_and_their_items_are_listed_and_saved(scene: Scene) -> None:
    row = scene.file("Satu", origin="run/1", folder="Triwulan I")
    scene.file("Dua", origin="run/1", security="rahasia")
    change_place(record=row.pk, place=Place("R1", "B1"), by=scene.admin, now=LATER)
    code = scene.agency.code
    assert "Triwulan I" in page(scene.kabid, at("folders", code) + "?tahun=2026")
    for year in ("2020", "999999999"):
        assert "Triwulan I" not in page(scene.kabid, at("folders", code) + f"?tahun={year}")
    shown = page(scene.kabid, at("folder", code, 1))
    assert "Rak R1, boks B1" in shown
    assert "Dua" not in shown
    assert cells(saved(scene.kabid, at("folders_list", code)))[1][2] == "Triwulan I"
    assert [line[3] for line in cells(saved(scene.head, at("folder_list", code, 1)))[1:]] == [
        "Satu", "Dua",
    ]  # fmt: skip
    page(scene.kabid, at("folder", code, 9), 404)


def test_a_folder_of_secrets_alone_is_not_there_for_others(scene: Scene) -> None:
    scene.file("Rahasia", origin="run/1", folder="Perkara", security="rahasia")
    code = scene.agency.code
    assert "Perkara" not in page(scene.kabid, at("folders", code))
    page(scene.kabid, at("folder", code, 1), 404)
    assert "Perkara" in page(scene.head, at("folders", code))


def test_what_a_folder_of_secrets_is_about_is_kept_from_its_keeper(scene: Scene) -> None:
    scene.file("Isi", origin="run/1", folder="Perkara", security="rahasia")
    code = scene.agency.code
    for address in (at("folders", code), at("folder", code, 1), at("record_add", code)):
        assert "Perkara" not in page(scene.admin, address)
    assert "(tidak terbuka bagi Anda)" in page(scene.admin, at("folders", code))
    assert "Perkara" not in str(cells(saved(scene.admin, at("folders_list", code))))
