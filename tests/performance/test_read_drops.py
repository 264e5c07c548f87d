"""Whoever vouched for a value learns once that their word was dropped."""

from tests.performance.filled import fill, verify
from tests.performance.scene import OWN, Scene

from himpun.notices.models import Notice
from himpun.performance.models import Approval
from himpun.performance.queries.changes import unread_count, unread_drops
from himpun.performance.services.checking import read_drops, return_values


def test_what_was_dropped_is_read_once_and_by_its_own_person(scene: Scene) -> None:
    fill(scene)
    verify(scene, scene.verifier)
    return_values(
        run_id=scene.run_id, units=(OWN,), values=[scene.value(1).pk], reason="Keliru.",
        by=scene.kasubag, capacity="", now=scene.now,
    )  # fmt: skip
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (scene.verifier, "changed")
    assert notice.text == "Dikembalikan: Keliru."
    assert read_drops(by=scene.kasubag, now=scene.now) == 0
    assert read_drops(by=scene.outsider(), now=scene.now) == 0
    assert read_drops(by=scene.verifier, now=scene.now) == 1
    assert read_drops(by=scene.verifier, now=scene.now) == 0
    assert Approval.objects.filter(dropped_at=None, told=True).count() == 0


def test_a_word_that_fell_with_its_target_is_told_though_the_value_did_not_change(
    scene: Scene,
) -> None:
    fill(scene)
    verify(scene, scene.verifier)
    why = "Target berubah menurut PK 2026 perubahan ke-1."
    word = Approval.objects.filter(value=scene.value(1))
    word.update(dropped_at=scene.now, dropped_why=why)
    (line,) = unread_drops(scene.verifier)
    assert (line.value, line.times, line.why) == (scene.value(1), 0, why)
    assert unread_count(scene.verifier) == 1
