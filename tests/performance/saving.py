"""Saving as people do it, for tests."""

from tests.performance.scene import OWN, Scene

from himpun.office.models import Person
from himpun.performance.services._save import Change, Outcome
from himpun.performance.services.collecting import save_values


def save(
    scene: Scene, *lines: tuple[int, dict[str, str]], by: Person | None = None, unit: str = OWN,
    source: str = "grid", revision: int | None = None,
) -> list[Outcome]:  # fmt: skip
    """Type fields into the unit's indicators by their numbers, as who last looked a moment ago."""
    changes = []
    for no, fields in lines:
        value = scene.value(no, unit)
        seen = value.revision if revision is None else revision
        changes.append(Change(value.pk, seen, fields))
    return save_values(
        form=scene.form(unit).pk, changes=changes, source=source, by=by or scene.filler,
        now=scene.now,
    )  # fmt: skip


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def sentence(outcomes: list[Outcome]) -> str:
    """The one sentence of a single outcome."""
    (outcome,) = outcomes
    return outcome.sentence
