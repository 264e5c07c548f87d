"""What the recap of a run says while its data still change, and what it costs."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.recap.filled import more
from tests.performance.scene import UNITS, Scene, open_forms

from himpun.performance.models import Agreement, Approval, Form, Target, Value
from himpun.performance.queries.recap import Body, RunRow, live_recap, run_of_recap
from himpun.performance.rules.recap import body_text, read_body
from himpun.runs.models import Run

QUERIES = 16


def row(body: Body, code: str) -> dict[str, Any]:
    return next(row for row in body["indicators"] if row["code"] == code)


def again(scene: Scene, run: RunRow) -> Body:
    found = live_recap(run, scene.now)
    assert found is not None
    return found


def test_it_says_what_each_unit_has_answered(body: Body) -> None:
    own, late, *_, empty = body["units"]
    counted = ("asked", "filled", "reasoned", "missing", "verified")
    assert [own[name] for name in counted] == [24, 22, 1, 1, 23]
    assert own["standing"] == "on_time"
    assert late["standing"] == "late"
    assert [empty[name] for name in counted] == [24, 0, 0, 24, 0]
    assert empty["standing"] == "open"
    assert body["summary"]["complete"] == 2
    assert body["summary"]["on_time"] == 1


def test_a_form_that_closed_before_it_was_complete_is_overdue(filled: Scene, run: RunRow) -> None:
    Form.objects.filter(pk=filled.form(UNITS[2]).pk).update(closes_at=filled.now)
    assert again(filled, run)["units"][2]["standing"] == "open"
    Form.objects.filter(pk=filled.form(UNITS[2]).pk).update(closes_at=filled.run.started_at)
    late = filled.now.replace(year=2027)
    found = live_recap(run, late)
    assert found is not None
    assert found["units"][2]["standing"] == "overdue"


def test_an_indicator_stands_against_quarter_to_date_and_year(body: Body) -> None:
    tested = row(body, "LL02")
    assert tested["quarter"]["worked"] == "312 ÷ 300 × 100 = 104,00"
    assert tested["to_date_words"] == "jumlah TW II, III"
    assert (tested["to_date"]["realisation"], tested["to_date"]["target"]) == ("599", "600")
    assert tested["year"]["percent"] == "49.92"
    assert tested["provisional"] is True


def test_the_formula_and_the_version_stand_beside_each_number(body: Body) -> None:
    accidents = row(body, "LL03")
    assert accidents["measure"]["formula"] == "(2 × target − realisasi) ÷ target × 100"
    assert accidents["quarter"]["worked"] == "(2 × 7,5 − 7,9) ÷ 7,5 × 100 = 94,67"
    assert accidents["version"] == 1
    assert body["agreement"]["title"] == "PK 2026"


def test_what_has_no_percentage_says_why(body: Body) -> None:
    assert row(body, "LL07")["quarter"]["word"] == "belum ada target"
    assert row(body, "LL07")["state"] == "not_asked"
    assert row(body, "LL09")["quarter"]["word"] == "Tercapai"
    assert row(body, "LL14")["quarter"]["word"] == "tak terhitung (realisasi n/a)"
    assert row(body, "LL15")["quarter"]["word"] == "belum diisi"
    assert all(row(body, f"LL{no:02d}")["quarter"]["percent"] is None for no in (7, 9, 14, 15))


def test_a_mean_is_taken_over_the_printed_percentages(body: Body) -> None:
    printed = [
        Decimal(row["quarter"]["percent"])
        for row in body["indicators"]
        if row["unit"] == UNITS[0] and row["quarter"]["percent"] is not None
    ]
    mean = (sum(printed, Decimal(0)) / len(printed)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    unit = body["units"][0]["quarter"]
    assert Decimal(unit["percent"]) == mean
    assert (unit["counted"], unit["of"]) == (len(printed), 24)


def test_a_revised_agreement_leaves_past_quarters_on_the_old_one(filled: Scene) -> None:
    old = filled.agreement
    assert old is not None
    new = Agreement.objects.create(
        agency=filled.agency, year=2026, no=1, from_quarter=3, state="approved", made_at=filled.now
    )
    indicator = filled.value(1).indicator
    Target.objects.create(agreement=new, indicator=indicator, year="90", q2="85", q3="88")
    Form.objects.filter(run=filled.run_id).update(agreement=new)
    run = run_of_recap(filled.kasubag, filled.run_id, filled.now)
    found = row(again(filled, run), "LL01")
    assert [cell["target"] for cell in found["trend"]] == ["60", "65", "88"]
    assert found["year"]["target"] == "90"


def test_evidence_questions_and_medium_term_targets_are_in_it(filled: Scene, run: RunRow) -> None:
    more(filled)
    found = row(again(filled, run), "LL01")
    assert found["proofs"] == [
        {"name": "Foto rambu", "sha256": "", "link": "https://contoh.go.id/rambu"}
    ]
    assert found["questions"] == 1
    assert (found["medium"]["target"], found["medium_year"]) == ("95", 2029)
    assert found["medium"]["percent"] == "70"


def test_money_is_absorbed_and_held_against_what_was_reached(filled: Scene, run: RunRow) -> None:
    more(filled)
    body = again(filled, run)
    programme = next(budget for budget in body["budgets"] if budget["code"] == "P1")
    assert programme["spent"] == 22 * 40_000_000
    assert programme["absorbed"] == "58.67"
    assert programme["efficiency"] is not None
    # The activity's budget is a part of its programme's.
    assert body["money"]["amount"] == 5 * 1_500_000_000


def test_changes_since_an_approval_are_counted(filled: Scene, run: RunRow) -> None:
    value = filled.value(1)
    Approval.objects.filter(value=value).update(dropped_at=filled.now, dropped_why="berubah")
    Value.objects.filter(pk=value.pk).update(revision=3, realisation="67")
    body = again(filled, run)
    assert row(body, "LL01")["changes"] == 2
    assert row(body, "LL01")["state"] == "saved"
    assert body["summary"]["changes"] == 2


def test_a_cancelled_run_counts_for_nothing(filled: Scene, run: RunRow) -> None:
    before = row(again(filled, run), "LL02")["to_date"]["realisation"]
    assert filled.last_run is not None
    Run.objects.filter(pk=filled.last_run.pk).update(state="cancelled")
    assert (before, row(again(filled, run), "LL02")["to_date"]["realisation"]) == ("599", "312")


def test_earlier_years_end_by_their_own_measure(filled: Scene, run: RunRow) -> None:
    assert filled.last_run is not None
    Run.objects.filter(pk=filled.last_run.pk).update(period="2025-TW4")
    Form.objects.filter(run=filled.last_run).update(period="2025-TW4", year=2025, quarter=4)
    (earlier,) = row(again(filled, run), "LL01")["earlier"]
    assert (earlier["no_year"], earlier["realisation"]) == ("2025", "64.5")


def test_the_same_data_give_the_same_bytes(filled: Scene, run: RunRow, body: Body) -> None:
    fresh = run_of_recap(filled.kasubag, filled.run_id, filled.now)
    assert body_text(body) == body_text(again(filled, fresh))
    assert read_body(body_text(body)) == body


def cost(scene: Scene) -> int:
    reader = scene.kasubag
    assert reader.home is not None
    with CaptureQueriesContext(connection) as asked:
        run = run_of_recap(reader, scene.run_id, scene.now)
        again(scene, run)
    return len(asked)


def test_its_queries_are_fixed_however_much_there_is(filled: Scene) -> None:
    assert cost(filled) == QUERIES
    more(filled)
    for quarter in (1, 2, 3, 4):
        run = Run.objects.get(pk=filled.run_id)
        run.pk, run.period, run.state = None, f"2025-TW{quarter}", "finished"
        run.save()
        open_forms(filled, run)
    assert cost(filled) == QUERIES


def test_a_person_of_another_agency_finds_no_run(filled: Scene) -> None:
    assert run_of_recap(filled.outsider(), filled.run_id, filled.now) is None
    assert run_of_recap(filled.colleague, filled.run_id, filled.now) is not None
