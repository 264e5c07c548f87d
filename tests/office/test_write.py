"""The journal: each row names the one before, and nothing done to it stays hidden."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.office.scene import NOW, Scene

from himpun.office.models import Agency, JournalHead, JournalRow
from himpun.office.queries import journal_rows, verify_journal
from himpun.office.rules import GENESIS, canonical
from himpun.office.services import write


def write_one(agency: Agency | None, number: int = 1) -> JournalRow:
    return write(
        agency=agency, by=None, now=NOW, action="Tried", subject=f"ke-{number}", body={"n": number}
    )


def test_rows_are_numbered_from_one_and_chained_per_agency(db: None) -> None:
    one, two = write_one(None), write_one(None, 2)
    agency = Agency.objects.create(code="x", name="X", region="Y", zone="WIT")
    other = write_one(agency)
    assert (one.seq, one.prev_hash) == (1, GENESIS)
    assert (two.seq, two.prev_hash) == (2, one.hash)
    assert (other.chain, other.seq, other.prev_hash) == ("x", 1, GENESIS)


def test_it_takes_the_foremost_post_of_whoever_acts(scene: Scene) -> None:
    row = write(agency=scene.agency, by=scene.kabid, now=NOW, action="Tried", subject="")
    assert (row.actor_text, row.post_title, row.capacity) == (
        "Kepala Bidang Jalan",
        "Kepala Bidang Jalan",
        "definitif",
    )


def test_it_keeps_the_words_of_then_when_a_post_is_renamed(scene: Scene) -> None:
    row = write(agency=scene.agency, by=scene.kabid, now=NOW, action="Tried", subject="")
    scene.kabid_post.title = "Kepala Bidang Jalan dan Jembatan"
    scene.kabid_post.save()
    row.refresh_from_db()
    assert row.post_title == "Kepala Bidang Jalan"
    assert verify_journal(scene.agency) == []


def test_it_disappears_with_the_transaction_that_it_belongs_to(db: None) -> None:
    write_one(None)
    with transaction.atomic():
        write_one(None, 2)
        transaction.set_rollback(True)
    assert verify_journal(None) == []
    assert write_one(None, 3).seq == 2


@pytest.mark.parametrize("body", [{"n": 1.5}, {"a": "x\0y"}, {1: "a"}, {"a": {"b": NOW}}])
def test_it_refuses_what_a_database_would_give_back_changed(db: None, body: Any) -> None:
    with pytest.raises(ValueError, match="a journal"):
        write(agency=None, by=None, now=NOW, action="Tried", subject="", body=body)
    assert not JournalRow.objects.exists()


def test_a_sound_chain_has_no_breaks(db: None) -> None:
    for number in range(5):
        write_one(None, number)
    assert verify_journal(None) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "lain"),
        ("body", {"n": 99}),
        ("actor_text", "Orang Lain"),
        ("at", NOW + timedelta(microseconds=1)),
        ("capacity", "Plh."),
        ("post_title", "Kepala"),
        ("on_behalf_of", "Kepala"),
        ("action", "Undone"),
    ],
)
def test_a_changed_word_is_named(db: None, field: str, value: object) -> None:
    for number in range(3):
        write_one(None, number)
    JournalRow.objects.filter(seq=2).update(**{field: value})
    assert [(found.seq, found.sentence) for found in verify_journal(None)] == [
        (2, "Isi catatan nomor 2 telah diubah.")
    ]


def test_a_missing_row_is_named(db: None) -> None:
    for number in range(4):
        write_one(None, number)
    JournalRow.objects.filter(seq__in=(2, 3)).delete()
    assert [found.sentence for found in verify_journal(None)] == [
        "Catatan nomor 2 s.d. 3 tidak ada."
    ]


def test_a_missing_end_is_named(db: None) -> None:
    for number in range(3):
        write_one(None, number)
    JournalRow.objects.filter(seq=3).delete()
    assert [found.seq for found in verify_journal(None)] == [3]


def test_rows_that_changed_places_are_named(db: None) -> None:
    for number in range(4):
        write_one(None, number)
    JournalRow.objects.filter(seq=2).update(seq=99)
    JournalRow.objects.filter(seq=3).update(seq=2)
    JournalRow.objects.filter(seq=99).update(seq=3)
    assert {found.seq for found in verify_journal(None)} == {2, 3, 4}


def test_a_row_forged_with_a_right_hash_of_its_own_is_named_by_its_follower(db: None) -> None:
    for number in range(3):
        write_one(None, number)
    forged = JournalRow.objects.get(seq=2)
    from himpun.office.queries import entry_of
    from himpun.office.rules import entry_hash

    forged.subject = "dipalsukan"
    forged.hash = entry_hash(entry_of(forged))
    forged.save()
    assert [(found.seq, found.sentence) for found in verify_journal(None)] == [
        (3, "Catatan nomor 3 tidak menyambung catatan sebelumnya.")
    ]


def test_a_whole_chain_written_anew_is_betrayed_by_its_head(db: None) -> None:
    write_one(None)
    JournalHead.objects.update(hash="f" * 64)
    assert [found.seq for found in verify_journal(None)] == [1]


def test_the_newest_rows_come_first_and_go_back_by_number(db: None) -> None:
    for number in range(5):
        write_one(None, number)
    newest = journal_rows(None, limit=2)
    assert [row.seq for row in newest] == [5, 4]
    assert [row.seq for row in journal_rows(None, before=4, limit=2)] == [3, 2]


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_leave_one_unbroken_chain() -> None:
    def some(_: int) -> None:
        try:
            for number in range(5):
                with transaction.atomic():
                    write_one(None, number)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(some, range(4)))
    assert JournalRow.objects.count() == 20
    assert verify_journal(None) == []


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=8,
)


@given(st.dictionaries(words, json_values))
def test_canonical_json_does_not_depend_on_the_order_of_keys(body: dict[str, Any]) -> None:
    assert canonical(dict(reversed(body.items()))) == canonical(body)
