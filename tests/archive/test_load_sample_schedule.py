"""The sample schedule."""

from tests.archive.scene import Scene
from tests.office.scene import NOW

from himpun.archive.queries.schedule import terms_of
from himpun.archive.services import load_sample_schedule


def test_it_is_marked_as_a_sample_and_says_what_a_regency_says(scene: Scene) -> None:
    made = load_sample_schedule(agency=scene.agency, now=NOW)
    assert made.sample
    assert "Contoh" in made.basis
    term = terms_of(scene.agency)["000.8.6.3"]
    assert (term.active, term.inactive, term.fate) == (2, 3, "musnah")


def test_it_leaves_a_schedule_that_is_in_force(scene: Scene) -> None:
    scene.schedule()
    assert not load_sample_schedule(agency=scene.agency, now=NOW).sample
