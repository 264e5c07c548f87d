"""A scene whose forms are filled in and whose words are read back."""

from collections.abc import Iterable

from tests.performance.scene import EACH, OWN, Scene

from himpun.office.models import Person
from himpun.performance.models import Approval, Value
from himpun.performance.services.checking import Stand, vouch

ASKED = EACH - 1
"""One of the indicators is asked in the fourth quarter only."""


def fill(scene: Scene, unit: str = OWN, *, by: Person | None = None, figure: str = "70") -> None:
    """Every value of a unit says the same, by who fills it or somebody else."""
    scene_values = Value.objects.filter(form=scene.form(unit))
    scene_values.update(
        realisation=figure, revision=1, changed_at=scene.now, changed_by=by or scene.filler
    )


def stand(
    scene: Scene, step: str, level: str, unit: str = "", *, last: bool = False, checked: bool = True
) -> Stand:
    return Stand(scene.run_id, step, step, None, unit, level, last, checked)


def verify(scene: Scene, by: Person, step: str = "9", unit: str = OWN) -> int:
    """Somebody vouches for the values of a unit at a step."""
    at = stand(scene, step, "verified", unit)
    return vouch(at=at, by=by, capacity="uji", now=scene.now)


def words(scene: Scene, unit: str = OWN) -> list[tuple[str, str, bool]]:
    """(node, level, in force) of the words for the first value of a unit."""
    return [
        (word.node, word.level, word.dropped_at is None)
        for word in Approval.objects.filter(value=scene.value(1, unit)).order_by("pk")
    ]


def keys(values: Iterable[Value]) -> list[int]:
    return [value.pk for value in values]


def approve(scene: Scene, unit: str = OWN) -> None:
    """The head of the unit verifies its values, and the Sekretaris approves them."""
    verify(scene, scene.verifier, "9", unit)
    at = stand(scene, "12", "approved", unit)
    vouch(at=at, by=scene.person("sekretaris"), capacity="uji", now=scene.now)
