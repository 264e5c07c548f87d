"""Every kind on its sheet: with usual facts, hardly any, too many and too long ones."""

from dataclasses import replace

import pytest
from tests.letters.facts import EMPTY, EXTREME, USUAL
from tests.letters.papers import AT, CHECK_ADDRESS, HEAD
from tests.letters.pdf_a import faults
from tests.letters.reading import text_of

from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.blocks import boxes
from himpun.letters.rules.composing import Facts, Setting, document, draft
from himpun.letters.rules.document import Document, Initial
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.rules.places import why_not_place
from himpun.letters.typeset import Printed, printed

THREE = tuple(Initial(n, "Kasubag Perencanaan, Keuangan, dan Pelaporan") for n in (1, 2, 3))
INITIALS = ("Kasubag Perencanaan, Keuangan, dan Pelaporan", "Sekretaris")
# One of each layout, upright and across.
LAYOUTS = ("surat-permintaan-data", "keputusan", "lembar-disposisi", "rekapitulasi-data-kinerja")
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)


def paper(kind: Kind, facts: Facts, page: str = "F4") -> Document:
    setting = Setting(
        letterhead=HEAD, page="A4" if page == "A4" else "F4", signed=kind.marking != "none",
        initials=INITIALS if kind.marking == "a.n." else (), qr=CHECK_ADDRESS,
    )  # fmt: skip
    return document(kind, draft(shipped_template(kind), facts), setting)


def places_are_sound(made: Printed, kind: Kind) -> bool:
    """Every place lies on a page, and a paper that is signed has a room for it."""
    assert [why for name, place in made.places.items() if (why := why_not_place(name, place))] == []
    assert all(1 <= place.page <= made.pages for place in made.places.values())
    assert all(min(place.left, place.bottom) >= 0 for place in made.places.values())
    assert all(place.top <= 936 and place.right <= 936 for place in made.places.values())
    return ("tanda-tangan" in made.places) == (kind.marking != "none")


@every_kind
def test_it_is_printed_with_usual_facts(kind: Kind) -> None:
    made = printed(paper(kind, USUAL), at=AT)
    assert faults(made.pdf, part=2) == []
    assert made.pages <= 2
    assert places_are_sound(made, kind)
    assert ("nomor" in made.places) == kind.registered
    assert "……" not in text_of(made.pdf).replace("(……", "").replace("……)", "") or kind.key in {
        "notula", "tanda-terima", "daftar-hadir", "berita-acara",
    }  # fmt: skip


@every_kind
def test_it_is_printed_with_hardly_any_facts(kind: Kind) -> None:
    made = printed(paper(kind, EMPTY, page="A4"), at=AT)
    assert faults(made.pdf, part=2) == []
    assert places_are_sound(made, kind)


@pytest.mark.parametrize("kind", [KINDS[key] for key in LAYOUTS], ids=LAYOUTS)
def test_it_is_printed_with_fifty_recipients_and_texts_that_are_too_long(kind: Kind) -> None:
    made = printed(paper(kind, EXTREME), at=AT)
    assert places_are_sound(made, kind)
    # What looks like a program of the typesetter is printed as it was written.
    assert '#read("/etc/passwd")' in "".join(text_of(made.pdf).split()).replace("\u200b", "")


def test_a_letter_to_fifty_names_all_of_them_on_a_page_of_its_own() -> None:
    kind = KINDS["surat-permintaan-data"]
    names = tuple(f"Kepala Unit Kerja Nomor {n}" for n in range(1, 51))
    facts = replace(USUAL, lists={**USUAL.lists, "penerima": names})
    made = printed(paper(kind, facts), at=AT)
    said = text_of(made.pdf)
    assert made.pages == 3
    assert "Yth. Daftar penerima terlampir" in " ".join(said.split())
    assert all(name in said for name in names)
    assert {"nomor", "nomor#2"} <= set(made.places)


def test_a_signature_never_stands_alone_on_a_page() -> None:
    """Long parafs and a small sheet: the last words of the decision go with the signature."""
    kind = KINDS["keputusan"]
    made = printed(replace(paper(kind, USUAL, page="A4"), initials=THREE), at=AT)
    assert made.places["tanda-tangan"].page == 2
    with_signature = text_of(made.pdf).split("KEEMPAT")[1]
    assert "Ditetapkan di Painan" in with_signature
    assert "Halaman 2 dari 3" in with_signature
    assert "Halaman 1 dari 3" not in with_signature


def disposition(*, recipients: int) -> Printed:
    kind = KINDS["lembar-disposisi"]
    names = [f"Sub Koordinator dan Kasubbag Lain, Bidang {n}" for n in range(1, recipients + 1)]
    facts = replace(USUAL, blocks={**USUAL.blocks, "kotak_diteruskan": boxes(names, names)})
    return printed(paper(kind, facts), at=AT)


def test_a_disposition_to_six_offices_stays_on_half_a_sheet() -> None:
    assert disposition(recipients=6).pages == 1


def test_the_notes_of_a_long_disposition_go_with_its_signature() -> None:
    made = disposition(recipients=30)
    assert (made.pages, made.places["tanda-tangan"].page) == (2, 2)
    assert "Catatan" in text_of(made.pdf).split("Halaman 1 dari 2")[1]
