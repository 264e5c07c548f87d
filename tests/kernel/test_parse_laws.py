"""Laws of reading and writing: nothing is lost, and no document makes it stumble."""

import copy
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.documents import IDS, Document, document, late_document, real, row, text_of

from himpun.kernel.check import check
from himpun.kernel.definition import WORKS
from himpun.kernel.parse import (
    Mistake,
    Mistakes,
    dump,
    fingerprint,
    parse,
    parse_text,
    write_window,
)
from himpun.kernel.worktime import Window, parse_window

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30).filter(
    lambda text: text.strip() != ""
)
kinds = st.sampled_from(["triwulan", "tahun", "semester", "bulan"])
parts = st.sampled_from([None, "awal", "pertengahan", "akhir", "senin", "jumat", "minggu"])


def some_of(*names: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)


@st.composite
def rows(draw: st.DrawFn, numbers: list[int], at: int) -> Document:
    no = numbers[at]
    row_numbers = st.sampled_from(numbers)
    fields: Document = {
        "activity": draw(words),
        "performer": draw(some_of("staf", "kepala", "uptd")),
        "work": draw(some_of(*WORKS)),
        "requires": draw(st.just([]) | words.map(lambda text: [text])),
        "output": draw(st.just([]) | words.map(lambda text: [text])),
        "note": draw(st.just("") | words),
        "time": draw(st.sampled_from([None, "2 Jam", "20 menit", "5 hari kerja"])),
        "window": draw(st.sampled_from([None, "triwulan bulan 3,  minggu 3, awal"])),
        "exits": draw(
            st.dictionaries(
                st.sampled_from(["ya", "tidak", "nanti saja"]), row_numbers | st.just("selesai")
            )
        ),
        "returns": draw(st.lists(row_numbers, unique=True, max_size=2)),
        "branch": draw(st.sampled_from([None, None, "cek/a", "cek/b", "lain/a"])),
        "per": draw(st.sampled_from([None, None, "unit"])),
        "mode": draw(st.sampled_from(["one", "all", "joint"])),
        "decider": draw(st.sampled_from([None, "staf"])),
        "involved": draw(
            st.dictionaries(
                st.sampled_from(["bidang", "uptd"]), st.sampled_from(["gives", "receives"])
            )
        ),
        "passed_by": draw(st.sampled_from([[], ["bidang"]])),
        "by_unit": draw(st.sampled_from([{}, {"bidang": "staf"}, {"upt": "uptd"}])),
        "reading": draw(st.sampled_from([{}, {"time": "unsure", "question": ["Benar?"]}])),
    }  # fmt: skip
    return row(no, **fields)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents whose form is right; whether the flow is sound is left to chance."""
    numbers = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=6)))
    made = [draw(rows(numbers, i)) for i in range(len(numbers))]
    every = document(row(1), row(2, performer=["kepala", "uptd", "bidang"]))["performers"]
    identity = {
        "created": draw(st.dates()).isoformat(),
        "legal_basis": draw(st.lists(words.map(str))),
    }
    return document(*made, performers=every, identity=identity, gaps=["Celah."])


@given(documents())
def test_a_dumped_document_is_read_as_the_same_sop(made: Document) -> None:
    sop = parse(made)
    written = dump(sop)
    assert parse(json.loads(json.dumps(written))) == sop
    assert dump(parse(written)) == written
    assert fingerprint(parse(written)) == fingerprint(sop)


@pytest.mark.parametrize("sop_id", IDS)
def test_the_real_documents_survive_being_dumped(sop_id: str) -> None:
    sop = parse_text(text_of(sop_id))
    assert parse(json.loads(json.dumps(dump(sop)))) == sop


def test_a_late_rule_survives_being_dumped() -> None:
    sop = parse(late_document())
    assert parse(dump(sop)) == sop
    assert sop.by_key["2"].late is not None


@pytest.mark.parametrize("sop_id", IDS)
def test_a_dump_holds_all_that_the_file_says(sop_id: str) -> None:
    """Field by field, so that a reader which drops a key cannot agree with a writer that does."""
    written = dump(parse_text(text_of(sop_id)))
    assert not list(missing(real(sop_id), written))


def missing(given_: Document, written: Document) -> Iterator[str]:
    renamed = {"step": "steps"}
    for key, value in given_.items():
        found = written.get(renamed.get(key, key))
        if isinstance(value, dict):
            assert isinstance(found, dict)
            yield from missing(value, found)
        elif key == "step":
            assert isinstance(found, list)
            assert len(found) == len(value)
            for left, right in zip(value, found, strict=True):
                yield from missing(left, right)
        elif found not in (value, [value], str(value)):
            yield f"{key}: {value!r} became {found!r}"


def test_a_fingerprint_changes_with_a_word_and_with_the_order_of_columns() -> None:
    sop = parse(real("balangan-dpuprperkim"))
    changed = real("balangan-dpuprperkim")
    changed["step"][6]["note"] = "x"
    shuffled = real("balangan-dpuprperkim")
    shuffled["performers"] = dict(reversed(shuffled["performers"].items()))
    prints = {fingerprint(sop), fingerprint(parse(changed)), fingerprint(parse(shuffled))}
    assert len(prints) == 3
    assert all(len(text) == 64 for text in prints)


def test_a_fingerprint_is_the_hash_of_the_written_json() -> None:
    """Runs keep the fingerprint of their version: writing it otherwise would break every seal."""
    written = (
        '{"schema":1,"id":"contoh","version":1,"name":"Pengumpulan Data Kinerja",'
        '"agency":"Dinas Contoh","performers":{"staf":{"title":"Staf"}},"steps":[{"no":1,'
        '"activity":"Menyiapkan “bahan” é","performer":["staf"],"work":["prepare"],'
        '"requires":["Bahan 1"],"time":"1 hari","output":["Bahan 1 disiapkan"]}]}'
    )
    sop = parse(document(row(1, activity="Menyiapkan “bahan” é")))
    assert fingerprint(sop) == sha256(written.encode()).hexdigest()


@given(kinds, st.integers(1, 12), st.integers(1, 5), parts, st.booleans())
def test_a_written_window_is_read_as_the_same(
    kind: Any, month: int, week: int, part: Any, following: bool
) -> None:
    months = {"bulan": 1, "triwulan": 3, "semester": 6, "tahun": 12}[kind]
    window = Window(kind, (month - 1) % months + 1, week, part, following)
    assert parse_window(write_window(window)) == window


# Spoiled documents -----------------------------------------------------------------------------

telling = ["selesai", "unit", "10.1", "10.9", "gives", "joint", "kasubag", "x/y", "\ud800"]
plain = (
    st.none()
    | st.booleans()
    | st.integers(-3, 20)
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.text(max_size=5)
    | st.sampled_from(telling)
)
anything = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def containers(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


def spoil(draw: st.DrawFn, value: Any) -> None:
    target = draw(st.sampled_from(list(containers(value))))
    places = list(target) if isinstance(target, dict) else list(range(len(target)))
    at = draw(st.sampled_from(places))
    way = draw(st.sampled_from(["replace", "remove", "double", "add", "exchange"]))
    if way == "replace":
        target[at] = draw(anything)
    elif way == "remove":
        del target[at]
    elif way == "exchange":
        other = draw(st.sampled_from(places))
        target[at], target[other] = target[other], target[at]
    elif isinstance(target, list):
        target.append(copy.deepcopy(target[at]) if way == "double" else draw(anything))
    else:
        target[draw(st.text(max_size=6))] = copy.deepcopy(target[at])


@st.composite
def spoiled_documents(draw: st.DrawFn) -> Document:
    made: Document = copy.deepcopy(draw(st.sampled_from([*map(real, IDS), late_document()])))
    for _ in range(draw(st.integers(1, 4))):
        if made:
            spoil(draw, made)
    return made


def refusal_of(spoiled: Document) -> tuple[Mistake, ...]:
    try:
        parse(spoiled)
    except Mistakes as refused:
        return refused.mistakes
    return ()


@given(spoiled_documents())
def test_a_spoiled_document_is_read_or_refused_with_a_place(spoiled: Document) -> None:
    mistakes = refusal_of(spoiled)
    for mistake in mistakes:
        assert mistake.place
        assert mistake.sentence
        assert f"{mistake.place}{mistake.sentence}".isprintable()
    if not mistakes:
        sop = parse(spoiled)
        assert parse(dump(sop)) == sop
        assert all(problem.place and problem.sentence for problem in check(sop))


@given(documents())
def test_a_check_never_stumbles(made: Document) -> None:
    problems = check(parse(made))
    assert all(problem.place and problem.sentence for problem in problems)


@given(st.text())
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    with pytest.raises(Mistakes) as refused:
        parse_text(text)
    assert all(mistake.place for mistake in refused.value.mistakes)
