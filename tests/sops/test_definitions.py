"""The five definitions say what their papers say."""

import pytest
from tests.kernel.documents import IDS, SOPS
from tests.sops import tables
from tests.sops.tables import ALL, Row

from himpun.kernel.check import check
from himpun.kernel.definition import Each, Exit, Step

every = pytest.mark.parametrize("sop_id", IDS)


def row_of(step: Step) -> Row:
    return Row(
        step.key,
        " ".join(step.performers),
        step.time.raw if step.time else "",
        step.window_text,
        " ".join(f"{exit_.name}={exit_.to or 'selesai'}" for exit_ in step.exits),
        " ".join(step.returns),
    )


def test_no_folder_of_sops_is_left_out() -> None:
    assert {path.name for path in SOPS.iterdir() if path.is_dir()} == set(IDS)


@every
def test_a_definition_has_no_error(sop_id: str) -> None:
    assert [problem for problem in check(ALL[sop_id]) if problem.severity == "error"] == []


@every
def test_the_rows_are_those_of_the_paper(sop_id: str) -> None:
    assert tuple(map(row_of, ALL[sop_id].steps)) == tables.TABLES[sop_id]


@every
def test_the_columns_stand_as_on_the_paper(sop_id: str) -> None:
    assert " ".join(ALL[sop_id].performers) == tables.COLUMNS[sop_id]


@every
def test_the_flow_has_the_fan_outs_of_the_paper(sop_id: str) -> None:
    assert " ".join(node.id for node in ALL[sop_id].body.nodes) == tables.BODIES[sop_id]


@every
def test_each_row_lets_its_performer_do_what_it_says(sop_id: str) -> None:
    assert tuple(" ".join(step.work) for step in ALL[sop_id].steps) == tables.WORKS[sop_id]


@every
def test_each_doubt_of_a_row_is_asked(sop_id: str) -> None:
    doubts = [
        f"{step.key}.{field}"
        for step in ALL[sop_id].steps
        for field, mark in step.reading.marks.items()
        if mark == "unsure"
    ]
    assert " ".join(doubts) == tables.UNSURE[sop_id]
    asked = {step.key for step in ALL[sop_id].steps if step.reading.questions}
    assert asked >= {doubt.split(".")[0] for doubt in doubts}


@every
def test_each_doubt_of_the_head_is_asked(sop_id: str) -> None:
    reading = ALL[sop_id].identity.reading
    doubts = " ".join(field for field, mark in reading.marks.items() if mark == "unsure")
    assert doubts == tables.HEAD_UNSURE[sop_id]
    assert reading.questions


@every
def test_every_question_ends_as_a_question(sop_id: str) -> None:
    sop = ALL[sop_id]
    questions = [
        *sop.identity.reading.questions,
        *(q for s in sop.steps for q in s.reading.questions),
    ]
    assert all(question.endswith("?") for question in questions)


@every
def test_the_dates_of_the_head_are_those_of_the_paper(sop_id: str) -> None:
    identity = ALL[sop_id].identity
    written = " ".join(
        f"{name} {day}"
        for name in ("created", "revised", "effective", "ratified")
        if (day := getattr(identity, name))
    )
    assert written == tables.DAYS[sop_id]


@every
def test_every_row_marks_how_sure_its_performer_and_time_are(sop_id: str) -> None:
    for step in ALL[sop_id].by_key.values():
        assert {"performer", "time"} <= set(step.reading.marks), step.key
        marked = {name for name in ("window", "exits", "returns") if getattr(step, name)}
        assert marked <= set(step.reading.marks), step.key


@every
def test_a_way_back_that_the_paper_does_not_draw_is_marked(sop_id: str) -> None:
    marks = {step.reading.marks["returns"] for step in ALL[sop_id].by_key.values() if step.returns}
    assert marks <= {"implied", "unsure"}


@every
def test_who_initials_or_signs_may_refuse(sop_id: str) -> None:
    for step in ALL[sop_id].by_key.values():
        if {"initial", "sign"} & set(step.work):
            assert step.returns, step.key


def test_rows_of_a_late_branch_stand_after_the_step_that_they_are_beside() -> None:
    keys = list(ALL["pesisir-selatan-dishub"].by_key)
    beside = ["10.1", "10.2", "10.3", "10.4"]
    assert keys[keys.index("10") :] == ["10", *beside, "11", "12", "13", "14"]


@every
def test_every_row_has_its_standard_of_quality(sop_id: str) -> None:
    for step in ALL[sop_id].by_key.values():
        assert step.requires, step.key
        assert step.time, step.key
        assert step.output, step.key


@every
def test_the_gaps_are_told_in_sentences(sop_id: str) -> None:
    gaps = ALL[sop_id].gaps
    assert len(gaps) >= 4
    assert all(gap.endswith(".") for gap in gaps)


def test_only_pesisir_selatan_says_how_often() -> None:
    said = {sop_id: sop.frequency for sop_id, sop in ALL.items() if sop.frequency}
    assert said == {"pesisir-selatan-dishub": "triwulan"}
    silent = {i for i in IDS if any("seberapa sering" in gap for gap in ALL[i].gaps)}
    assert silent == set(IDS) - {"pesisir-selatan-dishub"}


def test_only_pesisir_selatan_says_what_happens_to_the_late() -> None:
    late = {sop_id for sop_id, sop in ALL.items() for step in sop.steps if step.late}
    assert late == {"pesisir-selatan-dishub"}
    silent = {i for i in IDS if any("terlambat" in gap for gap in ALL[i].gaps)}
    assert silent == set(IDS) - {"pesisir-selatan-dishub"}


def test_pangkalpinang_gathers_from_every_sub_koordinator() -> None:
    sop = ALL["pangkalpinang-dpupr"]
    assert sop.by_key["3"].givers == ("sub-koordinator",)
    assert sop.performers["sub-koordinator"].per_unit
    assert "Wali Kota" in sop.trigger
    assert "Inspektorat" in sop.trigger


def test_pangkalpinang_lost_its_warning_to_the_box_beside_it() -> None:
    identity = ALL["pangkalpinang-dpupr"].identity
    assert identity.warnings == ()
    assert identity.records == ("Disimpan sebagai data",)
    assert identity.equipment[-1] == "Data realisasi kegiatan"
    assert identity.related[2] == identity.related[3]


def test_balangan_moves_three_papers_as_one_and_ends_before_any_data() -> None:
    sop = ALL["balangan-dpuprperkim"]
    bundle = ("format-data-kinerja", "keputusan", "surat-pemberitahuan")
    assert {step.papers for step in sop.steps} == {bundle}
    assert sop.terminator == "Selesai"
    assert sop.by_key["6"].involved == {"subbag-jf": "receives"}
    assert not any("collect" in step.work for step in sop.steps)
    assert sop.gaps[0].startswith("SOP berakhir sebelum data diisi")
    assert sop.identity.number == ""
    assert len(sop.identity.equipment) == 9


def test_pesisir_selatan_passes_the_secretariat_where_it_has_no_kabid() -> None:
    sop = ALL["pesisir-selatan-dishub"]
    block = sop.places["unit:7"].node
    assert isinstance(block, Each)
    assert [node.id for node in block.body.nodes] == ["7", "8", "9", "10"]
    passed = {step.key for step in sop.steps if step.passed_by == ("sekretariat",)}
    assert passed == {"7", "9"}
    assert sop.by_key["8"].performers_in("sekretariat") == ("sekretariat",)
    assert sop.by_key["8"].performers_in("bidang") == ("kasi",)


def test_pesisir_selatan_warns_the_late_with_a_letter_of_the_head() -> None:
    late = ALL["pesisir-selatan-dishub"].by_key["10"].late
    assert late is not None
    assert (late.until.week_label, late.paper, late.back_to) == (
        "minggu pertama triwulan berikutnya",
        "surat-peringatan",
        "9",
    )
    assert [row_of(step) for step in late.steps] == [
        Row("10.1", "staf", "45 Menit"),
        Row("10.2", "sekretaris", "10 Menit", returns="10.1"),
        Row("10.3", "kepala-dinas", "10 Menit", returns="10.2"),
        Row("10.4", "kasubag", "20 Menit"),
    ]
    works = [step.work[0] for step in late.steps]
    assert works == ["prepare", "initial", "sign", "distribute"]


def test_sumatera_barat_decides_together_with_one_deciding_voice() -> None:
    sop = ALL["sumbar-bmcktr"]
    step = sop.by_key["9"]
    assert (step.mode, step.decider, step.per_unit) == ("joint", "kepala-dinas", False)
    assert step.exits == (Exit("setuju", "10"), Exit("tidak", "6"))
    assert sop.by_key["2"].involved == {"tim-sakip": "attends"}
    assert sop.by_key["6"].performers_in("sekretariat") == ("sekretaris",)
    assert sop.performers["tim-sakip"].team


def test_pematangsiantar_archives_nothing_and_lacks_an_invitation() -> None:
    sop = ALL["pematangsiantar-dpmptsp"]
    assert not any("archive" in step.work for step in sop.steps)
    assert sop.gaps[0].startswith("Tidak ada langkah pengarsipan")
    assert sop.gaps[1].startswith("Undangan untuk langkah 5 tidak dihasilkan")
    assert sop.by_key["5"].involved == {"pemegang-data": "attends"}
    assert sop.performers["pemegang-data"].per_unit
