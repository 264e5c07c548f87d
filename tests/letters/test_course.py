"""Which row of the five SOPs makes which paper, and who marks it."""

import pytest
from tests.house.source import ROOT

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse_text
from himpun.letters.rules.course import courses_at, courses_of


def sop_of(code: str) -> Sop:
    return parse_text((ROOT / "sops" / code / "sop.toml").read_text(encoding="utf-8"))


def told(code: str) -> list[tuple[str, str, str]]:
    """(row that makes it, kind, "initial 3, sign 4") of each paper."""
    return [
        (c.begins, c.kind.key, ", ".join(f"{s.role} {s.step}" for s in c.stations))
        for c in courses_of(sop_of(code))
    ]


def test_three_papers_of_balangan_are_initialled_and_signed_together() -> None:
    assert told("balangan-dpuprperkim") == [
        ("1", "format-data-kinerja", "initial 3, sign 4"),
        ("1", "keputusan", "initial 3, sign 4"),
        ("1", "surat-pemberitahuan", "initial 3, sign 4"),
    ]


def test_each_order_of_pesisir_selatan_is_a_paper_of_its_own() -> None:
    assert told("pesisir-selatan-dishub") == [
        ("1", "lembar-disposisi", "sign 1"),
        ("2", "lembar-disposisi", "sign 2"),
        ("3", "surat-permintaan-data", "initial 4, sign 5"),
        ("8", "formulir-data-kinerja", ""),
        ("11", "rekapitulasi-data-kinerja", "sign 11"),
        ("13", "lembar-disposisi", "sign 13"),
        ("10.1", "surat-peringatan", "initial 10.2, sign 10.3"),
    ]


def test_a_paper_that_the_sop_lets_nobody_sign_is_signed_by_whoever_makes_it() -> None:
    assert told("sumbar-bmcktr") == [
        ("1", "nota-dinas", "sign 1"),
        ("2", "notula", "sign 2"),
        ("3", "rencana-kegiatan", "sign 3"),
        ("5", "formulir-data-kinerja", ""),
        ("7", "rekapitulasi-data-kinerja", "sign 7"),
        ("8", "laporan-rekapitulasi", "sign 8"),
        ("9", "hasil-analisis", "sign 9"),
        ("10", "laporan-hasil-analisis", "sign 10"),
    ]


def test_the_second_meeting_of_pematangsiantar_has_minutes_of_its_own() -> None:
    assert told("pematangsiantar-dpmptsp") == [
        ("1", "lembar-disposisi", "sign 1"),
        ("2", "undangan", "sign 2"),
        ("2", "kertas-kerja", ""),
        ("3", "daftar-hadir", ""),
        ("3", "notula", "sign 3"),
        ("3", "surat-tugas", "sign 3"),
        ("5", "daftar-hadir", ""),
        ("5", "notula", "sign 5"),
        ("6", "lembar-persetujuan", "sign 7"),
    ]


def test_the_report_of_pangkalpinang_is_made_by_the_secretary_and_signed_by_the_head() -> None:
    assert told("pangkalpinang-dpupr") == [
        ("1", "lembar-disposisi", "sign 1"),
        ("2", "lembar-disposisi", "sign 2"),
        ("4", "draf-data-kinerja", "sign 4"),
        ("5", "laporan-data-kinerja", "sign 6"),
    ]


@pytest.mark.parametrize(("step", "kinds"), [("3", 3), ("7", 3)])
def test_a_row_has_the_papers_that_it_names(step: str, kinds: int) -> None:
    assert len(courses_at(sop_of("balangan-dpuprperkim"), step)) == kinds


def test_a_joint_analysis_is_signed_by_its_deciding_voice() -> None:
    (course,) = courses_at(sop_of("sumbar-bmcktr"), "9")
    found = course.station_at("9")
    assert found is not None
    assert (found[0], found[1].title) == (1, "Kepala Dinas")
    assert course.own


def test_a_unit_s_own_row_finds_the_letter_of_the_agency_on_its_table() -> None:
    assert [c.begins for c in courses_at(sop_of("pesisir-selatan-dishub"), "7")] == ["3"]
