"""Whether records still are what was recorded."""

from tests.archive.disposing import carried_out, old_record
from tests.archive.scene import LATER, Scene

from himpun.archive.models import Record, RecordKey
from himpun.archive.queries.proof import verify_records
from himpun.archive.services import Place, change_place, set_srikandi_number


def found(scene: Scene) -> list[str]:
    return [one.sentence for one in verify_records(scene.agency)]


def test_what_may_change_later_is_no_alteration(scene: Scene) -> None:
    row = old_record(scene)
    scene.schedule()
    change_place(record=row.pk, place=Place("R1"), by=scene.admin, now=LATER)
    set_srikandi_number(record=row.pk, number="S-1", by=scene.admin, now=LATER)
    carried_out(scene, row)
    assert found(scene) == []


def test_a_changed_word_a_missing_and_an_unknown_record_are_named(scene: Scene) -> None:
    rows = [scene.file(f"Naskah {n}") for n in range(4)]
    Record.objects.filter(pk=rows[0].pk).update(subject="Lain")
    Record.objects.filter(pk=rows[1].pk).update(digest="0" * 64)
    RecordKey.objects.all().delete()
    rows[2].delete()
    Record.objects.filter(pk=rows[3].pk).update(no=9)
    assert found(scene) == [
        "Catatan arsip nomor 1 telah diubah.",
        "Catatan arsip nomor 2 telah diubah.",
        "Arsip nomor 9 tidak tercatat dalam jurnal.",
        "Arsip nomor 3 tidak ada lagi.",
        "Arsip nomor 4 tidak ada lagi.",
    ]
