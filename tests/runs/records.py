"""What a wish has left behind, for the tests of services."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.runs.scene import Scene

from himpun.office.models import JournalRow
from himpun.office.queries import verify_journal
from himpun.runs.models import Event, Visit


def kinds(scene: Scene, after: int = 0) -> list[str]:
    """The kinds of the run's events behind a number, in order."""
    rows = Event.objects.filter(run_id=scene.run_id, no__gt=after).order_by("no")
    return list(rows.values_list("kind", flat=True))


def last_event(scene: Scene) -> int:
    """The number of the run's newest event."""
    return scene.run.last_event


def journal(scene: Scene) -> list[JournalRow]:
    """What the agency's journal says of the run, oldest first; its chain is sound."""
    assert verify_journal(scene.agency) == []
    rows = JournalRow.objects.filter(chain=scene.agency.code, subject=f"run/{scene.run_id}")
    return list(rows.order_by("seq"))


@contextmanager
def nothing_changes(scene: Scene) -> Iterator[None]:
    """What is done inside leaves neither an event nor a journal row nor another open step."""

    def state() -> tuple[int, int, list[int]]:
        open_steps = Visit.objects.filter(run_id=scene.run_id, state="open").order_by("id")
        return last_event(scene), len(journal(scene)), list(open_steps.values_list("pk", flat=True))

    before = state()
    yield
    assert state() == before
