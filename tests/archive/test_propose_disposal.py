"""Proposing to destroy records."""

import pytest
from tests.archive.disposing import old_record, proposed
from tests.archive.scene import LATER, OLD, REPORT, SOP, Scene

from himpun.archive.models import Disposal, Record
from himpun.archive.queries.disposal import due_records
from himpun.archive.services import place_hold
from himpun.office.rules import Refused


@pytest.fixture(autouse=True)
def schedule(scene: Scene) -> None:
    scene.schedule()


def test_it_proposes_and_destroys_nothing(scene: Scene) -> None:
    row = old_record(scene)
    made = proposed(scene, row)
    row.refresh_from_db()
    assert (made.no, made.state, row.state, row.file is None) == (1, "proposed", "kept", False)
    assert (scene.last().action, scene.last().body["records"]) == ("DisposalProposed", [row.no])


def test_what_is_due_is_offered_until_it_is_proposed(scene: Scene) -> None:
    old = old_record(scene)
    scene.file("Baru")
    scene.file("Pedoman", code=SOP, dated_on=OLD)
    held = old_record(scene, "ditahan")
    place_hold(record=held.pk, reason="Perkara", by=scene.admin, now=LATER)
    assert list(due_records(scene.agency, LATER.date())) == [old]
    proposed(scene, old)
    assert not due_records(scene.agency, LATER.date()).exists()


def test_it_refuses_what_is_not_over_permanent_held_or_without_schedule(scene: Scene) -> None:
    held = old_record(scene, "ditahan")
    place_hold(record=held.pk, reason="Perkara", by=scene.admin, now=LATER)
    for row, why in (
        (scene.file("Baru"), "baru habis sesudah 31 Desember 2031"),
        (scene.file("Pedoman", code=SOP, dated_on=OLD), "permanen"),
        (scene.file("Lain", code="000.7.5", dated_on=OLD), "belum tercakup jadwal"),
        (held, "ditahan"),
    ):
        with pytest.raises(Refused, match=why):
            proposed(scene, row)
    assert not Disposal.objects.exists()


def test_what_must_be_appraised_anew_wants_the_appraisal(scene: Scene) -> None:
    row = scene.file("Laporan", code=REPORT, dated_on=OLD)
    with pytest.raises(Refused, match="harus dinilai kembali"):
        proposed(scene, row)
    assert proposed(scene, row, appraisal="Tidak bernilai guna lagi").appraisal


def test_a_record_stands_in_one_proposal(scene: Scene) -> None:
    row = old_record(scene)
    proposed(scene, row)
    with pytest.raises(Refused, match="sudah masuk usul musnah lain"):
        proposed(scene, row)


def test_it_refuses_none_strange_ones_no_reason_and_strangers(scene: Scene) -> None:
    row = old_record(scene)
    with pytest.raises(Refused, match="Pilih 1 sampai 500"):
        proposed(scene)
    strange = Record(no=99)
    with pytest.raises(Refused, match="tidak terdapat di instansi ini"):
        proposed(scene, row, strange)
    with pytest.raises(Refused, match="Alasan harus diisi"):
        proposed(scene, row, reason=" ")
    for stranger in (scene.office.kabid, scene.outsider, scene.head):
        with pytest.raises(Refused, match="dikelola oleh"):
            proposed(scene, row, by=stranger)
