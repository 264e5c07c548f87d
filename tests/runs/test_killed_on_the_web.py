"""The web process is killed at every turn of a whole SOP, which comes out as if it never was."""

import json
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from tests.house.source import ROOT
from tests.runs.crash_scratch import environment_of
from tests.runs.crash_web import Site, Visitor
from tests.runs.scene import PESSEL, PREFIXES

from himpun.project.sample import PASSWORD

SEED = 20260914
PEOPLE = (
    "sekretaris", "kasubag", "staf", "kadis", "kabid-lalu-lintas", "kasi-lalu-lintas",
    "kasubag-umum",
)  # fmt: skip
AGENCY_STEPS = ["1", "2", "3", "4", "5", "6", "11", "12", "13", "14"]
UNIT_STEPS = {"sekretariat": ["8", "10"], "lalu-lintas": ["7", "8", "9", "10"]}
"""The secretariat has no division head, so it passes steps 7 and 9."""
FEWEST_KILLS = 15
FEWEST_UNANSWERED = 3


def program(environment: Mapping[str, str], *words: str) -> str:
    """What a program of the installation prints; it has to end well."""
    ended = subprocess.run(
        [sys.executable, "-m", *words], env=environment, cwd=ROOT, text=True, check=False,
        capture_output=True,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def walk(site: Site) -> tuple[int, list[list[object]]]:
    """A run of the SOP from its start to where nobody has a step left; its number, and what was
    put to its steps as visit, name and hash."""
    people = [Visitor(site, f"{PREFIXES[PESSEL]}.{code}", PASSWORD) for code in PEOPLE]
    run = people[0].start(f"/jalan/mulai/{PESSEL}/{PESSEL}/", list(UNIT_STEPS))
    put: list[list[object]] = []
    while waiting := [(who, path) for who in people for path in who.tasks(run)]:
        for who, path in waiting:
            number = int(path.strip("/").split("/")[-1])
            for name, content in who.finish(path).values():
                put.append([number, name, sha256(content).hexdigest()])
    return run, put


@pytest.mark.database
def test_killed_at_every_turn_nothing_is_lost_doubled_or_half_done(tmp_path: Path) -> None:
    """Whoever had no answer sends the same form again, with the same key."""
    with environment_of(tmp_path / "var") as environment:
        program(environment, "tests.runs.crash_scratch", "lay")
        site = Site(environment, SEED)
        try:
            run, put = walk(site)
        finally:
            site.close()
        found = json.loads(program(environment, "tests.runs.crash_scratch", "look", str(run)))
        program(environment, "himpun.project.cli", "verify-journal")
    assert site.kills >= FEWEST_KILLS
    assert site.unanswered + site.stored_unanswered >= FEWEST_UNANSWERED
    assert site.stored_unanswered >= 1
    assert (found["broken"], found["damaged"]) == ([], [])
    assert (found["runs"], found["state"], found["states"]) == (
        1, "finished", ["done", "passed"],
    )  # fmt: skip
    assert found["drafts"] == 0
    assert sorted(found["files"]) == sorted(put)
    done = [tuple(each) for each in found["completed"]]
    assert len(done) == len(set(done))
    assert [node for node, unit in done if not unit] == AGENCY_STEPS
    for unit, steps in UNIT_STEPS.items():
        assert [node for node, where in done if where == unit] == steps
    assert all(unit for _, unit in done[6:-4])
