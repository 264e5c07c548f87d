"""Loading the sample: on any day, into an empty database, and nowhere else."""

from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command
from pytest_django import Settings
from tests.office import scene as office_scene
from tests.project.loaded import the_offices
from tests.project.moments import NOW

from himpun.letters.models import Paper
from himpun.letters.queries.papers import latest_of
from himpun.office.models import Role
from himpun.office.queries import all_agencies, verify_journal
from himpun.office.rules import Refused
from himpun.office.services import add_person
from himpun.performance.models import Form, Query, Recap, Value
from himpun.performance.queries.sheet import sheet_of
from himpun.project import sample
from himpun.runs.models import Event, Run

FIVE = 5


@pytest.mark.once
@pytest.mark.parametrize(
    "on", [date(2026, 1, 2), date(2026, 4, 1), date(2027, 3, 20), date(2025, 7, 6)]
)
def test_it_can_be_opened_on_any_day_and_at_any_hour(
    db: None, settings: Settings, on: date
) -> None:
    settings.HIMPUN_SAMPLE = True
    now = datetime(on.year, on.month, on.day, 19, 7, 31, tzinfo=UTC)
    sample.load_offices(now=now)
    assert len(sample.begin_runs(now=now)) == FIVE
    assert not Event.objects.filter(at__gt=now).exists()


@pytest.mark.once
def test_papers_are_signed_and_sent_and_one_waits_for_the_head(
    db: None, settings: Settings
) -> None:
    settings.HIMPUN_SAMPLE = True
    the_offices()
    assert len(sample.begin_runs(now=NOW, papers=True)) == FIVE
    found = Counter(Paper.objects.values_list("kind", "state"))
    assert found == {
        ("lembar-disposisi", "signed"): 2, ("surat-permintaan-data", "sent"): 1,
        ("format-data-kinerja", "signed"): 1, ("keputusan", "signed"): 1,
        ("surat-pemberitahuan", "signed"): 1, ("lembar-persetujuan", "circulating"): 1,
    }  # fmt: skip
    letter = Paper.objects.get(kind="surat-permintaan-data")
    assert latest_of(letter).no == 2
    assert letter.numbers.get().text.startswith("000.8.6.3/001/DISHUB/")
    for agency in all_agencies():
        assert verify_journal(agency) == []


def test_earlier_quarters_are_finished_and_stand_behind_the_forms_of_this_one(
    db: None, settings: Settings
) -> None:
    settings.HIMPUN_SAMPLE = True
    the_offices()
    begun = sample.begin_runs(now=NOW, quarters=2)
    assert len(begun) == FIVE
    assert Run.objects.filter(state="running").count() == FIVE
    past = Run.objects.filter(state="finished")
    assert past.count() == 2 * FIVE
    assert past.values("agency", "period").distinct().count() == 2 * FIVE
    # Balangan's SOP ends before data come back: the newest of them still wait to be checked.
    assert Recap.objects.count() == 2 * FIVE - 1
    forms = Form.objects.filter(run__in=past)
    assert not forms.filter(complete_at=None).exists()
    assert not Value.objects.filter(form__in=forms, asked=True, realisation="").exists()
    form = Form.objects.get(run__state="running", unit__code="keselamatan")
    line = next(iter(sheet_of(form).lines.values()))
    assert len(line.history) == 2
    assert Value.objects.filter(form__run__state="running", returned__gt="").count() == 4
    assert Query.objects.count() == 4


@pytest.fixture
def soon_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command leaves earlier quarters out: the served sample of test_serve.py has them all."""
    monkeypatch.setattr("himpun.project.management.commands.sample.QUARTERS", 0)


def test_it_refuses_outside_sample_mode_and_loads_nothing(db: None, settings: Settings) -> None:
    settings.HIMPUN_SAMPLE = False
    with pytest.raises(Refused, match="mode contoh"):
        sample.load_offices(now=NOW)
    assert not User.objects.exists()


def test_it_refuses_a_database_with_real_data(db: None, settings: Settings) -> None:
    settings.HIMPUN_SAMPLE = True
    add_person(
        agency=None, name="Administrator", username="admin", password=office_scene.PASSWORD,
        by=None, now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="bukan contoh"):
        sample.load_offices(now=NOW)
    with pytest.raises(Refused, match="bukan contoh"):
        sample.throw_away()
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reset_throws_the_samples_work_away_and_says_where_and_as_whom_to_sign_in(
    settings: Settings, soon_loaded: None
) -> None:
    settings.HIMPUN_SAMPLE = True
    sample.load_offices(now=NOW, indicators=False)
    Role.objects.filter(kind="system").update(cancelled_at=NOW)
    out = StringIO()
    call_command("sample", "--reset", stdout=out)
    assert Role.objects.filter(kind="system", cancelled_at=None).count() == 1
    assert Run.objects.filter(state="running").count() == FIVE
    said = out.getvalue()
    assert settings.HIMPUN_URL in said
    assert sample.PASSWORD in said
    assert all(row.username in said for row in sample.sign_ins())
    assert authenticate(username="pessel.kasubag", password=sample.PASSWORD) is not None
