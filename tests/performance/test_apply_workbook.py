"""What a workbook was shown to change is saved: that, and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest
from tests.performance.saving import save, statuses
from tests.performance.scene import UNITS, Scene
from tests.performance.workbooks import compared, downloaded, edited

from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused
from himpun.performance.models import ValueChange
from himpun.performance.queries.forms import form_by_key
from himpun.performance.services._save import Outcome
from himpun.performance.services.workbook import OFFER_LASTS, Comparison, apply_workbook


def offered(scene: Scene, cells: dict[tuple[int, str], str]) -> Comparison:
    """What the workbook would change once these fields were typed, by indicator numbers."""
    typed = {(f"v{scene.value(no).pk}", name): text for (no, name), text in cells.items()}
    return compared(scene, edited(downloaded(scene), typed))


def apply(
    scene: Scene, offer: str, *, chosen: Collection[str] = (), by: Person | None = None,
    later: timedelta = timedelta(0), unit: str = "",
) -> list[Outcome]:  # fmt: skip
    form = form_by_key((scene.form(unit) if unit else scene.form()).pk)
    assert form is not None
    return apply_workbook(
        form=form, offer=offer, chosen=chosen, by=by or scene.filler, now=scene.now + later
    )


def test_it_saves_every_cell_in_one_go_and_says_where_they_came_from(scene: Scene) -> None:
    found = offered(
        scene,
        {(1, "realisation"): "71,5", (2, "realisation"): "301", (2, "note"): "=catatan"},
    )
    assert statuses(apply(scene, found.offer)) == ["saved", "saved"]
    assert scene.value(1).realisation == "71.5"
    assert (scene.value(2).realisation, scene.value(2).note) == ("301", "=catatan")
    assert {change.source for change in ValueChange.objects.all()} == {"workbook"}
    assert JournalRow.objects.filter(action="ValuesSaved").count() == 1


def test_what_could_not_be_stored_is_left_out(scene: Scene) -> None:
    found = offered(scene, {(1, "realisation"): "banyak", (2, "realisation"): "301"})
    assert statuses(apply(scene, found.offer)) == ["saved"]
    assert scene.value(1).realisation == ""


def test_of_a_conflict_only_what_is_chosen_is_saved(scene: Scene) -> None:
    keys = [f"v{scene.value(no).pk}" for no in (1, 2)]
    content = edited(
        downloaded(scene), {(keys[0], "realisation"): "70", (keys[1], "realisation"): "301"}
    )
    save(scene, (1, {"realisation": "65"}), (2, {"realisation": "299"}), by=scene.colleague)
    found = compared(scene, content)
    assert len(found.difference.conflicts) == 2
    assert apply(scene, found.offer) == []
    chosen = [found.difference.conflicts[0].key]
    assert statuses(apply(scene, found.offer, chosen=chosen)) == ["saved"]
    assert (scene.value(1).realisation, scene.value(2).realisation) == ("70", "299")


def test_a_value_changed_after_the_comparison_is_not_overwritten(scene: Scene) -> None:
    found = offered(scene, {(1, "realisation"): "70", (2, "realisation"): "301"})
    save(scene, (1, {"realisation": "65"}), by=scene.colleague)
    assert statuses(apply(scene, found.offer)) == ["conflict", "saved"]
    assert scene.value(1).realisation == "65"


def test_the_same_offer_twice_changes_nothing_more(scene: Scene) -> None:
    found = offered(scene, {(1, "realisation"): "70"})
    apply(scene, found.offer)
    assert statuses(apply(scene, found.offer)) == ["unchanged"]


def test_a_choice_that_was_never_offered_is_no_choice(scene: Scene) -> None:
    found = offered(scene, {(1, "realisation"): "70"})
    chosen = [f"{scene.value(2).pk}:realisation"]
    apply(scene, found.offer, chosen=chosen)
    assert scene.value(2).revision == 0


def test_only_whom_it_was_shown_may_have_it_saved(scene: Scene) -> None:
    found = offered(scene, {(1, "realisation"): "70"})
    for other in (scene.colleague, scene.neighbour, scene.verifier, scene.outsider()):
        with pytest.raises(Refused, match="Unggah berkasnya sekali lagi"):
            apply(scene, found.offer, by=other)
    mine = compared(
        scene,
        edited(downloaded(scene), {(f"v{scene.value(1).pk}", "realisation"): "71"}),
        by=scene.colleague,
    )
    assert statuses(apply(scene, mine.offer, by=scene.colleague)) == ["saved"]


def test_an_offer_that_is_old_forged_or_for_another_form_is_refused(scene: Scene) -> None:
    offer = offered(scene, {(1, "realisation"): "70"}).offer
    for sent, other in (
        (offer, {"later": OFFER_LASTS + timedelta(minutes=1)}),
        (offer, {"unit": UNITS[1]}),
        (offer[:-2] + "xx", {}),
        ("", {}),
        ("a:b:c", {}),
    ):
        with pytest.raises(Refused, match="sekali lagi"):
            apply(scene, sent, **other)
    assert not ValueChange.objects.exists()
