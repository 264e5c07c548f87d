"""The places on a paper."""

import pytest

from himpun.letters.rules.places import Place, is_blank, is_mark, text_of, why_not_place


def test_it_knows_the_text_of_a_place_that_stands_twice() -> None:
    assert (text_of("nomor"), text_of("nomor#2")) == ("nomor", "nomor")


@pytest.mark.parametrize(
    ("name", "place", "why"),
    [
        ("nomor", Place(0, 0, 0, 10, 10), "Tempat “nomor” tidak memiliki halaman atau luas."),
        ("qr", Place(1, 10, 0, 10, 10), "Tempat “qr” tidak memiliki halaman atau luas."),
        ("paraf-3", Place(1, 0, 9, 10, 3), "Tempat “paraf-3” tidak memiliki halaman atau luas."),
        ("nip#2", Place(2, 0, 0, 10, 10), None),
    ],
)
def test_it_refuses_a_place_without_a_page_or_room(
    name: str, place: Place, why: str | None
) -> None:
    assert why_not_place(name, place) == why


def test_it_tells_texts_from_marks_and_the_code() -> None:
    names = ("nomor", "nomor#2", "paraf-3", "tanda-tangan", "tanda-tangan-2", "qr")
    assert [name for name in names if is_blank(name)] == ["nomor", "nomor#2"]
    assert [name for name in names if is_mark(name)] == [
        "paraf-3",
        "tanda-tangan",
        "tanda-tangan-2",
    ]
