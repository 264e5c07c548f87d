"""What is made findable, is found by whoever may see it, and by nobody else."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st
from tests.archive.scene import Scene
from tests.office.scene import TODAY

from himpun.archive.models import SearchText
from himpun.archive.queries.reach import reach_of
from himpun.archive.queries.searching import (
    MOST_FOUND,
    NEWEST,
    Found,
    Sought,
    search,
    years_found,
)
from himpun.archive.rules.searching import Entry, words_of
from himpun.archive.services import index_text
from himpun.office.models import Person
from himpun.office.services import grant_role


def entry(scene: Scene, subject: str, text: str = "", **other: Any) -> Entry:
    said: dict[str, Any] = {
        "agency": scene.agency.pk, "kind": "sop", "ref": f"run/{subject}", "page": "runs:run",
        "args": (1,), "year": 2026, "dated_on": TODAY,
    }  # fmt: skip
    return Entry(subject=subject, text=text, **(said | other))


def found(who: Person, question: str, **narrowed: Any) -> Found:
    return search(Sought(question, **narrowed), reach_of(who, TODAY))


def names(who: Person, question: str, **narrowed: Any) -> list[str]:
    return [hit.row.subject for hit in found(who, question, **narrowed).hits]


def test_it_is_found_by_the_begin_of_a_word_in_any_letters(scene: Scene) -> None:
    index_text(entries=[entry(scene, "Laporan Kinerja", "Jalan mantap 72,5 %")])
    for question in ("lapor", "KINERJA", "jalan laporan", "Läporan", "72", "“mantap”"):
        assert names(scene.kasubag, question) == ["Laporan Kinerja"], question
    for question in ("poran", "laporan sungai", "", "!!!", "   "):
        assert names(scene.kasubag, question) == [], question


def test_numbers_of_letters_are_found_by_their_parts(scene: Scene) -> None:
    number = "00.8.3.34/SOP/DISHUB/2023"
    index_text(entries=[entry(scene, "Surat", number)])
    for question in (number, "dishub", "SOP/DISHUB", "8.3.34", "dishub-2023"):
        assert names(scene.kasubag, question) == ["Surat"], question


def test_what_is_indexed_again_is_found_by_its_new_words_only(scene: Scene) -> None:
    index_text(entries=[entry(scene, "Lama", ref="run/1")])
    index_text(entries=[entry(scene, "Baru", ref="run/1")])
    assert (names(scene.kasubag, "lama"), names(scene.kasubag, "baru")) == ([], ["Baru"])
    assert SearchText.objects.count() == 1


def test_the_last_of_two_in_one_call_counts(scene: Scene) -> None:
    index_text(entries=[entry(scene, word, ref="run/1") for word in ("Satu", "Dua")])
    assert names(scene.kasubag, "dua") == ["Dua"]


def test_what_is_taken_back_is_not_found(scene: Scene) -> None:
    with transaction.atomic():
        index_text(entries=[entry(scene, "Laporan")])
        transaction.set_rollback(True)
    assert names(scene.kasubag, "laporan") == []


def test_a_word_in_the_name_weighs_more_than_in_the_text(scene: Scene) -> None:
    index_text(
        entries=[
            entry(scene, "Jembatan", "Isi"),
            entry(scene, "Lain", "jembatan lain lain lain"),
        ]
    )
    assert names(scene.kasubag, "jembatan") == ["Jembatan", "Lain"]
    assert names(scene.kasubag, "jembatan", order=NEWEST) == ["Lain", "Jembatan"]


def test_it_is_narrowed_by_kind_year_and_agency(scene: Scene) -> None:
    index_text(
        entries=[
            entry(scene, "Laporan A"),
            entry(scene, "Laporan B", kind="naskah", year=2025),
        ]
    )
    assert names(scene.kasubag, "laporan", kind="naskah") == ["Laporan B"]
    assert names(scene.kasubag, "laporan", year=2026) == ["Laporan A"]
    assert names(scene.kasubag, "laporan", agency=scene.office.other.pk) == []
    assert years_found(reach_of(scene.kasubag, TODAY)) == [2026, 2025]


# ---- who may see it


def test_another_agency_s_things_are_not_found(scene: Scene) -> None:
    index_text(entries=[entry(scene, "Laporan")])
    assert names(scene.colleague, "laporan") == ["Laporan"]
    assert names(scene.outsider, "laporan") == []
    assert names(scene.office.system, "laporan") == []


@pytest.mark.parametrize(
    ("security", "readers"),
    [
        ("biasa", {"admin", "kasubag", "kabid", "head", "reader"}),
        ("terbatas", {"kasubag", "kabid", "head", "reader"}),
        ("rahasia", {"kabid", "head", "reader"}),
        ("sangat-rahasia", {"kabid"}),
    ],
)
def test_each_class_is_found_by_its_readers(scene: Scene, security: str, readers: set[str]) -> None:
    people = {
        "admin": scene.admin, "kasubag": scene.kasubag, "kabid": scene.office.kabid,
        "head": scene.head, "reader": scene.office.staff, "outsider": scene.outsider,
    }  # fmt: skip
    grant_role(
        person=scene.office.staff, kind="reader", agency=scene.agency, from_on=TODAY,
        by=scene.admin, now=scene.last().at,
    )  # fmt: skip
    index_text(entries=[entry(scene, "Surat", security=security, people=(scene.office.kabid.pk,))])
    assert {who for who, person in people.items() if names(person, "surat")} == readers


def test_a_secret_is_found_in_the_unit_that_received_it(scene: Scene) -> None:
    made = entry(scene, "Surat", security="rahasia", units=(scene.office.secretariat.pk,))
    index_text(entries=[made])
    assert names(scene.kasubag, "surat") == ["Surat"]
    assert names(scene.office.kabid, "surat") == []
    index_text(entries=[replace(made, security="sangat-rahasia")])
    assert names(scene.kasubag, "surat") == []


def test_keys_are_no_words_that_can_be_asked_for(scene: Scene) -> None:
    made = entry(scene, "Surat", security="sangat-rahasia", people=(scene.head.pk,))
    index_text(entries=[made])
    for key in (f"p{scene.head.pk}", f"b{scene.agency.pk}", "keys", "surat"):
        assert names(scene.kasubag, key) == []
        assert names(scene.head, key) == (["Surat"] if key == "surat" else [])


# ---- hostile questions, and many


HOSTILE = (
    '"', "'", "\\", "*", "laporan*", "NOT laporan", "laporan OR x", "subject_words : laporan",
    "NEAR(laporan x)", "laporan AND", "(laporan", "^laporan", "laporan & ! x", "laporan <-> x",
    "a:*", "'; DROP TABLE archive_searchtext; --", "%s", "{0}", "{more}", "%", "_", "\u202elaporan",
    "laporan" * 2000, "laporan " * 2000, "x" * 10_000, "ﬁ ½ Ⅳ", "İ ẞ", "لاپوران", "报告", "🙂",
)  # fmt: skip


@pytest.mark.parametrize("question", HOSTILE)
def test_whatever_is_typed_is_only_words(scene: Scene, question: str) -> None:
    index_text(entries=[entry(scene, "Laporan", question[:2000])])
    there = SearchText.objects.count()
    found(scene.kasubag, question)
    assert SearchText.objects.count() == there


@pytest.mark.parametrize("question", ["lapor", "laporan", "pelaporan", "susun", "tagih data"])
def test_a_word_is_found_without_its_prefix(scene: Scene, question: str) -> None:
    text = "Penagihan data untuk penyusunan pelaporan"
    index_text(entries=[entry(scene, text, ""), entry(scene, "Rapat", "", ref="run/2")])
    (hit,) = found(scene.kasubag, question).hits
    assert any(piece.hit for piece in hit.subject)


def test_any_text_is_found_by_any_of_its_words(scene: Scene) -> None:
    reach = reach_of(scene.kasubag, TODAY)

    @given(st.text(max_size=60))
    @example("1e5 0x1f 3,5 2nd a_b user@host.id http://x.id/a 12abc ab12")
    @example("0\x001 \ud7ff é ñ ß ﬃ")
    def law(text: str) -> None:
        index_text(entries=[entry(scene, "Hal", text, ref="run/1")])
        for word in words_of(text):
            assert search(Sought(word), reach).count == 1, word

    law()


def test_a_word_that_stands_everywhere_finds_the_newest(scene: Scene) -> None:
    index_text(entries=(entry(scene, f"Laporan {n}") for n in range(MOST_FOUND + 5)))
    first = found(scene.kasubag, "laporan", order=NEWEST)
    assert (first.count, first.more, first.pages) == (MOST_FOUND, True, 50)
    assert first.hits[0].row.subject == f"Laporan {MOST_FOUND + 4}"
    last = search(Sought("laporan", order=NEWEST), reach_of(scene.kasubag, TODAY), 999)
    assert (last.page, len(last.hits)) == (50, 20)
