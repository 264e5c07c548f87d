"""`himpun sample`: plausible, repeatable, and never a way into real data."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.house.source import ROOT
from tests.project.moments import NOW

from himpun.chase.models import Rung
from himpun.kernel.parse import parse_text
from himpun.office import queries as office
from himpun.office.models import JournalRow
from himpun.performance.queries.step_part import KEY
from himpun.project import sample
from himpun.runs.forms import KINDS, Known
from himpun.runs.models import Event, Run, Visit
from himpun.runs.queries.proof import verify_runs

FIVE = 5


@pytest.fixture
def loaded(sampled: list[sample.Begun], db: None, settings: Settings) -> list[sample.Begun]:
    settings.HIMPUN_SAMPLE = True
    return sampled


def test_each_of_the_five_agencies_has_one_run_under_way(loaded: list[sample.Begun]) -> None:
    assert len(loaded) == FIVE
    assert sorted(Run.objects.values_list("state", flat=True)) == ["running"] * FIVE
    assert Run.objects.values("agency").distinct().count() == FIVE


def test_no_run_stands_at_its_first_step(loaded: list[sample.Begun]) -> None:
    for run in Run.objects.all():
        opened = set(Visit.objects.filter(run=run, state="open").values_list("node", flat=True))
        assert opened
        assert "1" not in opened, run.sop_key


def test_the_units_of_pesisir_selatan_stand_in_different_states(
    loaded: list[sample.Begun],
) -> None:
    visits = Visit.objects.filter(run__sop_key="pesisir-selatan-dishub", state="open")
    assert {v.node for v in visits} == {"7", "8", "10"}
    assert any(v.back for v in visits)
    assert any(v.started_at for v in visits)
    assert any(v.overdue_told for v in visits)
    assert any(v.started_at is None and not v.overdue_told for v in visits)


def test_whoever_owes_in_pesisir_selatan_was_reminded(loaded: list[sample.Begun]) -> None:
    rows = Rung.objects.filter(agency__code="pesisir-selatan-dishub", state="done")
    assert rows.filter(kind="reminder").exists()
    assert max(row.at for row in rows) < NOW


def test_balangan_was_sent_back_once(loaded: list[sample.Begun]) -> None:
    done = Visit.objects.filter(run__sop_key="balangan-dpuprperkim", node="2", state="done")
    assert sorted(done.values_list("exit", flat=True)) == ["tidak", "ya"]


def test_everything_happened_in_office_hours_of_the_past(loaded: list[sample.Begun]) -> None:
    for run in Run.objects.select_related("agency"):
        calendar = office.calendar_of(run.agency)
        for event in Event.objects.filter(run=run).exclude(actor=None):
            spans = calendar.spans_on(calendar.local(event.at).date())
            assert any(begins <= event.at <= ends for begins, ends in spans), event
            assert event.at <= NOW
        assert NOW - run.started_at < timedelta(days=45)


def test_every_step_was_done_by_its_holder_in_their_own_capacity(
    loaded: list[sample.Begun],
) -> None:
    done = Visit.objects.filter(state__in=["done", "returned"])
    assert done.exists()
    assert not done.filter(done_by=None).exists()
    assert not [v.done_as for v in done if "operator" in v.done_as]
    assert "Kabid/KPA, Bidang Pelayaran (Plt.)" in {v.done_as for v in done}


def test_what_was_filled_in_fits_the_forms_of_the_step(loaded: list[sample.Begun]) -> None:
    for visit in Visit.objects.exclude(content={}):
        text = (ROOT / "sops" / visit.sop_key / "sop.toml").read_text(encoding="utf-8")
        step = parse_text(text).step_at(visit.node)
        for kind, values in visit.content.items():
            if kind == KEY:
                continue
            # Whoever gives data fills in what is collected, whatever the row itself is called.
            assert kind in step.work, (visit, kind)
            known = {part.name for part in KINDS[kind](Known()).parts}
            assert set(values) <= known, (visit, kind)


def test_the_journal_and_the_history_hold_after_loading(loaded: list[sample.Begun]) -> None:
    for agency in office.all_agencies():
        assert office.verify_journal(agency) == []
        assert list(verify_runs(agency)) == []


def test_a_second_call_keeps_what_is_there(loaded: list[sample.Begun]) -> None:
    counts = [t.objects.count() for t in (User, Run, Visit, Event, JournalRow)]
    sample.load_offices(now=NOW + timedelta(days=100))
    assert sample.begin_runs(now=NOW + timedelta(days=100)) == []
    assert [t.objects.count() for t in (User, Run, Visit, Event, JournalRow)] == counts


# ---- the same database without sample mode


def test_outside_sample_mode_the_sample_password_opens_nothing(
    loaded: list[sample.Begun], settings: Settings, client: Client
) -> None:
    settings.HIMPUN_SAMPLE = False
    for row in sample.sign_ins():
        assert authenticate(username=row.username, password=sample.PASSWORD) is None
    sent = {"login": "admin.sistem", "password": sample.PASSWORD}
    client.post(reverse("account_login"), sent)
    assert "_auth_user_id" not in client.session


def test_outside_sample_mode_a_changed_password_opens_nothing_either(
    loaded: list[sample.Begun], settings: Settings
) -> None:
    user = User.objects.get(username="admin.sistem")
    user.set_password("diganti-sendiri-77")
    user.save()
    assert authenticate(username="admin.sistem", password="diganti-sendiri-77") == user
    settings.HIMPUN_SAMPLE = False
    assert authenticate(username="admin.sistem", password="diganti-sendiri-77") is None


def test_outside_sample_mode_a_session_of_the_sample_is_over(
    loaded: list[sample.Begun], settings: Settings, client: Client
) -> None:
    sent = {"login": "inspektorat", "password": sample.PASSWORD}
    client.post(reverse("account_login"), sent)
    assert client.get("/").url == "/jalan/"  # type: ignore[attr-defined]
    settings.HIMPUN_SAMPLE = False
    assert client.get("/").url.startswith("/akun/login/")  # type: ignore[attr-defined]
