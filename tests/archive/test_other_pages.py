"""Schedule, disposal, search and integrity: what the pages show to whom, and what they change."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.archive.disposing import DEED, carried_out, old_record, proposed
from tests.archive.pages import as_, at, page, saved, send
from tests.archive.scene import Scene, pdf
from tests.archive.test_check_store_part import rounds, spoil
from tests.archive.test_compare_schedule import GOOD
from tests.archive.test_index_text import HOSTILE

from himpun.archive.models import Disposal, Record, Schedule
from himpun.archive.services import load_sample_schedule

pytestmark = pytest.mark.usefixtures("frozen_clock")


def jra(content: str = GOOD, name: str = "jra.csv") -> dict[str, Any]:
    return {"basis": "Perbup 1/2026", "file": SimpleUploadedFile(name, content.encode())}


# ---- schedule


def test_a_schedule_is_handed_in_shown_and_put_in_force(scene: Scene) -> None:
    code = scene.agency.code
    shown = send(scene.admin, at("schedule_compare", code), 200, **jra())
    assert "2 + 3 tahun, musnah" in shown
    assert not Schedule.objects.exists()
    offer = re.search(r'name="usulan" value="([^"]+)"', shown)
    assert offer is not None
    send(scene.admin, at("schedule_load", code), usulan=offer[1])
    assert "Perbup 1/2026" in page(scene.kasubag, at("schedule", code))
    assert "telah berubah sejak" in send(
        scene.admin, at("schedule_load", code), 409, usulan=offer[1]
    )


def test_each_wrong_cell_is_shown_and_nothing_can_be_put_in_force(scene: Scene) -> None:
    wrong = jra(GOOD.replace("Musnah", "Bakar").replace("2;3;Perm", "x;3;Perm"))
    shown = send(scene.admin, at("schedule_compare", scene.agency.code), 400, **wrong)
    assert "2 sel perlu diperbaiki" in shown
    assert ">E2<" in shown
    assert ">C3<" in shown
    assert "usulan" not in shown


@pytest.mark.parametrize(
    ("sent", "status", "why"),
    [
        ({"basis": ""}, 400, "Dasar jadwal harus diisi"),
        ({"file": SimpleUploadedFile("a.csv", b"a;b\n1;2")}, 400, "Baris judul tidak ditemukan"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * (8 * 1024 * 1024 + 1))}, 413, "lebih besar"),
    ],
)
def test_what_is_no_schedule_is_said_so(
    scene: Scene, sent: dict[str, Any], status: int, why: str
) -> None:
    address = at("schedule_compare", scene.agency.code)
    assert why in send(scene.admin, address, status, **(jra() | sent))


def test_the_sample_is_marked_and_can_be_saved(scene: Scene) -> None:
    load_sample_schedule(agency=scene.agency, now=scene.last().at)
    assert "Jadwal ini contoh" in page(scene.kasubag, at("schedule", scene.agency.code))
    sent = {
        "basis": "Perbup", "file": SimpleUploadedFile(
            "jra.xlsx", saved(scene.kasubag, at("schedule_list", scene.agency.code))
        ),
    }  # fmt: skip
    shown = send(scene.admin, at("schedule_compare", scene.agency.code), 400, **sent)
    # What was saved can be handed back: only the codes that no schedule speaks of are empty.
    assert {place[0] for place in re.findall(r'row">([A-F])\d', shown)} == {"C", "D", "E"}


def test_a_code_is_added_and_changed_by_keepers_only(scene: Scene) -> None:
    address = at("code_set", scene.agency.code)
    send(scene.admin, address, code="551", title="Perhubungan", security="")
    assert "Perhubungan" in page(scene.kasubag, at("schedule", scene.agency.code))
    assert 'value="Perhubungan"' in page(scene.admin, address + "?kode=551")
    assert "sudah begitu" in send(scene.admin, address, 409, code="551", title="Perhubungan")
    page(scene.office.kabid, address, 403)
    page(scene.outsider, address, 404)


# ---- disposal


def test_records_are_proposed_approved_and_destroyed_page_by_page(scene: Scene) -> None:
    scene.schedule()
    row = old_record(scene)
    code = scene.agency.code
    assert "Rekapitulasi lama" in page(scene.admin, at("disposals", code))
    send(scene.admin, at("disposal_propose", code), arsip=[row.no], reason="Retensi habis")
    assert "harus orang lain" in page(scene.admin, at("disposal", code, 1))
    assert "harus orang lain" in send(
        scene.admin, at("disposal_decide", code, 1), 409, putusan="setuju"
    )
    send(scene.head, at("disposal_decide", code, 1), putusan="setuju")
    deed = DEED | {"deed_on": DEED["deed_on"].isoformat()}
    send(scene.admin, at("disposal_carry_out", code, 1), **deed)
    assert Record.objects.get().state == "destroyed"
    shown = page(scene.kasubag, at("disposal", code, 1))
    assert "Berita acara pemusnahan arsip" in shown
    assert DEED["deed"] in shown
    assert saved(scene.kasubag, at("disposal_list", code, 1)).startswith(b"PK")


def test_what_is_kept_for_something_else_is_told(scene: Scene) -> None:
    scene.schedule()
    row = old_record(scene)
    scene.file("Salinan yang masih aktif", content=pdf("lama"))
    made = carried_out(scene, row)
    shown = page(scene.admin, at("disposal", scene.agency.code, made.no))
    assert "Sebagian isi tetap tersimpan" in shown
    assert "Arsip nomor 2: Salinan yang masih aktif" in shown


def test_a_rejection_without_reason_and_strangers_change_nothing(scene: Scene) -> None:
    scene.schedule()
    made = proposed(scene, old_record(scene))
    decide = at("disposal_decide", scene.agency.code, made.no)
    assert "harus diisi" in send(scene.head, decide, 409, putusan="tolak")
    assert "diputuskan oleh pimpinan" in send(scene.office.kabid, decide, 403, putusan="setuju")
    send(scene.outsider, decide, 404, putusan="setuju")
    assert Disposal.objects.get().state == "proposed"
    send(scene.head, decide, putusan="tolak", reason="Masih dipakai")
    assert Disposal.objects.get().state == "rejected"


def test_nothing_ticked_and_what_is_no_number_are_refused(scene: Scene) -> None:
    address = at("disposal_propose", scene.agency.code)
    for ticked in ([], ["x"], ["9" * 30], ["7"]):
        send(scene.admin, address, 409, arsip=ticked, reason="Habis")
    assert "Alasan harus diisi" in send(scene.admin, address, 400, arsip=["1"])
    send(scene.office.kabid, address, 403, arsip=["1"], reason="Habis")
    assert not Disposal.objects.exists()


def test_a_proposal_is_given_up(scene: Scene) -> None:
    scene.schedule()
    made = proposed(scene, old_record(scene))
    send(scene.admin, at("disposal_cancel", scene.agency.code, made.no), reason="Keliru")
    assert "Dibatalkan" in page(scene.kasubag, at("disposal", scene.agency.code, made.no))


# ---- search


def test_the_search_marks_what_was_asked_and_leads_to_it(scene: Scene) -> None:
    row = scene.file("Laporan <b>Kinerja</b>", recipients=("Bupati",))
    shown = page(scene.kasubag, at("search") + "?cari=lapor+bupati")
    assert "<mark>Laporan</mark>" in shown
    assert "&lt;b&gt;" in shown
    assert "<mark>Bupati</mark>" in shown
    assert at("record", scene.agency.code, row.no) in shown
    assert "Tidak ada yang cocok" in page(scene.outsider, at("search") + "?cari=laporan")


@pytest.mark.parametrize("question", ["", *HOSTILE])
def test_whatever_is_asked_is_answered(scene: Scene, question: str) -> None:
    scene.file()
    answer = as_(scene.kasubag).get(
        at("search"), {"cari": question, "jenis": question, "tahun": question, "urut": question}
    )
    assert answer.status_code == 200


def test_the_search_costs_the_same_however_much_is_found(scene: Scene) -> None:
    def asked() -> int:
        client = as_(scene.kasubag)
        with CaptureQueriesContext(connection) as queries:
            client.get(at("search"), {"cari": "naskah"})
        return len(queries)

    scene.file("Naskah 0")
    few = asked()
    for number in range(1, 25):
        scene.file(f"Naskah {number}")
    assert asked() == few


# ---- integrity


def test_administrators_see_what_is_damaged_and_who_needs_it(scene: Scene) -> None:
    assert "Belum pernah diperiksa" in page(scene.admin, at("store"))
    row = scene.file("Rekapitulasi penting", content=pdf("satu"))
    rounds()
    assert "Semua berkas utuh" in page(scene.admin, at("store"))
    assert row.file is not None
    spoil(row.file)
    rounds(scene.last().at.replace(year=2027))
    for who in (scene.admin, scene.office.system):
        shown = page(who, at("store"))
        assert "1 berkas rusak atau hilang" in shown
        assert "Arsip nomor 1: Rekapitulasi penting" in shown
    assert "Rekapitulasi penting" not in page(scene.outsider, at("store"))
    page(scene.kasubag, at("store"), 403)
