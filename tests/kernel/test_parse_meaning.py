"""What a document that is right becomes."""

from datetime import date

from tests.kernel.documents import document, late_document, row

from himpun.kernel.definition import Each, Exit, Par
from himpun.kernel.parse import parse, parse_text
from himpun.kernel.worktime import parse_duration, parse_window


def test_a_row_becomes_a_step_with_its_values() -> None:
    sop = parse(
        document(
            row(1),
            row(
                2,
                activity="  Memeriksa\n bahan ",
                performer=["staf", "kepala"],
                mode="joint",
                decider="kepala",
                window="triwulan bulan 3, minggu 3, awal",
                note="Awal minggu ketiga",
                papers="surat",
                exits={"setuju": "selesai", "tidak": 1},
                returns=[1],
                reading={"exits": "unsure", "question": "Benar?"},
            ),
        )
    )
    step = sop.by_key["2"]
    assert (step.key, step.no, step.activity) == ("2", 2, "Memeriksa bahan")
    assert (step.performers, step.mode, step.decider) == (("staf", "kepala"), "joint", "kepala")
    assert step.time == parse_duration("1 hari")
    assert step.window == parse_window("triwulan bulan 3, minggu 3, awal")
    assert (step.window_text, step.note) == (
        "triwulan bulan 3, minggu 3, awal",
        "Awal minggu ketiga",
    )
    assert step.papers == ("surat",)
    assert step.exits == (Exit("setuju", None), Exit("tidak", "1"))
    assert step.returns == ("1",)
    assert (step.reading.marks, step.reading.questions) == ({"exits": "unsure"}, ("Benar?",))


def test_columns_stand_in_the_order_of_the_document() -> None:
    performers = {"kepala": {"title": "Kepala"}, "a": {"title": "A"}, "staf": {"title": "Staf"}}
    assert list(parse(document(row(1), performers=performers)).performers) == list(performers)


def test_a_row_is_per_unit_when_its_performer_is() -> None:
    sop = parse(
        document(
            row(1, performer="uptd"),
            row(2, performer=["staf", "uptd"]),
            row(3, per="unit"),
            row(4, performer=["staf", "uptd"], mode="joint", decider="staf"),
            row(5),
        )
    )
    assert [step.per_unit for step in sop.steps] == [True, True, True, False, False]
    assert [node.id for node in sop.body.nodes] == ["unit:1", "4", "5"]


def test_rows_with_givers_begin_with_a_fan_out() -> None:
    sop = parse(document(row(1), row(2, involved={"uptd": "gives"})))
    first, giving, doing = sop.body.nodes
    assert (first.id, giving.id, doing.id) == ("1", "unit:2.beri", "2")
    assert isinstance(giving, Each)
    assert not sop.by_key["2"].per_unit


def test_rows_of_a_group_become_its_branches() -> None:
    sop = parse(document(row(1, branch="cek/a"), row(2, branch="cek/a"), row(3, branch="cek/b")))
    (node,) = sop.body.nodes
    assert isinstance(node, Par)
    assert [[inner.id for inner in body.nodes] for body in node.bodies] == [["1", "2"], ["3"]]


def test_a_late_rule_becomes_a_side_branch() -> None:
    sop = parse(late_document())
    rule = sop.by_key["2"].late
    assert rule is not None
    assert (rule.until, rule.paper, rule.back_to) == (
        parse_window("triwulan berikutnya, minggu 1"),
        "surat-peringatan",
        "1",
    )
    assert [step.key for step in rule.steps] == ["2.1", "2.2"]
    assert rule.steps[1].returns == ("2.1",)
    assert [node.id for node in sop.sides["2"].nodes] == ["2.1", "2.2"]
    assert sop.by_key["2.1"].no == 2


def test_dates_may_be_written_as_toml_or_as_text() -> None:
    days = {"created": date(2024, 1, 2), "revised": "2025-01-02"}
    identity = parse(document(row(1), identity=days)).identity
    assert (identity.created, identity.revised) == (date(2024, 1, 2), date(2025, 1, 2))


def test_a_list_of_the_head_may_repeat_itself_as_the_paper_does() -> None:
    sop = parse(document(row(1), identity={"related": ["SOP A", "SOP A"]}))
    assert sop.identity.related == ("SOP A", "SOP A")


def test_a_toml_text_is_read_like_its_dictionary() -> None:
    toml = """
schema = 1
id = "contoh"
version = 1
name = "Pengumpulan Data Kinerja"
agency = "Dinas Contoh"
[performers.staf]
title = "Staf"
[[step]]
no = 1
activity = "Menyiapkan bahan 1"
performer = "staf"
work = ["prepare"]
requires = ["Bahan 1"]
time = "1 hari"
output = ["Bahan 1 disiapkan"]
"""
    assert parse_text(toml) == parse(document(row(1)))
