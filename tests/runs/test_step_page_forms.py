"""The form of each step kind: what it asks, what it keeps, how it is read again."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from himpun.kernel.definition import WORKS
from himpun.kernel.wire import Json
from himpun.office.rules import canonical
from himpun.runs.forms import KINDS, Known, StepForm, content_read, quotes_in
from himpun.runs.forms.fields import Rows, day_of

KNOWN = Known(
    subordinates=("Kasubag Perencanaan",), addressed=("Kasubag Perencanaan",),
    recipients=("Kepala Bidang Jalan",), people=("Sekretaris", "Kepala Bidang Jalan"),
    in_charge=("Pemegang Data, Bidang Jalan",), papers=("Surat permintaan data",),
    today="2026-03-02", next_titles="Sekretaris",
)  # fmt: skip

FILLED: Mapping[str, dict[str, str]] = {
    "instruct": {"orders-0-to": "Kasubag Perencanaan", "orders-0-text": "Siapkan surat."},
    "initial": {"done": "ya"},
    "sign": {"done": "ya"},
    "duplicate": {"papers-0-paper": "Surat", "papers-0-copies": "12"},
    "distribute": {"recipients-0-to": "Kabid", "recipients-0-how": "Langsung"},
    "meet": {
        "on": "02/03/2026", "at": "9.30", "place": "Ruang rapat",
        "attendance-0-who": "Sekretaris", "attendance-0-present": "Hadir",
        "discussion": "Jadwal pengumpulan data.",
        "follow_up-0-text": "Kirim surat", "follow_up-0-on": "2026-03-05",
    },
    "assign": {
        "data-0-datum": "Panjang jalan mantap", "data-0-who": "Pemegang Data, Bidang Jalan",
        "data-0-on": "2026-03-31",
    },
    "receive": {"on": "2026-03-02", "complete": "Ya, lengkap"},
    "deliberate": {
        "attendance-0-who": "Sekretaris", "attendance-0-present": "Hadir",
        "conclusion": "Data dapat dipakai.",
    },
    "archive": {"form": "Salinan digital"},
}  # fmt: skip


def form_of(*kinds: str) -> StepForm:
    return StepForm(kinds, ("Lembar disposisi",), (), (), KNOWN)


def sent(kind: str, fields: Mapping[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data[f"{kind}-{name}"] = value
    return data


def mistakes(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    form = form_of(kind)
    return form.incomplete(form.typed_in(sent(kind, fields)))


def kept(kind: str, fields: Mapping[str, str]) -> dict[str, Json]:
    form = form_of(kind)
    found = form.content_of(form.typed_in(sent(kind, fields))).get(kind, {})
    assert isinstance(found, dict)
    return found


def test_every_kind_of_the_kernel_has_a_form_and_no_other() -> None:
    assert set(KINDS) == set(WORKS)
    for kind, section in KINDS.items():
        assert section(KNOWN).kind == kind
        assert section(KNOWN).heading


@pytest.mark.parametrize("kind", WORKS)
def test_a_form_that_is_filled_in_is_complete_and_reads_as_it_was_filled(kind: str) -> None:
    fields = FILLED.get(kind, {"note": "Catatan.", "summary": "Catatan.", "text": "Catatan."})
    assert mistakes(kind, fields) == {}
    read = content_read({kind: kept(kind, fields)})
    assert len(read) == 1
    shown = [text for _, text in read[0].facts]
    shown += [cell for table in read[0].tables for row in table.rows for cell in row]
    assert shown


@pytest.mark.parametrize(
    "kind", ["instruct", "initial", "sign", "duplicate", "meet", "assign", "deliberate", "archive"]
)
def test_an_empty_form_of_a_kind_that_asks_something_is_not_complete(kind: str) -> None:
    assert mistakes(kind, {})


@pytest.mark.parametrize("kind", WORKS)
def test_what_is_kept_can_be_hashed_and_goes_through_a_draft(kind: str) -> None:
    form = form_of(kind)
    typed = form.typed_in(sent(kind, FILLED.get(kind, {"note": "Catatan."})))
    canonical(form.content_of(typed))
    canonical(typed.as_draft())
    assert form.from_draft(typed.as_draft()) == typed


def test_days_times_and_numbers_are_kept_in_one_way_of_writing() -> None:
    meeting = kept("meet", FILLED["meet"])
    assert (meeting["on"], meeting["at"]) == ("2026-03-02", "09:30")
    assert kept("duplicate", FILLED["duplicate"])["papers"] == [{"paper": "Surat", "copies": 12}]


def test_they_are_read_as_letters_write_them() -> None:
    facts = dict(content_read({"meet": kept("meet", FILLED["meet"])})[0].facts)
    assert facts["Hari dan tanggal"] == "Senin, 2 Maret 2026"
    assert facts["Waktu"] == "09.30"


@pytest.mark.parametrize(
    ("kind", "changed", "where"),
    [
        ("meet", {"on": "31/02/2026"}, "meet-on"),
        ("meet", {"on": "kemarin"}, "meet-on"),
        ("meet", {"at": "25.10"}, "meet-at"),
        ("meet", {"follow_up-0-on": "5 Maret"}, "meet-follow_up-0-on"),
        ("duplicate", {"papers-0-copies": "1,5"}, "duplicate-papers-0-copies"),
        ("duplicate", {"papers-0-copies": "٣"}, "duplicate-papers-0-copies"),
        ("distribute", {"recipients-0-how": "Merpati pos"}, "distribute-recipients-0-how"),
        ("instruct", {"orders-0-to": "Orang lain"}, "instruct-orders-0-to"),
        ("receive", {"complete": "Belum lengkap"}, "receive-note"),
        ("archive", {"form": "Salinan cetak"}, "archive-place"),
    ],
)
def test_what_cannot_stand_is_said_where_it_stands(
    kind: str, changed: dict[str, str], where: str
) -> None:
    assert list(mistakes(kind, {**FILLED[kind], **changed})) == [where]


def test_what_is_wrong_stays_as_it_was_typed() -> None:
    form = form_of("meet")
    typed = form.typed_in(sent("meet", {**FILLED["meet"], "on": "31/02/2026"}))
    assert typed.content["meet"]["on"] == "31/02/2026"


def test_rows_that_nobody_filled_in_are_dropped() -> None:
    fields = {
        "orders-0-to": "Kasubag Perencanaan", "orders-0-text": "",
        "orders-1-to": "Kasubag Perencanaan", "orders-1-text": "Arsipkan.",
        "orders-2-to": "", "orders-2-text": "",
    }  # fmt: skip
    assert kept("instruct", fields)["orders"] == [
        {"to": "Kasubag Perencanaan", "text": "Arsipkan."}
    ]


def test_a_row_that_was_not_filled_in_yet_is_still_there_after_a_mistake() -> None:
    form = form_of("instruct")
    fields = {"orders-0-to": "Kasubag Perencanaan", "orders-0-text": "", "note": "Segera."}
    typed = form.typed_in(sent("instruct", fields))
    assert "instruct-orders" in form.incomplete(typed)
    table: Any = form.shown(typed, {})[0].parts[0]
    assert [cell.value for cell in table.rows[0]] == ["Kasubag Perencanaan", ""]


def test_tables_offer_the_people_of_the_step_and_spare_rows() -> None:
    shown = {part.label: part for part in form_of("meet").shown(None, {})[0].parts}
    attendance: Any = shown["Daftar hadir"]
    assert [row[0].value for row in attendance.rows] == [
        "Sekretaris",
        "Kepala Bidang Jalan",
        "",
        "",
    ]


def test_no_form_says_that_the_state_s_certified_signature_was_put() -> None:
    for kind in ("sign", "initial"):
        section = KINDS[kind](KNOWN)
        texts = [section.heading, section.intro, *(part.label for part in section.parts)]
        assert "BSrE" not in " ".join(texts)
        assert "dalam sistem" in " ".join(texts)


def test_the_notes_of_a_step_are_what_the_next_holder_reads_first() -> None:
    content: dict[str, Json] = {
        "prepare": {"note": "Kolom sudah ditambah."},
        "asing": {"note": "x"},
    }
    assert quotes_in(content) == ["Kolom sudah ditambah."]


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_it_is_not(text: str) -> None:
    found = day_of(text)
    assert found is None or 2000 <= found.year <= 2100


@given(st.sampled_from(WORKS), st.data())
def test_no_input_breaks_a_form_and_what_it_keeps_can_always_be_hashed(
    kind: str, data: st.DataObject
) -> None:
    form, fields = form_of(kind), {}
    for part in KINDS[kind](KNOWN).parts:
        names = (
            [f"{part.name}-0-{column.name}" for column in part.columns]
            if isinstance(part, Rows)
            else [part.name]
        )
        for name in names:
            # A form's bytes are read as UTF-8, in which no half of a pair can stand alone.
            text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
            fields[name] = data.draw(text)
    typed = form.typed_in(sent(kind, fields))
    form.incomplete(typed)
    canonical(form.content_of(typed))
    canonical(typed.as_draft())
    form.shown(typed, {})
    content_read(form.content_of(typed))


@pytest.mark.parametrize("kind", ["initial", "sign"])
def test_what_another_part_of_the_page_does_is_not_confirmed_once_more(kind: str) -> None:
    elsewhere = StepForm((kind, "forward"), (), (), (), Known(elsewhere=(kind,)))
    assert [part.name for part in elsewhere.sections[0].parts] == ["note"]
    assert elsewhere.incomplete(elsewhere.typed_in(QueryDict())) == {}
    assert elsewhere.verb == "Selesaikan"
    assert form_of(kind).verb != "Selesaikan"
