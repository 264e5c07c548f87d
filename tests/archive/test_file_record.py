"""Filing a record: what is kept of it, and that it stays so."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.archive.scene import AKIP, BASIS, SOP, Scene, build, described, pdf, stored
from tests.office.scene import NOW, TODAY

from himpun.archive.models import ArchiveCounter, Folder, Record, RecordKey
from himpun.archive.queries.proof import recorded, verify_records
from himpun.archive.rules.records import digest_of
from himpun.archive.services import Place, file_record
from himpun.office.rules import Refused


def test_it_keeps_what_was_said_and_what_the_file_is(scene: Scene) -> None:
    row = scene.file(
        content=pdf("satu"), name="rekap.pdf", recipients=("Bupati", "Inspektorat"),
        origin="run/12", step="9", source="recap/7", period="2026-TW1", security="terbatas",
        signature="sistem", folder="Pengumpulan Data Kinerja TW I 2026",
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.no, row.folder.no, row.item) == (1, 1, 1)
    assert row.folder.title == "Pengumpulan Data Kinerja TW I 2026"
    assert row.file is not None
    assert (row.sha256, row.size) == (row.file.sha256, len(pdf("satu")))
    assert row.recipients == ["Bupati", "Inspektorat"]
    assert (row.filed_by, row.filed_at) == (scene.admin, NOW)


def test_it_stands_in_the_journal_with_its_digest(scene: Scene) -> None:
    row = scene.file(content=pdf("satu"))
    told = scene.last()
    assert (told.action, told.subject) == ("RecordFiled", "record/1")
    assert told.body["digest"] == row.digest
    row.refresh_from_db()
    assert digest_of(recorded(row)) == row.digest


def test_a_changed_word_no_longer_has_the_digest(scene: Scene) -> None:
    row = scene.file()
    Record.objects.filter(pk=row.pk).update(subject="Rekapitulasi TW II")
    row.refresh_from_db()
    assert digest_of(recorded(row)) != row.digest


def test_one_origin_opens_one_folder_and_its_items_are_numbered(scene: Scene) -> None:
    rows = [scene.file(f"Naskah {n}", origin="run/12", folder="TW I") for n in range(3)]
    other = scene.file("Naskah lain", origin="run/13", folder="TW II")
    assert [row.item for row in rows] == [1, 2, 3]
    assert (other.folder.no, other.item, other.no) == (2, 1, 4)
    assert Folder.objects.filter(agency=scene.agency).count() == 2


def test_another_item_goes_into_a_folder_that_is_there(scene: Scene) -> None:
    first = scene.file()
    assert scene.file("Lampiran", folder_no=first.folder.no).item == 2
    with pytest.raises(Refused, match="Berkas nomor 9 tidak ada"):
        scene.file("Lampiran", folder_no=9)


def test_the_days_and_the_fate_are_those_of_the_schedule(scene: Scene) -> None:
    scene.schedule()
    row = scene.file(dated_on=date(2024, 5, 2))
    assert (row.active_until, row.inactive_until) == (date(2026, 12, 31), date(2029, 12, 31))
    assert (row.fate, row.basis) == ("musnah", BASIS)


def test_retention_counts_from_the_year_in_which_the_matter_was_finished(scene: Scene) -> None:
    scene.schedule()
    row = scene.file(dated_on=date(2024, 5, 2), finished_year=2025)
    assert row.active_until == date(2027, 12, 31)


def test_without_a_schedule_nothing_is_said_of_its_retention(scene: Scene) -> None:
    row = scene.file()
    assert (row.active_until, row.inactive_until, row.fate) == (None, None, "")


def test_the_same_source_is_filed_once(scene: Scene) -> None:
    first = scene.file(source="paper/34", content=pdf("satu"))
    again = scene.file(source="paper/34", content=pdf("satu"))
    assert again.pk == first.pk
    assert Record.objects.count() == 1


def test_it_refuses_another_content_for_a_version_that_is_filed(scene: Scene) -> None:
    scene.file(source="paper/34", content=pdf("satu"))
    with pytest.raises(Refused, match="dengan isi lain"):
        scene.file(source="paper/34", content=pdf("dua"))
    assert scene.file(source="paper/34", version=2, content=pdf("dua")).no == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"code": "123.4"}, "Kode klasifikasi 123.4 tidak ada"),
        ({"subject": "  "}, "Uraian harus diisi"),
        ({"subject": "x" * 301}, "paling panjang 300"),
        ({"subject": "a\0b"}, "tidak dapat disimpan"),
        ({"creator": ""}, "Pencipta harus diisi"),
        ({"security": "gawat"}, "Klasifikasi keamanan “gawat” tidak dikenal"),
        ({"medium": "batu"}, "Media “batu” tidak dikenal"),
        ({"signature": "jempol"}, "Jenis tanda tangan “jempol”"),
        ({"dated_on": TODAY + timedelta(days=1)}, "belum tiba"),
        ({"recipients": ("x" * 301,)}, "Penerima paling panjang"),
    ],
)
def test_it_refuses_what_cannot_be_kept(scene: Scene, wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        scene.file(**wrong)
    assert not Record.objects.exists()
    assert not ArchiveCounter.objects.filter(records__gt=0).exists()


def test_a_colleague_may_file_too_and_others_may_not(scene: Scene) -> None:
    assert scene.file(by=scene.colleague).filed_by == scene.colleague
    for stranger in (scene.office.kabid, scene.outsider):
        with pytest.raises(Refused, match="dikelola oleh administrator"):
            scene.file(by=stranger)


def test_a_step_of_an_sop_may_file_for_whoever_did_it(scene: Scene) -> None:
    row = file_record(
        agency=scene.agency, said=described(), file=None, by=scene.office.kabid, now=NOW,
        trusted=True,
    )  # fmt: skip
    assert row.filed_by == scene.office.kabid


@pytest.mark.parametrize(
    ("security", "keys"),
    [
        ("biasa", {"b"}),
        ("terbatas", {"t"}),
        ("rahasia", {"r", "u", "p"}),
        ("sangat-rahasia", {"p"}),
    ],
)
def test_it_bears_the_keys_of_its_class(scene: Scene, security: str, keys: set[str]) -> None:
    row = scene.file(security=security, people=(scene.kasubag.pk,), units=(scene.office.roads.pk,))
    kept = RecordKey.objects.filter(record=row).values_list("key", flat=True)
    assert {key[0] for key in kept} == keys


def test_the_place_may_be_said_at_once(scene: Scene) -> None:
    row = file_record(
        agency=scene.agency, said=described(medium="tekstual"), file=None,
        place=Place(" R1 ", "B2", ""), by=scene.admin, now=NOW,
    )  # fmt: skip
    assert (row.shelf, row.box, row.binder) == ("R1", "B2", "")


@pytest.mark.parametrize(
    "changed", [{"state": "destroyed"}, {"subject": ""}, {"security": "gawat"}, {"state": "gone"}]
)
def test_the_database_refuses_rows_that_no_record_can_be(
    scene: Scene, changed: dict[str, Any]
) -> None:
    row = scene.file(content=pdf("satu"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=row.pk).update(**changed)


def test_numbers_of_two_agencies_do_not_mix(scene: Scene) -> None:
    scene.file()
    other = scene.file(agency=scene.office.other, by=scene.outsider, code=SOP)
    assert other.no == 1
    assert stored(pdf("x")).records.count() == 0
    assert scene.file(code=AKIP).no == 2


@pytest.mark.django_db(transaction=True)
def test_several_who_file_at_once_leave_no_gap_and_no_double() -> None:
    there = build()
    gate = threading.Barrier(4)

    def several() -> None:
        try:
            gate.wait()
            for number in range(5):
                there.file(f"Naskah {number}", origin="run/1", folder="TW I")
        finally:
            connection.close()

    threads = [threading.Thread(target=several) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = Record.objects.order_by("no").values_list("no", "item", "folder__no")
    assert list(rows) == [(n, n, 1) for n in range(1, 21)]
    assert list(verify_records(there.agency)) == []
