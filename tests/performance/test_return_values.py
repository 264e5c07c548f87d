"""Chosen values go back with a reason, and what was said for them no longer holds."""

import pytest
from tests.performance.filled import fill, keys, verify, words
from tests.performance.scene import OWN, Scene

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Approval, ValueChange
from himpun.performance.queries.vouching import handed_on
from himpun.performance.services.checking import return_values

WHY = "Bukti bulan Agustus belum ada."


def send_back(scene: Scene, values: list[int], *, units: tuple[str, ...] = (OWN,)) -> None:
    return_values(
        run_id=scene.run_id, units=units, values=values, reason=WHY, by=scene.kasubag,
        capacity="Kasubag", now=scene.now,
    )  # fmt: skip


def test_a_returned_value_carries_the_reason_and_the_others_do_not(scene: Scene) -> None:
    fill(scene)
    send_back(scene, [scene.value(1).pk])
    value = scene.value(1)
    assert (value.returned, value.returned_at, value.revision) == (WHY, scene.now, 2)
    assert value.changed_by == scene.filler
    assert scene.value(2).returned == ""
    change = ValueChange.objects.get(value=value)
    assert (change.source, change.changes) == ("return", {"returned": ["", WHY]})
    row = JournalRow.objects.filter(action="ValuesReturned").get()
    assert row.body["values"] == [value.pk]


def test_it_drops_exactly_the_words_for_these_values_and_tells_their_people(scene: Scene) -> None:
    fill(scene)
    verify(scene, scene.verifier)
    verify(scene, scene.kasubag, "10")
    send_back(scene, [scene.value(1).pk])
    dropped = Approval.objects.exclude(dropped_at=None)
    assert {word.value_id for word in dropped} == {scene.value(1).pk}
    assert {word.by: word.told for word in dropped} == {scene.verifier: False, scene.kasubag: True}
    assert all(word.dropped_why == f"Dikembalikan: {WHY}" for word in dropped)
    assert words(scene) == [("9", "verified", False), ("10", "verified", False)]


def test_nobody_hands_on_what_was_sent_back_and_not_touched(scene: Scene) -> None:
    fill(scene)
    send_back(scene, [scene.value(1).pk])
    with pytest.raises(Refused, match="LL01 dikembalikan"):
        verify(scene, scene.verifier)
    assert [each.vouched.code for each in handed_on([scene.form()]) if each.vouched.returned] == [
        "LL01"
    ]


def test_it_refuses_values_of_another_unit_and_a_missing_reason(scene: Scene) -> None:
    fill(scene)
    foreign = keys(scene.values("angkutan"))[:1]
    with pytest.raises(Refused, match="bukan milik unit"):
        send_back(scene, [scene.value(1).pk, *foreign])
    with pytest.raises(Refused, match="alasan"):
        return_values(
            run_id=scene.run_id, units=(OWN,), values=[scene.value(1).pk], reason="  ",
            by=scene.kasubag, capacity="", now=scene.now,
        )  # fmt: skip
    assert scene.value(1).returned == ""


def test_a_value_of_another_agency_s_run_is_not_found_in_this_one(scene: Scene) -> None:
    assert scene.last_run
    other = scene.form(OWN, scene.last_run).values.first()
    assert other is not None
    with pytest.raises(Refused, match="bukan milik unit"):
        send_back(scene, [other.pk])
