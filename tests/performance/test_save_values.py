"""Saving values: what is stored, what is refused, and what becomes of what others vouched for."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.filled import fill
from tests.performance.saving import save, sentence, statuses
from tests.performance.scene import OWN, Scene

from himpun.office.models import JournalRow
from himpun.office.queries import verify_journal
from himpun.office.rules import Refused
from himpun.performance.models import Approval, Form, Value, ValueChange
from himpun.performance.services._save import Change
from himpun.performance.services.collecting import save_values

REACHED = 10_000


def vouch(scene: Scene, value: Value, level: str = "verified", node: str = "9") -> Approval:
    return Approval.objects.create(
        value=value, level=level, revision=value.revision, node=node, at=scene.now,
        by=scene.verifier, by_text="Kepala Bidang",
    )  # fmt: skip


def test_the_filler_and_the_stand_in_save_what_they_typed(scene: Scene) -> None:
    assert statuses(save(scene, (1, {"realisation": "68,25"}))) == ["saved"]
    assert statuses(save(scene, (2, {"realisation": "1.412"}), by=scene.colleague)) == ["saved"]
    first, second = scene.value(1), scene.value(2)
    assert (first.realisation, first.revision, first.changed_by) == ("68.25", 1, scene.filler)
    assert (second.realisation, second.changed_by) == ("1412", scene.colleague)
    assert scene.form().revision == 2


def test_the_operator_saves_on_behalf_and_the_record_says_so(scene: Scene) -> None:
    save(scene, (1, {"realisation": "70"}), by=scene.person("operator"))
    change = ValueChange.objects.get()
    assert change.capacity == "operator a.n. Kasi/PPTK, Bidang Lalu Lintas"
    assert change.changes == {"realisation": ["", "70"]}


@pytest.mark.parametrize("who", ["neighbour", "verifier", "outsider", "reader"])
def test_it_locks_the_form_for_whoever_does_not_hold_its_step(scene: Scene, who: str) -> None:
    person = {"outsider": scene.outsider("operator"), "reader": scene.reader()}.get(who)
    outcomes = save(scene, (1, {"realisation": "70"}), by=person or getattr(scene, who))
    assert statuses(outcomes) == ["locked"]
    assert "Kasi/PPTK, Bidang Lalu Lintas" in sentence(outcomes)
    assert not ValueChange.objects.exists()
    assert scene.value(1).revision == 0


def test_every_field_is_kept_and_its_history_names_before_and_after(scene: Scene) -> None:
    typed = {
        "realisation": "64", "obstacles": "Hujan.", "solutions": "Lembur.",
        "follow_up": "Pasang rambu", "follow_up_by": "Kasi", "follow_up_on": "31/12/2026",
        "budget": "Rp 1.250.000", "note": "Sesuai laporan.",
    }  # fmt: skip
    save(scene, (1, typed))
    row = scene.value(1)
    assert (row.obstacles, row.solutions, row.follow_up_by) == ("Hujan.", "Lembur.", "Kasi")
    assert (row.follow_up_on, row.budget) == (date(2026, 12, 31), 1_250_000)
    assert ValueChange.objects.get().changes["follow_up_on"] == [None, "2026-12-31"]


def test_the_achievement_against_the_quarter_is_kept_in_hundredths(scene: Scene) -> None:
    save(scene, (1, {"realisation": "70"}), (3, {"realisation": "6"}))
    assert scene.value(1).achievement == REACHED
    # (2 × 7,5 − 6) ÷ 7,5 × 100
    assert scene.value(3).achievement == 12_000


def test_the_form_keeps_the_sum_of_what_its_values_reach(scene: Scene) -> None:
    save(scene, (1, {"realisation": "70"}), (3, {"realisation": "0"}))
    assert (scene.form().achieved, scene.form().counted) == (22_000, 2)
    save(scene, (3, {"realisation": "", "no_value": "Belum dihitung."}))
    assert (scene.form().achieved, scene.form().counted) == (REACHED, 1)
    assert (scene.form("angkutan").achieved, scene.form("angkutan").counted) == (0, 0)


@pytest.mark.parametrize(
    ("no", "fields", "said"),
    [
        (1, {"realisation": "tujuh puluh"}, "bukan angka"),
        (1, {"realisation": "101"}, "nilai tertinggi"),
        (8, {"realisation": "Bagus"}, "Pilih salah satu: WTP, WDP, TW"),
        (10, {"realisation": "80"}, "dihitung dari data mentahnya"),
        (10, {"items.lain": "80"}, "tidak ada pada indikator ini"),
        (1, {"budget": "-5"}, "rupiah utuh"),
        (1, {"follow_up_on": "31/02/2026"}, "bukan tanggal"),
        (1, {"revision": "5"}, "tidak dikenal"),
        (1, {"realisation": "-"}, "Tulis alasannya"),
        (1, {"realisation": "5", "no_value": "Alat rusak"}, "Kosongkan salah satunya"),
    ],
)
def test_what_is_invalid_is_told_and_not_stored(
    scene: Scene, no: int, fields: dict[str, str], said: str
) -> None:
    outcomes = save(scene, (no, fields))
    assert statuses(outcomes) == ["invalid"]
    assert said in sentence(outcomes)
    assert scene.value(no).revision == 0


def test_of_a_block_all_that_is_valid_is_saved(scene: Scene) -> None:
    outcomes = save(
        scene, (1, {"realisation": "70"}), (2, {"realisation": "x"}), (4, {"realisation": "17"}),
        (7, {"realisation": "WTP"}), source="paste",
    )  # fmt: skip
    assert statuses(outcomes) == ["saved", "invalid", "saved", "locked"]
    assert outcomes[3].sentence == "Indikator ini tidak diminta pada triwulan ini."
    assert JournalRow.objects.filter(action="ValuesSaved").count() == 1
    assert verify_journal(scene.agency) == []


def test_a_value_computed_from_raw_data_waits_until_all_of_them_are_there(scene: Scene) -> None:
    save(scene, (10, {"items.berfungsi": "450"}))
    assert (scene.value(10).realisation, scene.value(10).achievement) == ("", None)
    save(scene, (10, {"items.terpasang": "600"}))
    value = scene.value(10)
    assert (value.items, value.realisation) == ({"berfungsi": "450", "terpasang": "600"}, "75")
    # 75 ÷ 90 × 100 = 83,333…
    assert value.achievement == 8333
    assert "denominator-changed" in [each["code"] for each in value.warnings]


def test_no_value_is_kept_with_its_reason_and_leaves_when_a_value_comes(scene: Scene) -> None:
    save(scene, (1, {"realisation": "n/a", "no_value": "Survei ditunda."}))
    assert (scene.value(1).realisation, scene.value(1).no_value) == ("", "Survei ditunda.")
    save(scene, (1, {"realisation": "61"}))
    assert (scene.value(1).realisation, scene.value(1).no_value) == ("61", "")


def test_an_odd_value_is_stored_with_its_warning(scene: Scene) -> None:
    assert statuses(save(scene, (1, {"realisation": "64,5"}))) == ["saved"]
    (warning,) = scene.value(1).warnings
    assert (warning["code"], warning["severity"]) == ("same-as-last-quarter", "warning")
    save(scene, (11, {"realisation": "1.000"}))
    assert [each["code"] for each in scene.value(11).warnings] == ["cumulative-falls"]


def test_the_same_again_changes_nothing(scene: Scene) -> None:
    save(scene, (1, {"realisation": "70"}))
    assert statuses(save(scene, (1, {"realisation": "70,0"}))) == ["unchanged"]
    # Whoever types what another has stored meanwhile is no conflict either.
    assert statuses(save(scene, (1, {"realisation": "70"}), revision=0)) == ["unchanged"]
    assert scene.value(1).revision == 1


def test_a_stale_write_is_refused_and_names_whose_value_stands_there(scene: Scene) -> None:
    save(scene, (1, {"realisation": "70"}), by=scene.colleague)
    (outcome,) = save(scene, (1, {"realisation": "71"}), revision=0)
    assert (outcome.status, outcome.by, outcome.at) == (
        "conflict", scene.colleague.name, scene.now,
    )  # fmt: skip
    assert scene.value(1).realisation == "70"


def test_a_value_of_another_form_or_twice_in_a_block_is_not_stored(scene: Scene) -> None:
    other = scene.value(1, "angkutan")
    own = scene.value(1)
    changes = [Change(other.pk, 0, {"realisation": "70"})]
    changes += [Change(own.pk, 0, {"realisation": str(n)}) for n in (1, 2)]
    outcomes = save_values(
        form=scene.form().pk, changes=changes, source="paste", by=scene.filler, now=scene.now
    )
    assert statuses(outcomes) == ["locked", "invalid", "invalid"]
    assert not ValueChange.objects.exists()


def test_a_change_drops_exactly_what_covered_the_value_and_leaves_it_to_be_told(
    scene: Scene,
) -> None:
    save(scene, (1, {"realisation": "70"}), (2, {"realisation": "300"}))
    one, other = vouch(scene, scene.value(1)), vouch(scene, scene.value(2))
    save(scene, (1, {"realisation": "71"}))
    one.refresh_from_db()
    other.refresh_from_db()
    assert other.dropped_at is None
    assert (one.dropped_at, one.told) == (scene.now, False)
    assert one.dropped_why == (f"Realisasi diubah dari “70” menjadi “71” oleh {scene.filler.name}.")
    assert JournalRow.objects.latest("pk").body["dropped"] == [one.pk]


def test_an_approved_value_is_locked(scene: Scene) -> None:
    save(scene, (1, {"realisation": "70"}))
    vouch(scene, scene.value(1), "approved", "12")
    outcomes = save(scene, (1, {"realisation": "71"}))
    assert (statuses(outcomes), scene.value(1).realisation) == (["locked"], "70")
    assert "permintaan koreksi" in sentence(outcomes)


def test_a_returned_value_is_no_longer_returned_when_it_is_changed(scene: Scene) -> None:
    Value.objects.filter(pk=scene.value(1).pk).update(
        returned="Bukti kurang", returned_at=scene.now
    )
    save(scene, (1, {"realisation": "70"}))
    assert (scene.value(1).returned, scene.value(1).returned_at) == ("", None)


def test_a_form_whose_time_is_over_is_locked_with_the_reason(scene: Scene) -> None:
    Form.objects.filter(pk=scene.form().pk).update(closes_at=scene.now - timedelta(days=1))
    assert sentence(save(scene, (1, {"realisation": "70"}))).startswith(
        "Pengisian untuk Bidang Lalu Lintas sudah ditutup pada 13 September 2026 pukul 08.00 WIB"
    )


def test_a_complete_form_is_locked_until_it_is_reopened(scene: Scene) -> None:
    Form.objects.filter(pk=scene.form().pk).update(complete_at=scene.now)
    assert "dinyatakan lengkap" in sentence(save(scene, (1, {"realisation": "70"})))


def test_once_the_step_is_done_the_form_is_no_longer_the_fillers(scene: Scene) -> None:
    fill(scene)
    scene.complete("8", OWN)
    outcomes = save(scene, (1, {"realisation": "70"}))
    assert sentence(outcomes) == "Langkah pengisian formulir ini tidak sedang terbuka."


def test_it_refuses_a_form_that_is_not_there_and_a_flood(scene: Scene) -> None:
    asked: dict[str, Any] = {"source": "grid", "by": scene.filler, "now": scene.now}
    with pytest.raises(Refused, match="tidak ada"):
        save_values(form=0, changes=[], **asked)
    flood = [Change(1, 0, {})] * 1_001
    with pytest.raises(Refused, match=r"1\.000"):
        save_values(form=scene.form().pk, changes=flood, **asked)


def count(scene: Scene, *lines: tuple[int, dict[str, str]]) -> int:
    form, by = scene.form(), scene.filler
    changes = [Change(scene.value(no).pk, scene.value(no).revision, fields) for no, fields in lines]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        outcomes = save_values(form=form.pk, changes=changes, source="paste", by=by, now=scene.now)
    assert set(statuses(outcomes)) == {"saved"}
    return len(queries)


def test_a_block_costs_as_many_queries_as_a_cell(scene: Scene) -> None:
    block = [(no, {"realisation": "7", "note": "Ada."}) for no in (1, 2, 3, 4, 5, 11, 12, 13, 14)]
    one = count(scene, (6, {"realisation": "5.100", "note": "Ada."}))
    assert count(scene, *block) == one
    # Words are made findable as well; a figure alone is not.
    assert one <= 24
    assert count(scene, (15, {"realisation": "7"})) <= 20
