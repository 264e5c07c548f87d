"""Another holder of a post from a day on: what was done before stays with who did it then."""

from datetime import date

import pytest
from tests.runs.pages import Pages
from tests.runs.scene import Scene, wib

from himpun.kernel.messages import Rejected
from himpun.office.models import JournalRow, Person, Post
from himpun.office.queries import holders_of, verify_journal
from himpun.office.services import add_person, appoint, change_post
from himpun.runs.models import Visit

FIRST, SECOND = "Pemegang Lama", "Pemegang Baru"
CHANGED_ON = date(2026, 9, 16)


def appointed(scene: Scene, name: str, capacity: str, from_on: date) -> Person:
    """Somebody new takes the secretary's post over."""
    person = add_person(
        agency=scene.agency, name=name, username=name.lower().replace(" ", "."), password=None,
        by=None, now=scene.now,
    )  # fmt: skip
    appoint(
        post=Post.objects.get(agency=scene.agency, code="sekretaris"), person=person,
        capacity=capacity, from_on=from_on, basis="SK 9/2026", end_previous=True, by=None,
        now=scene.now,
    )  # fmt: skip
    return person


def entry(scene: Scene, pages: Pages, step: str) -> str:
    """How the history tells that a step was finished, from the moment to the deed."""
    text = pages.text(scene.person("staf"), f"/jalan/{scene.run_id}/riwayat/?langkah={step}")
    before, deed, _ = text.partition(f"Menyelesaikan langkah {step}")
    assert deed
    return before[before.rindex(" September 2026, ") - 2 :]


def test_the_past_keeps_its_holder_while_the_new_one_goes_on(scene: Scene, pages: Pages) -> None:
    old = appointed(scene, FIRST, "definitif", date(2026, 9, 1))
    scene.start()
    scene.complete("1")
    done = entry(scene, pages, "1")
    assert f"{FIRST} sebagai Sekretaris" in done
    told = list(JournalRow.objects.filter(actor=old).values())
    assert told

    scene.now = wib(2026, 9, 16)
    new = appointed(scene, SECOND, "Plt.", CHANGED_ON)
    post = Post.objects.get(agency=scene.agency, code="sekretaris")
    change_post(post=post, title="Sekretaris Dinas", by=None, now=scene.now)
    scene.walk("4")
    with pytest.raises(Rejected):
        scene.complete("4", by=old)
    scene.complete("4")

    assert entry(scene, pages, "1") == done
    assert f"{SECOND} sebagai Sekretaris (Plt.)" in entry(scene, pages, "4")
    visits = {v.node: v for v in Visit.objects.filter(run=scene.run_id, node__in=("1", "4"))}
    assert (visits["1"].done_by, visits["1"].done_as) == (old, "Sekretaris")
    assert (visits["4"].done_by, visits["4"].done_as) == (new, "Sekretaris (Plt.)")
    page = pages.text(scene.person("staf"), f"/jalan/{scene.run_id}/")
    assert page.count("Sekretaris (Plt.)") == 1
    assert list(JournalRow.objects.filter(actor=old).values()) == told
    assert verify_journal(scene.agency) == []


def test_who_held_a_post_on_a_day_is_told_by_that_day(scene: Scene) -> None:
    old = appointed(scene, FIRST, "definitif", date(2026, 9, 1))
    new = appointed(scene, SECOND, "Pj.", CHANGED_ON)

    def on(day: int) -> list[tuple[Person, str]]:
        found = holders_of(scene.agency, scene.sop.id, "sekretaris", "", date(2026, 9, day))
        return [(holder.person, holder.capacity) for holder in found]

    assert on(15) == [(old, "definitif")]
    assert on(16) == [(new, "Pj.")]
