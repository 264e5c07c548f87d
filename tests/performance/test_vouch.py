"""Whoever hands data on vouches for them: not for their own, and not twice over."""

import pytest
from tests.performance.filled import ASKED, fill, stand, verify, words
from tests.performance.scene import Scene

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Approval, Value
from himpun.performance.services.checking import vouch


def test_a_word_covers_every_value_that_has_something_in_it(scene: Scene) -> None:
    fill(scene)
    Value.objects.filter(pk=scene.value(2).pk).update(revision=0, realisation="")
    assert verify(scene, scene.verifier) == ASKED - 1
    word = Approval.objects.get(value=scene.value(1))
    assert (word.level, word.node, word.revision) == ("verified", "9", 1)
    assert (word.by, word.by_text) == (scene.verifier, scene.verifier.name)
    assert not Approval.objects.filter(value=scene.value(2)).exists()
    row = JournalRow.objects.filter(action="ValuesVouched").get()
    assert row.subject == f"form/{scene.form().pk}"


def test_a_word_for_one_unit_says_nothing_of_another(scene: Scene) -> None:
    fill(scene)
    fill(scene, "angkutan", by=scene.neighbour)
    verify(scene, scene.verifier)
    assert words(scene)
    assert not words(scene, "angkutan")


def test_the_same_step_again_adds_only_what_is_new(scene: Scene) -> None:
    fill(scene)
    verify(scene, scene.verifier)
    assert verify(scene, scene.verifier) == 0
    Approval.objects.filter(value=scene.value(1)).update(dropped_at=scene.now)
    assert verify(scene, scene.verifier) == 1
    assert words(scene) == [("9", "verified", False), ("9", "verified", True)]


def test_an_author_s_word_does_not_cover_their_own_values(scene: Scene) -> None:
    fill(scene)
    Value.objects.filter(pk=scene.value(1).pk).update(changed_by=scene.verifier)
    assert verify(scene, scene.verifier) == ASKED - 1
    assert not words(scene)


def test_it_refuses_the_last_check_of_what_only_its_author_has_seen(scene: Scene) -> None:
    fill(scene, by=scene.kasubag)
    at = stand(scene, "11", "verified", last=True)
    with pytest.raises(Refused, match="LL01, LL02"):
        vouch(at=at, by=scene.kasubag, capacity="uji", now=scene.now)
    verify(scene, scene.verifier)
    assert vouch(at=at, by=scene.kasubag, capacity="uji", now=scene.now) == 0


def test_it_refuses_an_approver_who_wrote_or_verified_the_value(scene: Scene) -> None:
    fill(scene)
    verify(scene, scene.verifier)
    at = stand(scene, "12", "approved")
    for who in (scene.filler, scene.verifier):
        with pytest.raises(Refused, match="LL01"):
            vouch(at=at, by=who, capacity="uji", now=scene.now)
    assert vouch(at=at, by=scene.person("sekretaris"), capacity="uji", now=scene.now) == ASKED
    assert words(scene) == [("9", "verified", True), ("12", "approved", True)]


def test_it_refuses_to_approve_what_nobody_verified(scene: Scene) -> None:
    fill(scene)
    at = stand(scene, "12", "approved")
    with pytest.raises(Refused, match="belum diperiksa"):
        vouch(at=at, by=scene.person("sekretaris"), capacity="uji", now=scene.now)
    bare = stand(scene, "12", "approved", checked=False)
    assert vouch(at=bare, by=scene.person("sekretaris"), capacity="uji", now=scene.now) == ASKED
