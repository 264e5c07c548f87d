"""Questions about values, for tests."""

from tests.performance.scene import Scene

from himpun.office.models import Person
from himpun.performance.models import Query
from himpun.performance.services.remarks import open_query

TEXT = "Mengapa turun dari triwulan lalu?"


def ask(scene: Scene, assignee: Person | None = None, by: Person | None = None) -> Query:
    """The verifier, or somebody else, asks about the first value."""
    return open_query(
        value=scene.value(1).pk, text=TEXT, assignee=assignee, by=by or scene.verifier,
        now=scene.now,
    )  # fmt: skip
