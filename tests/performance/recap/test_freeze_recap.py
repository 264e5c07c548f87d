"""Freezing a recap, and making everything again from what was frozen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests.performance.scene import UNITS, Scene

from himpun.office.models import JournalRow
from himpun.office.queries import verify_journal
from himpun.office.rules import Refused
from himpun.performance.models import Approval, Form, Recap, Value
from himpun.performance.queries.recap import (
    Frozen,
    frozen_recap,
    live_recap,
    newest_recap,
    run_of_recap,
    stamp_of,
)
from himpun.performance.queries.recap.document import recap_document
from himpun.performance.queries.recap.workbook import recap_workbook
from himpun.performance.rules.recap import body_text, fingerprint_of, show
from himpun.performance.services import freeze_recap
from himpun.runs.models import Run

REASON = "Koreksi angka rambu"


def freeze(scene: Scene, reason: str = "", node: str = "") -> Recap:
    return freeze_recap(
        run_id=scene.run_id, reason=reason, by=scene.person("operator"), now=scene.now, node=node
    )


def frozen(scene: Scene, no: int = 1) -> Frozen:
    run = run_of_recap(scene.kasubag, scene.run_id, scene.now)
    found = frozen_recap(run, no)
    assert found is not None
    return found


def change(scene: Scene, figure: str = "70") -> None:
    """A value is corrected."""
    Value.objects.filter(pk=scene.value(1).pk).update(realisation=figure, revision=2)


def files(scene: Scene, no: int = 1) -> tuple[bytes, bytes]:
    """The workbook and the document, made from the frozen row alone."""
    run = run_of_recap(scene.kasubag, scene.run_id, scene.now)
    found = frozen(scene, no)
    shown, stamp = show(found.body), stamp_of(found.row, run)
    return recap_workbook(shown, stamp), recap_document(shown, stamp)


def test_it_keeps_what_was_live_with_its_hash_and_who_froze_it(filled: Scene) -> None:
    run = run_of_recap(filled.kasubag, filled.run_id, filled.now)
    live = live_recap(run, filled.now)
    assert live is not None
    row = freeze(filled)
    assert (row.no, row.body, row.sha256) == (1, body_text(live), fingerprint_of(body_text(live)))
    assert row.by == filled.person("operator")
    assert row.capacity == "operator"
    assert frozen(filled).intact
    told = JournalRow.objects.get(action="RecapFrozen")
    assert (told.subject, told.body["sha256"]) == (f"recap/{row.pk}", row.sha256)
    assert not list(verify_journal(filled.agency))


def test_the_step_that_approves_freezes_in_the_name_of_its_holder(filled: Scene) -> None:
    asked: dict[str, Any] = {"by": filled.verifier, "now": filled.now, "node": "12"}
    row = freeze_recap(run_id=filled.run_id, **asked)
    assert row.node == "12"
    assert row.capacity.startswith("Kepala Bidang")
    change(filled)
    again = freeze_recap(run_id=filled.run_id, reason=REASON, capacity="Kabid/KPA", **asked)
    assert again.capacity == "Kabid/KPA"


def test_later_edits_leave_it_as_it_was_bit_for_bit(filled: Scene) -> None:
    freeze(filled)
    before, text = files(filled), frozen(filled).row.body
    change(filled)
    Form.objects.filter(run=filled.run_id).update(late=True)
    filled.agency.name = "Dinas yang Berganti Nama"
    filled.agency.save()
    filled.now += timedelta(days=400)
    assert frozen(filled).row.body == text
    assert files(filled) == before


def test_two_renderings_are_the_same_bytes(filled: Scene) -> None:
    freeze(filled)
    assert files(filled) == files(filled)


def test_a_changed_row_is_noticed(filled: Scene) -> None:
    row = freeze(filled)
    Recap.objects.filter(pk=row.pk).update(body=row.body.replace("66.5", "99.5"))
    assert not frozen(filled).intact


def test_a_later_edit_makes_the_next_revision_with_its_reason(filled: Scene) -> None:
    freeze(filled)
    change(filled)
    row = freeze(filled, REASON)
    assert (row.no, row.reason) == (2, REASON)
    run = run_of_recap(filled.kasubag, filled.run_id, filled.now)
    newest = newest_recap(run)
    assert newest is not None
    assert newest.row.no == 2


def test_it_refuses_a_second_revision_without_a_reason(filled: Scene) -> None:
    freeze(filled)
    change(filled)
    with pytest.raises(Refused, match="memerlukan alasan"):
        freeze(filled)
    assert Recap.objects.count() == 1


def test_it_refuses_where_nothing_has_changed(filled: Scene) -> None:
    freeze(filled)
    with pytest.raises(Refused, match="Tidak ada yang berubah sejak revisi 1"):
        freeze(filled, REASON)
    assert JournalRow.objects.filter(action="RecapFrozen").count() == 1


def test_it_refuses_a_colleague_who_is_no_steward(filled: Scene) -> None:
    with pytest.raises(Refused, match="Hanya pengelola SOP"):
        freeze_recap(run_id=filled.run_id, by=filled.filler, now=filled.now)


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_it_refuses_who_takes_no_part(filled: Scene, who: str) -> None:
    person = getattr(filled, who)()
    with pytest.raises(Refused):
        freeze_recap(run_id=filled.run_id, by=person, now=filled.now)
    assert not Recap.objects.exists()


def test_it_refuses_before_forms_are_open(filled: Scene) -> None:
    Approval.objects.all().delete()
    Value.objects.filter(form__run=filled.run_id).delete()
    Form.objects.filter(run=filled.run_id).delete()
    with pytest.raises(Refused, match="Formulir belum dibuka"):
        freeze(filled)


def test_it_refuses_a_cancelled_run(filled: Scene) -> None:
    Run.objects.filter(pk=filled.run_id).update(state="cancelled")
    for node in ("", "12"):
        with pytest.raises(Refused, match="dibatalkan"):
            freeze(filled, node=node)


@pytest.fixture
def committed(transactional_db: None, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The scene in a database in which several connections see the same."""
    from tests.performance.recap.filled import fill
    from tests.performance.scene import build

    scene = build(tmp_path_factory.mktemp("offices"), each=3, units=UNITS[:2])
    fill(scene, UNITS[:2])
    return scene


def test_of_two_at_once_one_freezes_and_the_other_is_told(committed: Scene) -> None:
    people = [committed.person("operator"), committed.person("admin")]
    together = Barrier(len(people))

    def attempt(at: int) -> str:
        together.wait()
        try:
            row = freeze_recap(run_id=committed.run_id, by=people[at], now=committed.now)
        except Refused as refused:
            return str(refused)
        else:
            return str(row.no)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        said = sorted(pool.map(attempt, range(len(people))))
    assert said[0] == "1"
    assert "Tidak ada yang berubah" in said[1] or "baru saja" in said[1]
    assert list(Recap.objects.values_list("no", flat=True)) == [1]
