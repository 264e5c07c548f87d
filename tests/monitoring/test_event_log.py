"""Histories as event logs: every event, nobody's name, and an outside engine finds them true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.kernel.definitions import SOPS
from tests.monitoring.log_rules import ocel_faults, xes_faults
from tests.monitoring.replaying import Finished, deviation, facts, finished, traces, units
from tests.performance.filled import fill
from tests.performance.scene import OWN, UNITS
from tests.performance.scene import build as build_forms
from tests.remembered import remembered
from tests.runs.pages import Pages
from tests.runs.scene import PESSEL, Scene, build

from himpun.monitoring.queries.eventlog import event_log
from himpun.office.models import JournalRow, Person
from himpun.runs.models import Event


def whole(scene: Scene) -> Scene:
    """A run from its first step to its last, with a step that was begun and one sent back."""
    scene.start()
    scene.start_step(scene.visits()[0].node)
    scene.walk()
    return scene


@pytest.fixture
def done(db: None, tmp_path: Path) -> Scene:
    return remembered("a run from its first step to its last", lambda: whole(build(tmp_path)))


def as_xes(scene: Scene) -> str:
    return "".join(event_log(scene.agency, "xes"))


def as_ocel(scene: Scene) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads("".join(event_log(scene.agency, "ocel")))
    return found


# ---- counts and form


def test_it_has_an_event_for_each_event_of_a_run_as_the_journal_counts_them(done: Scene) -> None:
    scene = done
    stored = Event.objects.filter(run=scene.run_id).count()
    (trace,) = traces(as_xes(scene))
    numbers = [facts(e)["himpun:no"] for e in trace if e.tag.endswith("event")]
    rows = JournalRow.objects.filter(chain=scene.agency.code, subject=f"run/{scene.run_id}")
    attested = sum(row.body["events"][1] - row.body["events"][0] + 1 for row in rows)
    assert numbers == [str(no) for no in range(1, stored + 1)]
    assert stored == attested == len(as_ocel(scene)["events"])


def test_both_forms_hold_what_their_standards_ask(done: Scene) -> None:
    assert xes_faults(as_xes(done)) == []
    assert ocel_faults(as_ocel(done)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('value="complete"', 'value="finished"'),
        ("<date key", "<date kind"),
        ('prefix="time"', 'prefix="2"'),
        ("<classifier", "<class"),
        ('key="time:timestamp" value="2026', 'key="time:timestamp" value="kapan" x="2026'),
    ],
)  # fmt: skip
def test_the_rules_for_xes_find_what_is_wrong(done: Scene, before: str, after: str) -> None:
    document = as_xes(done)
    assert before in document
    assert xes_faults(document.replace(before, after))


def test_the_rules_for_ocel_find_what_is_wrong(done: Scene) -> None:
    log = as_ocel(done)
    log["objects"].pop()
    log["events"][0]["type"] = "Unheard"
    assert len(ocel_faults(log)) >= 2


def test_steps_are_scheduled_started_and_completed_by_offices(done: Scene) -> None:
    (trace,) = traces(as_xes(done))
    first = [said for e in trace if (said := facts(e)).get("himpun:node") == "1"]
    assert [said["lifecycle:transition"] for said in first] == ["schedule", "start", "complete"]
    assert first[1]["org:resource"] == first[2]["org:resource"] == "Sekretaris"
    assert "org:resource" not in first[0]
    assert len({said["concept:instance"] for said in first}) == 1
    assert first[0]["concept:name"].startswith("1 ")


def test_cases_sort_as_their_numbers_do_and_moments_are_the_agencys(done: Scene) -> None:
    (trace,) = traces(as_xes(done))
    said = facts(trace)
    assert said["concept:name"] == f"{PESSEL}-{done.run_id:08d}"
    assert all("+07:00" in facts(e)["time:timestamp"] for e in trace if e.tag.endswith("event"))


def test_no_name_and_nothing_that_people_wrote_is_in_it(db: None, tmp_path: Path) -> None:
    scene = build(tmp_path)
    Person.objects.filter(home=scene.agency).update(name="Budi Santoso")
    scene.start()
    scene.walk("4")
    scene.send_back("4", "3", reason="Surat salah alamat")
    assert Event.objects.filter(run=scene.run_id, actor_text="Budi Santoso").exists()
    for log in (as_xes(scene), "".join(event_log(scene.agency, "ocel"))):
        assert "StepReturned" in log
        assert "salah alamat" not in log
        assert "Budi" not in log


def test_objects_of_ocel_are_the_run_its_units_steps_and_offices(done: Scene) -> None:
    log = as_ocel(done)
    kinds = dict.fromkeys(("run", "unit", "step", "office"), 0)
    for one in log["objects"]:
        kinds[str(one["type"])] = kinds.get(str(one["type"]), 0) + 1
    assert kinds["run"] == 1
    assert kinds["unit"] == len(done.units())
    assert kinds["step"] == Event.objects.filter(
        run=done.run_id, kind__in=("StepOpened", "StepPassed")
    ).count()  # fmt: skip
    assert kinds["office"] > 4


# ---- conformance, by another engine


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("code", SOPS)
def test_another_engine_finds_that_the_log_of_each_sop_follows_it(
    code: str, tmp_path: Path
) -> None:
    scene = whole(build(tmp_path, code))
    (trace,) = traces(as_xes(scene))
    ends, taking_part = finished(trace), units(trace)
    assert deviation(scene.sop, taking_part, ends) == ""
    assert deviation(scene.sop, taking_part, _swapped(ends)) != ""
    for gone in (0, len(ends) // 2, len(ends) - 1):
        less = [*ends[:gone], *ends[gone + 1 :]]
        assert deviation(scene.sop, taking_part, less) != "", ends[gone]


def _swapped(ends: list[Finished]) -> list[Finished]:
    """The first two steps in the wrong order."""
    return [ends[1], ends[0], *ends[2:]]


# ---- who gets it, and how


def test_readers_of_the_agency_download_it_and_others_find_nothing(
    done: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: done.now)
    pages = Pages(done)
    here = f"/papan/log/{PESSEL}/{PESSEL}"
    for who in (done.person("kasubag"), done.person("kasi-angkutan"), done.reader()):
        answer = pages.get(who, f"{here}.xes")
        assert answer.status_code == 200
        assert "".join(part.decode() for part in answer) == as_xes(done)
        assert f"log-{PESSEL}-{PESSEL}.xes" in answer["Content-Disposition"]
        assert pages.get(who, f"{here}.jsonocel").status_code == 200
    assert pages.get(done.outsider(), f"{here}.xes").status_code == 404
    assert pages.get(done.person("kasubag"), f"/papan/log/{PESSEL}/lain.xes").status_code == 404
    assert f"{here}.xes" in pages.get(
        done.person("kasubag"), f"/papan/waktu/{PESSEL}/"
    ).content.decode()  # fmt: skip


def test_the_command_writes_it_whole_or_of_one_run(
    done: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "log.xes"
    call_command("export_log", agency=PESSEL, output=str(file))
    assert file.read_text(encoding="utf-8") == as_xes(done)
    call_command("export_log", agency=PESSEL, run=done.run_id + 1)
    assert traces(capsys.readouterr().out) == []
    call_command("export_log", agency=PESSEL, sop=PESSEL, format="ocel")
    assert ocel_faults(json.loads(capsys.readouterr().out)) == []


def test_the_command_refuses_an_agency_that_is_not_there_and_a_place_it_cannot_write(
    done: Scene, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="no agency nowhere"):
        call_command("export_log", agency="nowhere")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_log", agency=PESSEL, output=str(tmp_path))


def test_a_step_that_collects_fills_in_the_value_set_of_its_unit(db: None, tmp_path: Path) -> None:
    scene = build_forms(tmp_path, each=1, units=UNITS[:2])
    fill(scene)
    scene.complete("8", OWN)
    log = as_ocel(scene)
    form = f"value_set:{scene.form().pk}"
    assert form in {one["id"] for one in log["objects"]}
    filled = [event for event in log["events"] if form in str(event["relationships"])]
    assert [event["type"] for event in filled] == ["StepCompleted"]
    assert f"unit:{OWN}" in str(filled[0]["relationships"])
    assert ocel_faults(log) == []
