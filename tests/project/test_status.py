"""Administrators of the system see whether the background work is well, and what it lacks."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests.notices.outboxes import mail_in_outbox
from tests.office.scene import Scene, build
from tests.remembered import remembered

from himpun.notices.models import Mail
from himpun.office.models import Tick
from himpun.office.services.ticks import begin_tick, end_tick, stop_ticks
from himpun.project.background.jobs import JOBS
from himpun.project.background.status import SILENT, Pulse, Status, pulse_of, status_of

NOW = datetime(2026, 9, 14, 2, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


def at(worker: str, now: datetime = NOW, *, undone: str = "", jobs: int = len(JOBS)) -> None:
    """A worker was at some of its jobs, which took three seconds each."""
    for job in JOBS[:jobs]:
        end_tick(
            job=job.name, worker=worker, begun_at=now - timedelta(seconds=3), done=1,
            undone=[undone] if undone else [], now=now,
        )  # fmt: skip


def marks(status: Status) -> set[str]:
    return {line.mark for line in status.jobs}


def test_the_pulse_is_that_of_the_status_page() -> None:
    assert pulse_of(NOW) == Pulse("never", None)
    at("a/1")
    assert pulse_of(NOW + SILENT) == Pulse("ok", NOW)
    late = NOW + SILENT + timedelta(seconds=1)
    assert pulse_of(late) == Pulse("silent", NOW)
    assert not any(worker.alive for worker in status_of(late).workers)
    at("b/2", late)
    assert pulse_of(late) == Pulse("ok", late), "one is enough"


def test_who_was_asked_to_stop_is_not_silent_but_does_nothing_either() -> None:
    at("a/1")
    stop_ticks(worker="a/1", now=NOW + MINUTE)
    assert pulse_of(NOW + MINUTE) == Pulse("stopped", NOW + MINUTE)


def ready(client: Client, query: str = "") -> tuple[int, dict[str, object]]:
    answer = client.get(f"/readyz{query}")
    return answer.status_code, answer.json()


def test_readiness_names_a_dead_worker_and_fails_only_for_who_needs_one(client: Client) -> None:
    never = {"status": "degraded", "why": "worker", "worker": "never", "heard_at": None}
    assert ready(client) == (200, never)
    assert ready(client, "?need=worker") == (503, never)
    now = timezone.now()
    at("a/1", now)
    assert ready(client) == ready(client, "?need=worker") == (200, {"status": "ok", "worker": "ok"})
    Tick.objects.update(begun_at=now - HOUR, ended_at=now - HOUR)
    dead = {
        "status": "degraded", "why": "worker", "worker": "silent",
        "heard_at": (now - HOUR).isoformat(),
    }  # fmt: skip
    assert ready(client) == (200, dead)
    assert ready(client, "?need=worker") == (503, dead)


def test_readiness_knows_no_other_need(client: Client) -> None:
    assert ready(client, "?need=coffee") == (400, {"status": "unknown", "why": "need"})


def test_readiness_names_no_machine(client: Client) -> None:
    at("server-rahasia/1", timezone.now() - HOUR)
    assert "server-rahasia" not in str(ready(client))


def test_before_the_first_round_it_says_what_to_do() -> None:
    status = status_of(NOW)
    assert marks(status) == {"wait"}
    assert status.trouble == ["Pekerja latar belum pernah berjalan. Jalankan `himpun work`."]


def test_all_is_well_where_a_worker_has_just_been_at_every_job() -> None:
    at("a/1")
    status = status_of(NOW + MINUTE)
    assert (marks(status), status.trouble) == ({"done"}, [])
    assert [(line.name, line.word) for line in status.workers] == [("a/1", "bekerja")]
    assert status.jobs[0].seconds == 3


def test_a_worker_that_was_killed_is_missed() -> None:
    at("a/1")
    later = NOW + SILENT + MINUTE * 10
    at("b/2", later)
    status = status_of(later)
    assert status.trouble == ["Pekerja a/1 tidak memberi kabar lagi tanpa pernah diminta berhenti."]
    assert marks(status) == {"done"}, "the other one does the work"
    assert [line.mark for line in status.workers] == ["done", "late"]


def test_where_none_is_left_everything_stands_still() -> None:
    at("a/1")
    stop_ticks(worker="a/1", now=NOW)
    status = status_of(NOW + MINUTE * 10)
    assert status.trouble[0] == "Tidak ada pekerja latar yang berjalan. Jalankan `himpun work`."
    assert marks(status) == {"late"}
    assert [line.word for line in status.workers] == ["dihentikan"]


def test_a_long_round_is_no_silence_while_its_worker_lives() -> None:
    at("a/1")
    begin_tick(job="make-packages", worker="a/1", now=NOW)
    later = NOW + timedelta(hours=1)
    at("a/1", later, jobs=1)
    line = next(line for line in status_of(later).jobs if line.job.name == "make-packages")
    assert (line.mark, line.word, line.seconds) == ("now", "sedang dikerjakan", None)


def test_what_a_round_left_undone_is_said_until_one_goes_well() -> None:
    at("a/1", undone="SOP berjalan nomor 7: Hari libur 2030 belum diisi.", jobs=1)
    status = status_of(NOW)
    assert status.jobs[0].word == "ada yang tertinggal"
    assert status.jobs[0].failing
    at("a/1", NOW + MINUTE)
    after = status_of(NOW + MINUTE).jobs[0]
    assert (after.mark, after.failing) == ("done", False)
    assert after.failed is not None
    assert after.failed.failure.startswith("SOP berjalan nomor 7")


@pytest.fixture
def office() -> Scene:
    """An agency with mails: one that waits, one that was given up."""
    scene = remembered("office", build)
    mail_in_outbox(scene, about="thing/1", now=NOW)
    dead = mail_in_outbox(scene, about="thing/2", now=NOW)
    Mail.objects.filter(pk=dead.pk).update(state="dead", ended_at=NOW, next_at=None)
    at("a/1")
    return scene


def test_mails_that_wait_and_that_were_given_up_are_counted(office: Scene) -> None:
    status = status_of(NOW)
    line = next(line for line in status.jobs if line.job.name == "send-mails")
    assert line.waiting == (1, NOW, 1)
    assert status.trouble == ["Mengirim surel yang menunggu: 1 gagal dan menunggu tindakan."]


def test_the_page_is_for_administrators_of_the_system(
    office: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.force_login(office.system.user)
    page = client.get("/status/")
    text = page.content.decode()
    assert page.status_code == 200
    for words in (
        "1 gagal dan menunggu tindakan", "a/1", "bekerja", "send-mails, tiap 5 detik", "3,0 dtk",
    ):  # fmt: skip
        assert words in text
    client.force_login(office.admin.user)
    assert client.get("/status/").status_code == 403


def test_the_command_says_the_same_and_fails_where_something_needs_somebody(
    office: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    out = StringIO()
    with pytest.raises(CommandError, match="1 gagal dan menunggu tindakan"):
        call_command("status", stdout=out)
    assert "send-mails" in out.getvalue()
    assert "1 waiting since 2026-09-14 02:00:00  1 given up" in out.getvalue()
    Mail.objects.filter(state="dead").delete()
    quiet = StringIO()
    call_command("status", "--quiet", stdout=quiet)
    assert quiet.getvalue() == ""
