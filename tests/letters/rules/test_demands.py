"""What a step asks of its papers before it goes forward."""

from pathlib import Path

from himpun.kernel.parse import parse_text
from himpun.letters.rules.course import courses_at
from himpun.letters.rules.demands import Standing, may_draft_again, why_not_forward

SOPS = Path(__file__).parents[3] / "sops"
PESSEL = parse_text((SOPS / "pesisir-selatan-dishub" / "sop.toml").read_text("utf-8"))


def why(step: str, **there: Standing) -> str | None:
    papers = {kind.replace("_", "-"): standing for kind, standing in there.items()}
    return why_not_forward(PESSEL.by_key[step], courses_at(PESSEL, step), papers)


def test_a_row_that_makes_a_paper_waits_for_it() -> None:
    assert why("3") == "Surat permintaan data belum disusun."
    assert why("3", surat_permintaan_data=Standing("draft")) is None


def test_a_row_that_initials_or_signs_waits_for_its_mark() -> None:
    assert why("4", surat_permintaan_data=Standing("circulating")) == (
        "Surat permintaan data belum diparaf."
    )
    assert why("4", surat_permintaan_data=Standing("circulating", {1})) is None
    assert why("5", surat_permintaan_data=Standing("circulating", {1})) == (
        "Surat permintaan data belum ditandatangani."
    )


def test_whoever_fills_in_data_may_print_the_form_or_not() -> None:
    assert [course.kind.key for course in courses_at(PESSEL, "8")] == ["formulir-data-kinerja"]
    assert why("8") is None
    assert why("8", formulir_data_kinerja=Standing("draft")) is None


def test_only_a_paper_without_marks_is_drafted_again_once_it_is_finished() -> None:
    (form,), (letter,) = courses_at(PESSEL, "8"), courses_at(PESSEL, "3")
    assert [may_draft_again(form, state) for state in ("draft", "signed", "sent")] == [
        True, True, False,
    ]  # fmt: skip
    assert [may_draft_again(letter, state) for state in ("draft", "circulating", "signed")] == [
        True, False, False,
    ]  # fmt: skip
