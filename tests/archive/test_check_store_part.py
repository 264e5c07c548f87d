"""Reading the stored files again, a part at a time."""

import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from tests.archive.scene import LATER, Scene, pdf, stored
from tests.office.scene import NOW

from himpun.archive import jobs
from himpun.archive.models import StoreCheck, StoreDamage, StoredFile
from himpun.archive.queries import path_of
from himpun.archive.queries.files import damage_of
from himpun.archive.queries.integrity import store_state
from himpun.archive.services import begin_store_check, check_store_part, integrity, store_file

TOMORROW = NOW + timedelta(hours=24)


def spoil(stored_file: StoredFile) -> None:
    place = path_of(stored_file.sha256)
    place.chmod(0o640)
    place.write_bytes(place.read_bytes()[:-1] + b"?")


def rounds(now: object = NOW) -> StoreCheck:
    """A whole round."""
    while (check := check_store_part(now=now)) and not check.ended_at:  # type: ignore[arg-type]
        pass
    assert check is not None
    return check


def test_a_round_reads_all_files_in_parts(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "PART_FILES", 2)
    files = [stored(pdf(str(n))) for n in range(5)]
    parts = 0
    while (check := check_store_part(now=NOW)) and not check.ended_at:
        parts += 1
    assert check is not None
    assert (parts, check.files, check.damaged) == (3, 5, 0)
    assert check.size == sum(file.size for file in files)


def test_a_part_is_bounded_by_size_and_holds_one_file_at_least(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "PART_BYTES", 1)
    stored(pdf("satu"))
    stored(pdf("dua"))
    check = check_store_part(now=NOW)
    assert check is not None
    assert check.files == 1


def test_the_next_round_is_due_a_day_later(scene: Scene) -> None:
    rounds()
    assert check_store_part(now=TOMORROW - timedelta(minutes=1)) is None
    assert check_store_part(now=TOMORROW) is not None


def test_a_round_that_was_broken_off_goes_on_where_it_was(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "PART_FILES", 1)
    files = [stored(pdf(str(n))) for n in range(2)]
    check_store_part(now=NOW)
    monkeypatch.setattr(integrity, "PART_FILES", 200)
    check = check_store_part(now=LATER)
    assert check is not None
    assert (check.position, check.files) == (files[1].pk, 2)


def test_a_part_that_another_worker_read_too_is_counted_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(pdf("satu"))
    begin_store_check(now=NOW)
    read = damage_of

    def read_beside_another(sha256: str, size: int) -> object:
        monkeypatch.setattr(integrity, "damage_of", read)
        check_store_part(now=NOW)
        return read(sha256, size)

    monkeypatch.setattr(integrity, "damage_of", read_beside_another)
    check = check_store_part(now=NOW)
    assert check is not None
    assert check.files == 1


def test_what_is_damaged_is_named_with_what_needs_it_until_it_is_whole(scene: Scene) -> None:
    row = scene.file(content=pdf("satu"))
    assert row.file is not None
    spoil(row.file)
    lost = stored(pdf("dua"))
    path_of(lost.sha256).unlink()
    rounds()
    rounds(TOMORROW)
    state = store_state()
    assert state.last is not None
    assert state.last.damaged == 2
    assert {one.damage.sha256: one.damage.missing for one in state.damaged} == {
        row.sha256: False, lost.sha256: True,
    }  # fmt: skip
    named = [use.words for one in state.damaged for use in one.uses]
    assert named == ["Arsip nomor 1: Rekapitulasi TW I"]
    store_file(content=pdf("satu"), name="a.pdf", now=LATER)
    rounds(TOMORROW + timedelta(days=1))
    assert StoreDamage.objects.filter(healed_at=None).count() == 1


def test_an_agency_is_told_of_its_own_files_only(scene: Scene) -> None:
    row = scene.file(content=pdf("satu"))
    assert row.file is not None
    spoil(row.file)
    rounds()
    assert len(store_state([scene.agency.pk]).damaged) == 1
    assert not store_state([scene.office.other.pk]).damaged


def test_a_file_that_is_destroyed_while_it_is_read_is_no_damage(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = stored(pdf("satu"))
    read = damage_of

    def destroyed_first(sha256: str, size: int) -> object:
        StoredFile.objects.all().delete()
        path_of(sha256).unlink()
        return read(sha256, size)

    monkeypatch.setattr(integrity, "damage_of", destroyed_first)
    check = check_store_part(now=NOW)
    assert check is not None
    assert (check.damaged, StoreDamage.objects.filter(file=lost.pk).exists()) == (0, False)


def test_the_worker_tells_of_damage_at_the_end_of_a_round(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    row = scene.file(content=pdf("satu"))
    assert row.file is not None
    spoil(row.file)
    with caplog.at_level(logging.ERROR):
        assert jobs.check_next_part(NOW)
        assert jobs.check_next_part(NOW)
        assert not jobs.check_next_part(NOW)
    assert "stored file damaged" in caplog.text
    assert row.sha256 in caplog.text


def test_the_command_reads_everything_now_and_says_what_is_damaged(scene: Scene) -> None:
    row = scene.file(content=pdf("satu"))
    out = StringIO()
    call_command("check_store", stdout=out)
    assert out.getvalue() == "1 stored files read: all of them are whole.\n"
    assert row.file is not None
    spoil(row.file)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_store", stdout=out)
    assert ended.value.code == 1
    assert "tidak lagi sama dengan aslinya" in out.getvalue()
    assert "Arsip nomor 1" in out.getvalue()
