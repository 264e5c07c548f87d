"""An SOP that cannot run is refused, with the way to where it fails."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.documents import Document, document, late_document, late_row, row

from himpun.kernel.check import Problem, check, unit_kinds
from himpun.kernel.parse import parse


def errors_of(written: Document) -> list[Problem]:
    return [problem for problem in check(parse(written)) if problem.severity == "error"]


def per_unit(*rows: Document) -> Document:
    return document(*(row_ | {"per": "unit"} for row_ in rows))


SOUND = {
    "one row": document(row(1)),
    "a loop with a way out": document(row(1), row(2, exits={"ya": "selesai", "tidak": 1})),
    "an exit back to the beginning of a fan-out": document(
        row(1, performer="uptd"),
        row(2, performer="uptd"),
        row(3, exits={"ya": "selesai", "tidak": 1}),
    ),
    "an exit out of a fan-out to the row behind it": document(
        row(1, performer="uptd", exits={"ya": 3, "tidak": 2}), row(2, performer="uptd"), row(3)
    ),
    "an exit to a row with givers": document(
        row(1), row(2, involved={"uptd": "gives"}), row(3, exits={"ya": "selesai", "tidak": 2})
    ),
    "two branches": document(row(1, branch="cek/a"), row(2, branch="cek/b"), row(3, returns=[1])),
    "a return out of a fan-out": document(row(1), row(2, performer="uptd", returns=[1])),
    "a late rule": late_document(),
    "a late decision": late_document(
        step=[late_row("2.1"), late_row("2.2", exits={"ya": "selesai", "tidak": "2.1"})]
    ),
    "a row that some units pass": document(
        row(1, performer=["bidang", "sekretariat"]),
        row(2, performer="bidang", passed_by=["sekretariat"]),
    ),
}


@pytest.mark.parametrize("written", SOUND.values(), ids=SOUND.keys())
def test_a_sound_sop_has_no_error(written: Document) -> None:
    assert not errors_of(written)


UNSOUND: dict[str, tuple[Document, str, str, tuple[str, ...]]] = {
    "a row that every exit jumps over": (
        document(row(1), row(2, exits={"ya": 4, "tidak": 1}), row(3), row(4)),
        "step no 3",
        "Langkah 3 tidak pernah dicapai.",
        ("langkah 1", "langkah 2 (ya) → langkah 4", "langkah 2 (tidak) → langkah 1"),
    ),
    "a fan-out that every exit jumps over": (
        document(
            row(1, exits={"ya": 4, "tidak": "selesai"}),
            row(2, performer="uptd"),
            row(3, performer="uptd"),
            row(4),
        ),
        "step no 2",
        "Langkah 2–3 tidak pernah dicapai.",
        ("langkah 1 (ya) → langkah 4", "langkah 1 (tidak) → selesai"),
    ),
    "a row inside a fan-out that is jumped over": (
        per_unit(row(1, exits={"ya": 3, "tidak": 1}), row(2), row(3)),
        "step no 2",
        "Langkah 2 tidak pernah dicapai.",
        ("langkah 1 (ya) → langkah 3", "langkah 1 (tidak) → langkah 1"),
    ),
    "a loop without a way out": (
        document(row(1), row(2), row(3, exits={"ya": 2, "tidak": 3})),
        "step no 1",
        "Perputaran tanpa jalan keluar: langkah 1, langkah 2, langkah 3.",
        ("langkah 1", "langkah 2", "langkah 3 (ya)", "langkah 2"),
    ),
    "a trap behind a decision": (
        document(
            row(1, exits={"ya": "selesai", "tidak": 2}),
            row(2),
            row(3, exits={"ya": 2, "tidak": 3}),
        ),
        "step no 2",
        "Perputaran tanpa jalan keluar: langkah 2, langkah 3.",
        ("langkah 1 (tidak)", "langkah 2", "langkah 3 (ya)", "langkah 2"),
    ),
    "a trap inside a fan-out": (
        per_unit(row(1), row(2, exits={"ya": 1, "tidak": 2})),
        "step no 1",
        "Perputaran tanpa jalan keluar: langkah 1, langkah 2.",
        ("langkah 1", "langkah 2 (ya)", "langkah 1"),
    ),
    "a trap in a late branch": (
        late_document(step=[late_row("2.1"), late_row("2.2", exits={"ya": "2.1", "tidak": "2.2"})]),
        "step no 2.1",
        "Perputaran tanpa jalan keluar: langkah 2.1, langkah 2.2.",
        ("langkah 2.1", "langkah 2.2 (ya)", "langkah 2.1"),
    ),
    "an exit out of a fan-out to an earlier row": (
        document(row(1), row(2, performer="uptd", exits={"ya": "selesai", "tidak": 1})),
        "step no 2 · exits.tidak",
        "keluar dari bagian paralel yang belum selesai",
        ("langkah 2 (tidak)",),
    ),
    "an exit out of a branch": (
        document(
            row(1, branch="cek/a", exits={"ya": "selesai", "tidak": 3}),
            row(2, branch="cek/b"),
            row(3),
        ),
        "step no 1 · exits.tidak",
        "keluar dari bagian paralel yang belum selesai",
        ("langkah 1 (tidak)",),
    ),
    "an exit into the middle of a fan-out": (
        document(
            row(1, performer="uptd"),
            row(2, performer="uptd"),
            row(3, exits={"ya": "selesai", "tidak": 2}),
        ),
        "step no 3 · exits.tidak",
        "Arahkan ke langkah pertamanya, langkah 1.",
        ("langkah 3 (tidak)", "langkah 2"),
    ),
    "an exit out of a fan-out into the middle of the next block": (
        document(
            row(1, performer="uptd", exits={"ya": 3, "tidak": 1}),
            row(2, branch="cek/a"),
            row(3, branch="cek/b"),
        ),
        "step no 1 · exits.ya",
        "Arahkan ke langkah pertamanya, langkah 2.",
        ("langkah 1 (ya)", "langkah 3"),
    ),
    "a group that is closed and opened again": (
        document(
            row(1, branch="cek/a"),
            row(2, branch="cek/b"),
            row(3),
            row(4, branch="cek/c"),
            row(5, branch="cek/d"),
        ),
        "step no 4 · branch",
        "“cek” sudah ditutup sesudah langkah 2",
        ("langkah 2",),
    ),
    "a branch that is closed and opened again": (
        document(row(1, branch="cek/a"), row(2, branch="cek/b"), row(3, branch="cek/a")),
        "step no 3 · branch",
        "“cek/a” sudah ditutup sesudah langkah 1",
        ("langkah 1",),
    ),
    "a group of one branch": (
        document(row(1, branch="cek/a"), row(2, branch="cek/a")),
        "step no 1 · branch",
        "sedikitnya dua cabang",
        (),
    ),
    "a column without a symbol": (
        document(
            row(1), performers={"staf": {"title": "Staf"}, "kabid": {"title": "Kepala Bidang"}}
        ),
        "performers.kabid",
        "Kepala Bidang mempunyai kolom, tetapi tidak berperan",
        (),
    ),
    "a decision with one exit": (
        document(row(1, exits={"ya": "selesai"})),
        "step no 1 · exits.ya",
        "sedikitnya dua jalan keluar",
        (),
    ),
    "a late decision with one exit": (
        late_document(step=[late_row("2.1", exits={"ya": "selesai"})]),
        "step no 2.1 · exits.ya",
        "sedikitnya dua jalan keluar",
        (),
    ),
    "a joint row without a deciding voice": (
        document(row(1, performer=["staf", "kepala"], mode="joint")),
        "step no 1 · decider",
        "satu penentu",
        (),
    ),
    "a deciding voice that does not take part": (
        document(row(1, mode="joint", decider="kepala"), row(2, performer="kepala")),
        "step no 1 · decider",
        "salah satu pelaksana",
        (),
    ),
    "a deciding voice where one acts alone": (
        document(row(1, decider="staf")),
        "step no 1 · decider",
        "hanya ada pada langkah bersama",
        (),
    ),
    "a performer who also receives": (
        document(row(1, involved={"staf": "receives"})),
        "step no 1 · involved.staf",
        "sudah menjadi pelaksana",
        (),
    ),
    "a giver who is one post": (
        document(row(1, involved={"kepala": "gives"})),
        "step no 1 · involved.kepala",
        "tiap unit",
        (),
    ),
    "a giver in a row per unit": (
        document(row(1, per="unit", involved={"uptd": "gives"})),
        "step no 1 · involved.uptd",
        "sudah per unit",
        (),
    ),
    "a giver in a late row": (
        late_document(step=[late_row("2.1", involved={"uptd": "gives"})]),
        "step no 2.1 · involved.uptd",
        "sudah per unit",
        (),
    ),
    "a kind of unit in which nobody acts": (
        document(row(1, performer=["bidang", "sekretariat"]), row(2, performer="bidang")),
        "step no 2 · performer",
        "Pada unit jenis “sekretariat” tidak ada yang mengerjakan langkah 2",
        ("unit jenis sekretariat", "langkah 2"),
    ),
    "a performer chosen for units that have none": (
        document(
            row(1, performer=["bidang", "sekretariat"], by_unit={"sekretariat": "bidang"}),
        ),
        "step no 1 · performer",
        "Pada unit jenis “sekretariat” tidak ada",
        ("unit jenis sekretariat", "langkah 1"),
    ),
    "a performer chosen for a kind who does not act": (
        document(row(1, performer="uptd", by_unit={"bidang": "staf"}), row(2)),
        "step no 1 · by_unit.bidang",
        "Staf bukan pelaksana",
        (),
    ),
    "a kind of unit that passes and is unknown": (
        document(row(1, performer="bidang", passed_by=["sekertariat"])),
        "step no 1 · passed_by",
        "Yang ada: bidang.",
        (),
    ),
    "a decision that units pass": (
        document(
            row(1, performer=["bidang", "sekretariat"]),
            row(2, performer="bidang", passed_by=["sekretariat"], exits={"ya": 3, "tidak": 1}),
            row(3, performer=["bidang", "sekretariat"]),
        ),
        "step no 2 · passed_by",
        "tidak dapat dilewati",
        (),
    ),
    "a row for all that units pass": (
        document(row(1, passed_by=["bidang"])),
        "step no 1 · passed_by",
        "dikerjakan per unit",
        (),
    ),
    "a row for all that chooses by unit": (
        document(row(1, by_unit={"bidang": "staf"})),
        "step no 1 · by_unit",
        "dikerjakan per unit",
        (),
    ),
    "a return to the row itself": (
        document(row(1, returns=[1])),
        "step no 1 · returns",
        "langkah sebelumnya",
        ("langkah 1", "langkah 1"),
    ),
    "a return to a later row": (
        document(row(1, returns=[2]), row(2)),
        "step no 1 · returns",
        "langkah sebelumnya",
        ("langkah 1", "langkah 2"),
    ),
    "a return into another branch": (
        document(row(1, branch="cek/a"), row(2, branch="cek/b", returns=[1])),
        "step no 2 · returns",
        "cabang paralel yang lain",
        ("langkah 2", "langkah 1"),
    ),
    "a late return to a later row": (
        late_document(step=[late_row("2.1", returns=["2.2"]), late_row("2.2")]),
        "step no 2.1 · returns",
        "langkah sebelumnya",
        (),
    ),
    "a late rule for a row that is not per unit": (
        document(row(1), row(2, late=late_document()["step"][1]["late"])),
        "step no 2 · late",
        "per unit",
        (),
    ),
    "a late rule that goes back out of the fan-out": (
        document(row(1), row(2, per="unit", late=late_document()["step"][1]["late"])),
        "step no 2 · late.back_to",
        "harus langkah ini atau sebelumnya",
        ("langkah 2", "langkah 1"),
    ),
    "a late rule that goes forward": (
        per_unit(row(1), row(2, late=late_document(back_to=3)["step"][1]["late"]), row(3)),
        "step no 2 · late.back_to",
        "harus langkah ini atau sebelumnya",
        ("langkah 2", "langkah 3"),
    ),
    "a late rule whose paper nobody writes": (
        late_document(paper="surat-teguran"),
        "step no 2 · late.paper",
        "surat-teguran",
        (),
    ),
}


@pytest.mark.parametrize(("written", "place", "words", "way"), UNSOUND.values(), ids=UNSOUND.keys())
def test_a_defect_is_told_with_its_place_and_the_way_to_it(
    written: Document, place: str, words: str, way: tuple[str, ...]
) -> None:
    found = [(p.place, p.counterexample) for p in errors_of(written) if words in p.sentence]
    assert found == [(place, way)], errors_of(written)


def test_a_row_that_nobody_does_is_refused_however_the_sop_was_made() -> None:
    """A document without them is refused before; a Sop may also come from elsewhere."""
    sop = parse(document(row(1), row(2)))
    idle = replace(sop, steps=(replace(sop.steps[0], performers=(), work=()), sop.steps[1]))
    places = [problem.place for problem in check(idle) if problem.severity == "error"]
    assert places == ["step no 1 · performer", "step no 1 · work"]


def test_errors_stand_before_warnings() -> None:
    severities = [p.severity for p in check(parse(UNSOUND["a return to a later row"][0]))]
    assert severities == sorted(severities)
    assert set(severities) == {"error", "warning"}


def test_kinds_of_unit_come_from_performers_and_rows() -> None:
    written = document(row(1, performer=["bidang", "staf"], per="unit", by_unit={"balai": "staf"}))
    assert unit_kinds(parse(written)) == ("bidang", "balai")
    assert not errors_of(written)


@st.composite
def plain_documents(draw: st.DrawFn) -> Document:
    """Rows without fan-outs, with decisions that go anywhere."""
    numbers = list(range(1, draw(st.integers(1, 6)) + 1))
    targets = st.sampled_from([*numbers, "selesai"])
    exits: st.SearchStrategy[Document] = st.just({}) | st.fixed_dictionaries(
        {"ya": targets, "tidak": targets}
    )
    return document(*(row(no, exits=draw(exits)) for no in numbers))


@given(plain_documents())
def test_reachable_rows_and_the_end_are_told_as_walking_every_way_tells(written: Document) -> None:
    """Against the transitive closure of the rows as written, computed another way."""
    rows = written["step"]
    end = len(rows) + 1
    reach = {
        no: {end if to == "selesai" else to for to in row_["exits"].values()} or {no + 1}
        for no, row_ in enumerate(rows, start=1)
    }
    for between, beyond in reach.items():
        for goals in reach.values():
            if between in goals:
                goals.update(beyond)
    entered = {1} | reach[1]
    unreachable = [no for no in reach if no not in entered]
    trapped = [no for no in reach if no in entered and end not in reach[no]]
    sentences = " ".join(problem.sentence for problem in errors_of(written))
    assert ("tidak pernah dicapai" in sentences) == bool(unreachable)
    assert ("tanpa jalan keluar" in sentences) == bool(trapped)
