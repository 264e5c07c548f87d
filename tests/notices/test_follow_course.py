"""Whoever has to do with a running SOP is told when it is halted, goes on or is cancelled."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.notices.outboxes import Clock
from tests.notices.post_office import PostOffice
from tests.runs.scene import Scene, build

from himpun.kernel.messages import Rejected, StepCompleted
from himpun.notices.models import Mail, Notice
from himpun.notices.queries.notices import notices_of
from himpun.notices.services.course import follow_course
from himpun.notices.services.mails import send_next_mail
from himpun.office import queries as office
from himpun.runs import services
from himpun.runs.services import Happened

WHY = "Menunggu revisi perjanjian kinerja"
TOMORROW = timedelta(days=1)


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    """Every unit of Pesisir Selatan fills in its data; nobody was told anything yet."""
    scene = build(tmp_path)
    scene.start()
    scene.walk("8")
    Notice.objects.all().delete()
    return scene


def halt(scene: Scene, by: str = "kasubag") -> None:
    services.suspend_run(
        run_id=scene.run_id, reason=WHY, by=scene.person(by), now=scene.now
    )  # fmt: skip


def go_on(scene: Scene, by: str = "kasubag") -> None:
    services.resume_run(run_id=scene.run_id, by=scene.person(by), now=scene.now)


def told(scene: Scene, word: str) -> dict[str, str]:
    """Account → text, of those who were told something that begins with a word."""
    rows = Notice.objects.filter(kind="course", subject__startswith=word)
    return {row.person.user.username: row.text for row in rows.select_related("person__user")}


def holders(scene: Scene) -> set[str]:
    return {scene.holder(visit).user.username for visit in scene.visits()}


def test_holders_and_the_starter_are_told_why_it_was_halted(scene: Scene) -> None:
    halt(scene)
    found = told(scene, "Dihentikan sementara: Pengumpulan Data Kinerja, Triwulan III 2026")
    assert len(holders(scene)) > 2
    assert set(found) == holders(scene) | {"pessel.operator"}
    assert all(f"Alasan: “{WHY}”" in text for text in found.values())
    notice = Notice.objects.filter(kind="course")[0]
    assert (notice.link, notice.about) == (f"/jalan/{scene.run_id}/", f"run/{scene.run_id}")
    assert notice.by_text == scene.person("kasubag").name


def test_the_kasubag_is_told_of_what_the_operator_does_and_the_operator_is_not(
    scene: Scene,
) -> None:
    halt(scene, by="operator")
    assert set(told(scene, "Dihentikan")) == holders(scene) | {"pessel.kasubag"}


def test_holders_are_told_that_it_goes_on(scene: Scene) -> None:
    halt(scene)
    scene.now += TOMORROW
    go_on(scene)
    found = told(scene, "Dilanjutkan: Pengumpulan Data Kinerja")
    assert set(found) == holders(scene) | {"pessel.operator"}
    assert "Batas waktunya digeser" in found["pessel.operator"]


def test_those_whose_steps_were_closed_are_told_that_it_was_cancelled(scene: Scene) -> None:
    waited = holders(scene)
    services.cancel_run(run_id=scene.run_id, reason=WHY, by=scene.person("kasubag"), now=scene.now)
    found = told(scene, "Dibatalkan")
    assert set(found) == waited | {"pessel.operator"}
    assert "tidak perlu dikerjakan lagi" in found["pessel.operator"]
    assert f"Alasan: “{WHY}”" in found["pessel.operator"]


def test_a_halted_run_that_is_cancelled_tells_its_holders_too(scene: Scene) -> None:
    waited = holders(scene)
    halt(scene)
    services.cancel_run(run_id=scene.run_id, reason=WHY, by=scene.person("kasubag"), now=scene.now)
    assert set(told(scene, "Dibatalkan")) == waited | {"pessel.operator"}


def test_whom_a_step_was_given_to_is_told(scene: Scene) -> None:
    visit = scene.visits()[0]
    holder = scene.holder(visit)
    services.reassign_step(
        run_id=scene.run_id, visit=visit.number, to=holder, reason="Berdinas luar",
        by=scene.person("operator"), now=scene.now,
    )  # fmt: skip
    halt(scene)
    assert holder.user.username in told(scene, "Dihentikan")


def test_each_is_told_once_each_time(scene: Scene) -> None:
    for _ in range(2):
        halt(scene)
        scene.now += TOMORROW
        go_on(scene)
        scene.now += TOMORROW
    rows = Notice.objects.filter(kind="course", person=scene.person("operator"))
    assert [row.subject.split(":")[0] for row in rows.order_by("pk")] == [
        "Dihentikan sementara", "Dilanjutkan", "Dihentikan sementara", "Dilanjutkan",
    ]  # fmt: skip


def test_a_mail_that_it_is_halted_does_not_go_once_it_goes_on(
    scene: Scene, post: PostOffice, clock: Clock
) -> None:
    operator = scene.person("operator")
    operator.email = "operator@example.go.id"
    operator.save()
    halt(scene)
    go_on(scene)
    clock.now = scene.now
    assert send_next_mail(clock=clock) == "dropped"
    assert Mail.objects.get(state="dropped").why.startswith("SOP-nya sudah dilanjutkan")
    assert send_next_mail(clock=clock) == "accepted"
    assert "Langkahnya dapat dikerjakan kembali" in post.text()


def test_what_is_refused_tells_nobody(scene: Scene) -> None:
    for by, reason in ((scene.outsider(), WHY), (scene.person("kasubag"), " ")):
        with pytest.raises(Rejected):
            services.suspend_run(run_id=scene.run_id, reason=reason, by=by, now=scene.now)
    assert not Notice.objects.exists()


def test_people_of_another_agency_see_nothing_of_it(scene: Scene) -> None:
    halt(scene)
    assert not notices_of(scene.outsider(), scene.today).exists()
    assert notices_of(scene.person("operator"), scene.today).exists()


def test_anything_else_costs_no_query(scene: Scene) -> None:
    happened = Happened(
        scene.run_id, scene.agency, scene.sop, "2026-TW3", [StepCompleted(1, "lanjut")], None,
        None, "", {}, scene.now, office.agency_with_calendars(scene.agency.pk)[1],
    )  # fmt: skip
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        follow_course(happened=happened)
    assert len(asked) == 0
