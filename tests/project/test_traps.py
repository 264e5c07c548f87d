"""The sixteen traps that other systems have fallen into, each with the tests that keep us out.

The number is the one our notes on peers give; behind it what went wrong elsewhere. The tests stand
where what they try stands; here are those that speak of several apps at once.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.house.source import ROOT
from tests.performance.filled import approve, fill, words
from tests.performance.saving import save
from tests.performance.scene import OWN
from tests.performance.scene import Scene as Forms
from tests.performance.scene import build as build_forms
from tests.runs.records import last_event
from tests.runs.scene import Scene, build

from himpun.kernel.messages import Rejected
from himpun.office import queries as office
from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused
from himpun.performance.models import Correction, ValueChange
from himpun.performance.services.completing import reopen_form
from himpun.performance.services.correction import ask_correction, decide_correction
from himpun.runs import services
from himpun.runs.models import Event
from himpun.sops.services import publish_sop

WORKTIME = "kernel/worktime/test_traps.py"
CHASE = "chase/test_remind_owing.py"
HERE = "project/test_traps.py"
CLOSING = "performance/test_closing.py"
SAVING = "performance/test_save_values.py"
CORRECTING = "performance/test_decide_correction.py"


TRAPS: Mapping[int, tuple[str, tuple[str, ...]]] = {
    1: ("a window that is open outside and shut inside", (
        f"{WORKTIME}::test_trap_01_a_window_is_open_inside_and_shut_before_and_after",
        "schedule/rules/test_starts.py::test_trap_1_a_window_is_not_read_the_wrong_way_round",
    )),
    2: ("a reminder reckoned on the period that runs, not on the one that is collected", (
        f"{CHASE}::test_a_reminder_speaks_of_the_period_that_is_collected_not_of_the_one_that_runs",
    )),
    3: ("a reminder to all units", (
        f"{CHASE}::test_reminders_go_to_units_that_owe_and_to_no_other",
        f"{CHASE}::test_what_was_handed_in_between_choosing_and_telling_is_not_told",
    )),
    4: ("a last day that does not belong to its period", (
        f"{WORKTIME}::test_trap_04_the_last_day_belongs_to_window_period_and_ramadan",
        "schedule/test_start_by_rule.py::test_trap_4_the_last_day_of_lateness_belongs_to_it",
        "schedule/test_start_by_rule.py::test_trap_4_the_last_day_of_a_rule_belongs_to_it",
    )),
    5: ("a due time that is the word null", (
        f"{WORKTIME}::test_trap_05_an_absent_time_or_window_is_refused_and_never_text",
    )),
    6: ("a day of 24 working hours", (
        f"{WORKTIME}::test_trap_06_one_day_is_a_working_day_and_not_24_hours_of_any_kind",
    )),
    7: ("a holiday that counts, a start before office hours that counts", (
        f"{WORKTIME}::test_trap_07_a_start_before_office_hours_counts_from_the_opening",
        f"{WORKTIME}::test_trap_07_a_start_on_a_holiday_counts_from_the_next_opening",
    )),
    8: ("holidays that are taken and not used", (
        f"{WORKTIME}::test_trap_08_a_holiday_moves_every_due_time_that_crosses_it",
        f"{WORKTIME}::test_trap_08_a_due_day_that_is_a_holiday_moves_by_week_and_month",
        f"{WORKTIME}::test_trap_08_a_holiday_is_seen_by_working_time_days_windows_and_plans",
    )),
    9: ("a reassignment that is lost on an instance of an older version", (
        f"{HERE}::test_trap_09_a_step_stays_with_whom_it_was_given_to_when_versions_come",
    )),
    10: ("the next cycle held up by an open task", (
        "schedule/test_start_by_rule.py::test_trap_10_a_running_cycle_never_blocks_the_next",
        "schedule/test_start_by_rule.py::test_trap_10_a_start_that_fails_holds_no_other_up",
    )),
    11: ("a limit that is looked at when the page is loaded only", (
        f"{CLOSING}::test_trap_11_what_a_page_showed_open_is_refused_where_it_is_saved",
    )),
    12: ("nobody told when what was handed in is edited", (
        f"{SAVING}::test_a_change_drops_exactly_what_covered_the_value_and_leaves_it_to_be_told",
        f"{CORRECTING}::test_whoever_had_verified_it_is_told_what_it_became",
    )),
    13: ("who asked is not told of the rejection", (
        f"{CORRECTING}::test_trap_13_whoever_asked_is_told_of_the_refusal_and_why",
    )),
    14: ("an approval taken back by who may not", (
        f"{HERE}::test_trap_14_an_approval_is_taken_back_by_nobody_who_may_not",
        "performance/test_save_values.py::test_an_approved_value_is_locked",
    )),
    15: ("an alert that comes again and again without a cap", (
        f"{CHASE}::test_each_rung_comes_once_in_its_order",
        f"{CHASE}::test_reminders_have_a_cap_however_often_data_come_back",
    )),
    16: ("an audit written after the transaction", (
        f"{HERE}::test_trap_16_without_its_journal_a_step_is_not_done",
        f"{HERE}::test_trap_16_without_its_journal_a_value_is_not_saved",
        f"{HERE}::test_trap_16_the_journal_knows_nothing_of_what_was_undone",
    )),
}  # fmt: skip


def test_each_of_the_sixteen_traps_has_its_tests() -> None:
    assert sorted(TRAPS) == list(range(1, 17))
    for number, (_, tests) in TRAPS.items():
        assert tests, number
        for place in tests:
            file, _, name = place.partition("::")
            assert name in functions_in(file), place


def test_a_test_that_is_named_for_a_trap_names_one_of_the_sixteen() -> None:
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in functions_in(file.relative_to(ROOT / "tests").as_posix()):
            if name.startswith("test_trap_"):
                assert int(name.split("_")[2]) in TRAPS, (file, name)


def functions_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


# ---- 9


def test_trap_09_a_step_stays_with_whom_it_was_given_to_when_versions_come(
    db: None, tmp_path: Path
) -> None:
    scene = build(tmp_path, "sumbar-bmcktr")
    scene.start()
    scene.walk("3")
    one, other, *_ = _members(scene)
    newer = replace(scene.sop, version=2)
    version = publish_sop(agency=scene.agency, sop=newer, by=None, now=scene.now)
    _give(scene, other, one)
    assert scene.visit("3").assignee == other, "given on a run of the older version"
    services.migrate_run(
        run_id=scene.run_id, sop_pk=version.pk, mapping={}, by=scene.person("operator"),
        now=scene.now,
    )  # fmt: skip
    assert scene.visit("3").assignee == other, "kept when the run moved"
    with pytest.raises(Rejected, match="ditugaskan kepada orang lain"):
        scene.complete("3", by=one)
    scene.complete("3", by=other)
    assert not scene.visits("3")


def _members(scene: Scene) -> list[Person]:
    found = office.holders_of(scene.agency, scene.sop.id, "tim-sakip", "", scene.today)
    return [holder.person for holder in found]


def _give(scene: Scene, to: Person, by: Person) -> None:
    services.reassign_step(
        run_id=scene.run_id, visit=scene.visit("3").number, to=to, reason="Cuti", by=by,
        now=scene.now,
    )  # fmt: skip


# ---- 14


@pytest.fixture
def forms(db: None, tmp_path: Path) -> Forms:
    return build_forms(tmp_path, each=2, units=(OWN,))


def test_trap_14_an_approval_is_taken_back_by_nobody_who_may_not(forms: Forms) -> None:
    fill(forms)
    approve(forms)
    held = words(forms)
    assert ("12", "approved", True) in held
    for who in (forms.filler, forms.colleague, forms.verifier, forms.neighbour, forms.outsider()):
        save(forms, (1, {"realisation": "99"}), by=who)
        with pytest.raises(Refused):
            reopen_form(form=forms.form().pk, reason="Salah", by=who, now=forms.now)
        assert words(forms) == held
    ask_correction(
        value=forms.value(1), fields={"realisation": "71,5"}, reason="Salah ketik",
        by=forms.filler, now=forms.now,
    )  # fmt: skip
    for who in (forms.filler, forms.verifier, forms.neighbour, forms.outsider()):
        with pytest.raises(Refused):
            decide_correction(
                correction=Correction.objects.get(), approve=True, reason="", by=who, now=forms.now
            )
        assert words(forms) == held
    assert forms.value(1).realisation == "70"


# ---- 16


class JournalBroken(Exception):
    """What stands in for a disk that is full."""


def _broken(**_: Any) -> None:
    raise JournalBroken


def test_trap_16_without_its_journal_a_step_is_not_done(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = build(tmp_path)
    scene.start()
    before = last_event(scene)
    monkeypatch.setattr("himpun.runs.services._act.write", _broken)
    with pytest.raises(JournalBroken):
        scene.complete("1")
    assert last_event(scene) == before == Event.objects.filter(run=scene.run_id).count()
    assert scene.visit("1").state == "open"


def test_trap_16_without_its_journal_a_value_is_not_saved(
    forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("himpun.performance.services._save.write", _broken)
    with pytest.raises(JournalBroken):
        save(forms, (1, {"realisation": "70"}))
    assert (forms.value(1).realisation, forms.value(1).revision) == ("", 0)
    assert not ValueChange.objects.filter(value=forms.value(1)).exists()


def test_trap_16_the_journal_knows_nothing_of_what_was_undone(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = build(tmp_path)
    scene.start()
    rows = JournalRow.objects.filter(chain=scene.agency.code).count()

    def refused(**_: Any) -> None:
        raise Rejected("Ditolak sesudah jurnal ditulis.")

    monkeypatch.setattr("himpun.monitoring.services.companion.follow_times", refused)
    with pytest.raises(Rejected, match="sesudah jurnal"):
        scene.complete("1")
    assert JournalRow.objects.filter(chain=scene.agency.code).count() == rows
    assert scene.visit("1").state == "open"
