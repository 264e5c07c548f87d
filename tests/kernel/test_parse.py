"""Every kind of mistake is found, told with its place, and all of them at once."""

import re
from datetime import datetime
from typing import Any

import pytest
from tests.kernel.documents import Document, document, late, late_document, late_row, row

from himpun.kernel.parse import Mistake, Mistakes, parse, parse_text


def mistakes_of(spoiled: Document) -> tuple[Mistake, ...]:
    with pytest.raises(Mistakes) as refused:
        parse(spoiled)
    return refused.value.mistakes


def head(**fields: Any) -> Document:
    return document(row(1), **fields)


def only(**fields: Any) -> Document:
    return document(row(1, **fields))


def performer(**fields: Any) -> Document:
    return document(row(1), performers={"staf": {"title": "Staf"} | fields})


def identity(**fields: Any) -> Document:
    return document(row(1), identity=fields)


WRONG = {
    "an unknown key of the document": (head(nama="x"), "nama", "tidak dikenal"),
    "a key that is nearly right": (head(agensy="x"), "agensy", "“agency”"),
    "another schema": (head(schema=2), "schema", "Harus 1"),
    "no schema": (head(schema=None), "schema", "Belum diisi"),
    "no name": (head(name=None), "name", "Belum diisi"),
    "a name of blanks": (head(name="  "), "name", "kosong"),
    "a name that is a number": (head(name=3), "name", "berupa teks"),
    "a name with a control sign": (head(name="a\x00b"), "name", "dicetak"),
    "half a letter pair": (head(agency="\ud800"), "agency", "dicetak"),
    "an id with blanks": (head(id="Dinas PU"), "id", "huruf kecil"),
    "a version that is true": (head(version=True), "version", "bilangan bulat"),
    "a version below one": (head(version=0), "version", "bilangan bulat"),
    "a fractional version": (head(version=1.5), "version", "bilangan bulat"),
    "an unknown frequency": (head(frequency="kuartal"), "frequency", "triwulan"),
    "gaps that are no list": (head(gaps={"a": 1}), "gaps", "daftar teks"),
    "a gap that is no text": (head(gaps=["a", 2]), "gaps[2]", "berupa teks"),
    "an empty gap": (head(gaps=["a", ""]), "gaps", "kosong"),
    "a gap told twice": (head(gaps=["a", "a"]), "gaps", "lebih dari sekali"),
    "an identity that is no table": (head(identity=[]), "identity", "berupa tabel"),
    "an unknown field of the identity": (identity(nip="x"), "identity.nip", "tidak dikenal"),
    "a date that is none": (identity(created="2024-02-30"), "identity.created", "tanggal"),
    "a moment for a date": (
        identity(created=datetime.fromisoformat("2024-01-01T00:00")),
        "identity.created",
        "tanggal",
    ),
    "an unknown mark": (
        identity(reading={"number": "maybe"}),
        "identity.reading.number",
        "stated, reasoned, implied, unsure",
    ),
    "a mark on a field that is not there": (
        identity(reading={"warna": "stated"}),
        "identity.reading.warna",
        "tidak dikenal",
    ),
    "a doubt without a question": (
        identity(reading={"number": "unsure"}),
        "identity.reading.question",
        "pertanyaan",
    ),
    "no performers": (head(performers={}), "performers", "satu pelaksana pun"),
    "performers that are no table": (head(performers=["staf"]), "performers", "berupa tabel"),
    "a performer that is no table": (
        head(performers={"staf": "Staf"}),
        "performers.staf",
        "berupa tabel",
    ),
    "a performer's name with capitals": (
        head(performers={"staf": {"title": "Staf"}, "Kabid": {"title": "Kabid"}}),
        "performers.Kabid",
        "huruf kecil",
    ),
    "a performer without title": (performer(title=""), "performers.staf.title", "kosong"),
    "a performer per something else": (performer(per="bidang"), "performers.staf.per", "unit"),
    "a team that is a word": (performer(team="ya"), "performers.staf.team", "true atau false"),
    "kinds of unit for one post": (
        performer(unit_kinds=["bidang"]),
        "performers.staf.unit_kinds",
        "per = “unit”",
    ),
    "no rows": (document(), "step", "satu langkah pun"),
    "rows that are no list": (head(step={"no": 1}), "step", "satu langkah pun"),
    "a row that is no table": (head(step=[row(1), 7]), "step[2]", "berupa tabel"),
    "rows under two names": (head(steps=[row(1)]), "steps", "Sudah ditulis"),
    "a row without number": (
        document(row(1), {"activity": "Membuat surat"}),
        "step urutan 2 · no",
        "Belum",
    ),
    "a number that is a text": (document(row("1")), "step no 1 · no", "bilangan bulat"),
    "the same number twice": (document(row(1), row(1)), "step no 1 · no", "harus naik"),
    "a number that falls": (document(row(2), row(1)), "step no 1 · no", "harus naik"),
    "an unknown key of a row": (only(pelaksana="x"), "step no 1 · pelaksana", "tidak dikenal"),
    "a row without activity": (only(activity=None), "step no 1 · activity", "Belum diisi"),
    "a row without performer": (only(performer=None), "step no 1 · performer", "Belum diisi"),
    "an empty list of performers": (only(performer=[]), "step no 1 · performer", "Belum diisi"),
    "an unknown performer": (
        document(row(1), row(2, performer="satf")),
        "step no 2 · performer",
        "satf",
    ),
    "a row without work": (only(work=None), "step no 1 · work", "Belum diisi"),
    "an unknown step kind": (only(work=["prepair"]), "step no 1 · work", "“prepare”"),
    "a mode that is none": (only(mode="any"), "step no 1 · mode", "tidak dikenal"),
    "an empty mode": (only(mode=""), "step no 1 · mode", "Pilihannya"),
    "an unknown decider": (only(decider="kadis"), "step no 1 · decider", "kadis"),
    "a time that is no time": (only(time="sehari"), "step no 1 · time", "sehari"),
    "an empty time": (only(time=" "), "step no 1 · time", "kosong"),
    "a time that is a number": (only(time=3), "step no 1 · time", "berupa teks"),
    "a window that is none": (only(window="akhir tahun"), "step no 1 · window", "akhir tahun"),
    "a paper's name with blanks": (only(papers=["nota dinas"]), "step no 1 · papers", "nota"),
    "exits that are a list": (only(exits=[1]), "step no 1 · exits", "berupa tabel"),
    "an exit to no row": (only(exits={"tidak": 9}), "step no 1 · exits.tidak", "Langkah 9"),
    "an exit to a word": (only(exits={"ya": "akhir"}), "step no 1 · exits.ya", "nomor langkah"),
    "an exit to a truth": (only(exits={"ya": True}), "step no 1 · exits.ya", "nomor langkah"),
    "an exit without name": (only(exits={"": 1}), "step no 1 · exits", "Nama"),
    "a return to no row": (only(returns=[9]), "step no 1 · returns[1]", "Langkah 9"),
    "a return to the end": (only(returns=["selesai"]), "step no 1 · returns[1]", "nomor"),
    "a return told twice": (
        document(row(1), row(2, returns=[1, 1])),
        "step no 2 · returns",
        "lebih dari sekali",
    ),
    "returns that are a number": (only(returns=1), "step no 1 · returns", "daftar langkah"),
    "somebody unknown involved": (only(involved={"x": "gives"}), "step no 1 · involved.x", "x"),
    "an unknown part": (
        document(row(1, involved={"kepala": "reads"})),
        "step no 1 · involved.kepala",
        "gives, receives, attends",
    ),
    "a part that is a number": (
        document(row(1, involved={"kepala": 1})),
        "step no 1 · involved.kepala",
        "berupa teks",
    ),
    "a row per something else": (only(per="bidang"), "step no 1 · per", "unit"),
    "an unknown performer in a kind of unit": (
        only(by_unit={"bidang": "kasi"}),
        "step no 1 · by_unit.bidang",
        "kasi",
    ),
    "a list in a kind of unit": (
        only(by_unit={"bidang": ["staf"]}),
        "step no 1 · by_unit.bidang",
        "berupa teks",
    ),
    "a branch without group": (only(branch="atas"), "step no 1 · branch", "kelompok/cabang"),
    "a late rule that is no table": (only(late="ya"), "step no 1 · late", "berupa tabel"),
    "an unknown key of a late rule": (
        late_document(signer="kepala"),
        "step no 2 · late.signer",
        "tidak dikenal",
    ),
    "a late rule without limit": (late_document(until=None), "step no 2 · late.until", "Belum"),
    "a late rule with a wrong limit": (
        late_document(until="nanti"),
        "step no 2 · late.until",
        "nanti",
    ),
    "a late rule without paper": (late_document(paper=None), "step no 2 · late.paper", "Belum"),
    "a late rule that goes back nowhere": (
        late_document(back_to=None),
        "step no 2 · late.back_to",
        "nomor langkah",
    ),
    "a late rule that goes back to no row": (
        late_document(back_to=9),
        "step no 2 · late.back_to",
        "Langkah 9",
    ),
    "a late rule without rows": (late_document(step=None), "step no 2 · late.step", "Belum ada"),
    "a late row with another number": (
        late_document(step=[late_row("2.2")]),
        "step no 2.2 · no",
        "“2.1”",
    ),
    "a late row that goes to a main row": (
        late_document(step=[late_row("2.1", exits={"ya": 1, "tidak": 1})]),
        "step no 2.1 · exits.ya",
        "teks",
    ),
    "a late row in a late row": (
        late_document(step=[late_row("2.1", late=late())]),
        "step no 2.1 · late",
        "tidak dikenal",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("spoiled", "place", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_told_with_its_place(spoiled: Document, place: str, words: str) -> None:
    found = mistakes_of(spoiled)
    assert [m for m in found if m.place == place and words in m.sentence], found
    assert all(re.search(r"[.?]$", m.sentence) for m in found)


def test_one_mistake_is_told_once() -> None:
    alone = ("an unknown step kind", "a time that is no time", "an exit to no row", "no performers")
    for case in alone:
        assert len(mistakes_of(WRONG[case][0])) == 1, case


def test_every_mistake_is_told_at_once() -> None:
    spoiled = document(
        row(1, work=["x"], time="x"),
        row(1, exits={"ya": 8, "tidak": 9}, late=late(until="x", back_to=7)),
        id="X",
        warna=1,
    )
    assert {m.place for m in mistakes_of(spoiled)} == {
        "warna",
        "id",
        "step no 1 · work",
        "step no 1 · time",
        "step no 1 · no",
        "step no 1 · exits.ya",
        "step no 1 · exits.tidak",
        "step no 1 · late.until",
        "step no 1 · late.back_to",
        "step no 2.1 · no",
        "step no 2.2 · no",
        "step no 2.2 · returns[1]",
    }


def test_the_text_of_a_refusal_lists_every_mistake() -> None:
    with pytest.raises(Mistakes) as refused:
        parse(head(name=None, agency=None))
    assert str(refused.value) == "name: Belum diisi.\nagency: Belum diisi."


@pytest.mark.parametrize(
    ("toml", "place", "shown"),
    [
        ('schema = 1\nname = "Data\nagency = "x"\n', "baris 2, kolom 13", "name"),
        ("schema = 1\n\n= 3\n", "baris 3, kolom 1", "= 3"),
        ("schema = 1\nschema = 1\n", "baris 2, kolom 11", "schema = 1"),
        ("schema = 1\nsteps = [\n", "baris 2", "steps = ["),
        ("created = 2024-02-30", "baris 1, kolom 11", "2024-02-30"),
        ("a = " + "[" * 5000, "baris 1", "[[["),
        ("a = " + "9" * 5000, "baris 1", "999"),
    ],
)
def test_a_text_that_is_no_toml_is_told_with_its_line(toml: str, place: str, shown: str) -> None:
    with pytest.raises(Mistakes) as refused:
        parse_text(toml)
    (mistake,) = refused.value.mistakes
    assert mistake.place == place
    assert shown in mistake.sentence


def test_an_empty_text_is_told_what_it_lacks() -> None:
    with pytest.raises(Mistakes) as refused:
        parse_text("")
    lacking = {"schema", "id", "version", "name", "agency", "performers", "step"}
    assert {mistake.place for mistake in refused.value.mistakes} == lacking
