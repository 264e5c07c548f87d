"""The rungs of the ladder as the worker does them."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from tests.chase.records import everything, journal, keys, ledger, local, notices
from tests.runs.scene import Scene, wib

from himpun.chase import services
from himpun.chase.jobs import chase_due
from himpun.chase.models import Told
from himpun.chase.queries.still import why_not_wanted
from himpun.office.models import Agency
from himpun.runs import services as runs


def chase(scene: Scene, *at: int) -> int:
    scene.now = wib(2026, *at)
    return services.remind_owing(agency=scene.agency, now=scene.now)


def test_each_rung_comes_once_in_its_order(owing: Scene) -> None:
    for day in (17, 18, 21, 22, 23, 24, 25, 28, 29, 30):
        chase(owing, 9, day, 8)
        chase(owing, 9, day, 14)
    assert keys(owing, "angkutan") == [
        "sebelum-3", "sebelum-2", "sebelum-1", "hari-batas", "lewat-1", "lewat-3", "lewat-5",
    ]  # fmt: skip
    assert {row.state for row in ledger(owing, "angkutan")} == {"done"}
    assert local(ledger(owing, "angkutan")[0].meant_at) == "18-09 07.30"
    assert len(journal(owing, "OwingReminded")) == 7


def test_whoever_owes_is_told_what_and_until_when(owing: Scene) -> None:
    chase(owing, 9, 18, 8)
    (told,) = notices(owing, "kasi-keselamatan")
    visit = owing.visit("8", "keselamatan")
    assert told.link == f"/jalan/{owing.run_id}/langkah/{visit.number}/"
    assert "Bidang Keselamatan" in told.text
    assert "23 September 2026, 16.00 WIB, 3 hari kerja lagi" in told.text
    (row,) = ledger(owing, "keselamatan")
    assert [one.capacity for one in row.told.all()] == ["Kasi Pembinaan Keselamatan"]
    assert [one.person_text for one in row.told.all()] == [told.person.name]


def test_one_digest_a_day_holds_all_that_a_person_has_to_know(owing: Scene) -> None:
    for day in (7, 8, 9, 12, 13, 14, 15, 16):
        chase(owing, 10, day, 8)
        chase(owing, 10, day, 13, 30)
    asked = [row for row in ledger(owing) if row.kind == "contact"]
    assert len(asked) == len(owing.units())
    assert {row.state for row in asked} == {"waiting"}
    (told,) = notices(owing, "kasubag")
    assert told.text.count("Hubungi langsung") == len(asked)
    assert told.link == f"/penagihan/{owing.agency.code}/"


def test_outside_office_hours_and_on_days_off_nobody_is_chased(owing: Scene) -> None:
    for at in ((9, 18, 7), (9, 18, 12, 15), (9, 18, 17), (9, 19, 9), (9, 20, 9)):
        assert chase(owing, *at) == 0
    assert ledger(owing) == []


def test_reminders_go_to_units_that_owe_and_to_no_other(owing: Scene) -> None:
    """Trap 3: a reminder to all units (DHIS2)."""
    for node in ("8", "9"):
        owing.complete(node, "angkutan")
    chase(owing, 9, 18, 8)
    assert keys(owing, "angkutan") == []
    assert notices(owing, "kasi-angkutan") == notices(owing, "kabid-angkutan") == []
    assert {row.unit for row in ledger(owing)} == set(owing.units()) - {"angkutan"}


def test_a_reminder_speaks_of_the_period_that_is_collected_not_of_the_one_that_runs(
    owing: Scene,
) -> None:
    """Trap 2: a reminder computed on the current instead of the closed period (DHIS2)."""
    chase(owing, 10, 1, 8)
    told = notices(owing, "kasi-angkutan")[-1]
    assert "Triwulan III" in told.text
    assert "Triwulan IV" not in told.text
    assert ledger(owing, "angkutan")[-1].due_at == wib(2026, 9, 23, 16)


def test_what_was_handed_in_between_choosing_and_telling_is_not_told(owing: Scene) -> None:
    from himpun.chase.services import reminding
    from himpun.runs.queries.owing import lock_runs as real

    def first_hand_in(chosen: set[int]) -> frozenset[int]:
        owing.complete("8", "angkutan")
        owing.complete("9", "angkutan")
        return real(chosen)

    with patch.object(reminding, "lock_runs", first_hand_in):
        chase(owing, 9, 18, 8)
    assert keys(owing, "angkutan") == []
    assert keys(owing, "keselamatan") == ["sebelum-3"]


def test_a_mail_is_not_wanted_once_all_that_it_speaks_of_is_handed_in(owing: Scene) -> None:
    chase(owing, 9, 18, 8)
    digest = Told.objects.get(rung__unit="angkutan", rung__key="sebelum-3").digest_id
    assert why_not_wanted(str(digest), owing.now) == ""
    (notice,) = notices(owing, "kasi-angkutan")
    assert (notice.still, notice.still_of) == (
        "himpun.chase.queries.still.why_not_wanted", str(digest),
    )  # fmt: skip
    owing.complete("8", "angkutan")
    assert "sudah diserahkan" in why_not_wanted(str(digest), owing.now)


def test_the_worker_that_was_down_for_long_sends_the_latest_reminder_only(owing: Scene) -> None:
    chase(owing, 9, 24, 9)
    rows = ledger(owing, "angkutan")
    assert [(row.key, row.state) for row in rows] == [
        ("sebelum-3", "skipped"), ("sebelum-2", "skipped"), ("sebelum-1", "skipped"),
        ("hari-batas", "skipped"), ("lewat-1", "done"),
    ]  # fmt: skip
    assert "lebih baru" in rows[0].result
    assert len(notices(owing, "kasi-angkutan")) == 1


def test_a_clock_that_goes_back_or_a_restart_repeats_nothing(owing: Scene) -> None:
    chase(owing, 9, 21, 9)
    before = everything(owing)
    for at in ((9, 21, 9), (9, 18, 9), (9, 17, 15), (9, 21, 15)):
        assert chase(owing, *at) == 0
    assert everything(owing) == before


def test_another_time_zone_repeats_nothing(owing: Scene) -> None:
    chase(owing, 9, 21, 8)
    before = everything(owing)
    Agency.objects.filter(pk=owing.agency.pk).update(zone="WIT")
    owing.agency.refresh_from_db()
    assert chase(owing, 9, 21, 9) == 0
    assert everything(owing) == before
    assert chase(owing, 9, 22, 5) == 0
    assert chase(owing, 9, 22, 6) > 0


def test_ledger_journal_and_notices_stand_and_fall_together(owing: Scene) -> None:
    """Trap 16: an audit that is written after the transaction (DHIS2)."""
    from himpun.chase.services import reminding

    before = everything(owing)
    for name in ("write", "tell"):
        with (
            patch.object(reminding, name, side_effect=RuntimeError("mati")),
            pytest.raises(RuntimeError),
        ):
            chase(owing, 9, 18, 8)
        assert everything(owing) == before
    chase(owing, 9, 18, 8)
    (said,) = journal(owing, "OwingReminded")
    assert [row[3] for row in said.body["rungs"]] == ["sebelum-3"] * len(owing.units())


def test_data_that_come_back_are_another_round_with_its_own_reminders(owing: Scene) -> None:
    chase(owing, 9, 18, 8)
    for node in ("8", "9"):
        owing.complete(node, "angkutan")
    owing.now = wib(2026, 9, 18, 10)
    owing.send_back("10", "8", "angkutan")
    chase(owing, 9, 21, 8)
    chase(owing, 9, 22, 8)
    rounds = {row.round for row in ledger(owing, "angkutan")}
    assert len(rounds) == 2
    assert keys(owing, "angkutan")[0] == "sebelum-3"


def test_reminders_have_a_cap_however_often_data_come_back(owing: Scene) -> None:
    """Trap 15: a recurring alert without cap (REDCap)."""
    from himpun.chase.models import LadderVersion
    from himpun.chase.rules.shipped import shipped_ladder
    from himpun.chase.rules.stored import dump

    body = {**dump(shipped_ladder(by_sop=True)), "most": 2}
    LadderVersion.objects.create(
        agency=owing.agency, sop_key=owing.sop.id, version=1, body=body, by=None,
        by_text="Sistem", at=owing.now,
    )  # fmt: skip
    for day in (18, 21, 22, 23, 24):
        chase(owing, 9, day, 8)
    states = [row.state for row in ledger(owing, "angkutan")]
    assert states == ["done", "done", "skipped", "skipped", "skipped"]
    assert "2 kali" in ledger(owing, "angkutan")[-1].result
    assert len(notices(owing, "kasi-angkutan")) == 2


def test_the_second_reminder_goes_to_the_head_of_the_unit_too(owing: Scene) -> None:
    chase(owing, 9, 28, 8)
    assert "Tembusan." in notices(owing, "kabid-angkutan")[-1].text
    (row,) = [row for row in ledger(owing, "angkutan") if row.key == "lewat-3"]
    told = {one.person_text: one.copy for one in row.told.all()}
    assert set(told.values()) == {True, False}


def test_a_halted_run_is_chased_by_nobody(owing: Scene) -> None:
    kasubag = owing.person("kasubag")
    runs.suspend_run(run_id=owing.run_id, reason="Audit", by=kasubag, now=owing.now)
    assert chase(owing, 9, 24, 8) == 0
    runs.resume_run(run_id=owing.run_id, by=kasubag, now=owing.now)


def test_the_job_chases_every_agency_and_is_done_once(owing: Scene) -> None:
    now = wib(2026, 9, 18, 8)
    assert chase_due(now) == len(owing.units())
    assert chase_due(now + timedelta(minutes=5)) == 0


def test_an_agency_without_holiday_table_does_not_hold_up_the_others(owing: Scene) -> None:
    late = datetime(2031, 1, 6, 9, tzinfo=owing.now.tzinfo)
    assert chase_due(late) == 0
    assert chase_due(wib(2026, 9, 18, 8)) > 0
