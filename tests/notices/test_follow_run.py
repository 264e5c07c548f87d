"""A running SOP tells whoever gets something back or given, at once and in the same transaction."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.notices.outboxes import Clock
from tests.notices.post_office import PostOffice
from tests.runs.scene import REASON, Scene, build

from himpun.kernel.messages import Rejected, StepCompleted, StepOpened
from himpun.kernel.run import Due
from himpun.notices.models import Mail, Notice
from himpun.notices.services.companion import follow_run
from himpun.notices.services.mails import send_next_mail
from himpun.office import queries as office
from himpun.runs import services
from himpun.runs.services import Happened


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    built = build(tmp_path)
    built.start()
    return built


def test_a_new_step_writes_nothing(scene: Scene) -> None:
    scene.complete("1")
    assert not Notice.objects.exists()


def test_who_gets_a_step_back_is_told_why_and_by_whom(scene: Scene) -> None:
    scene.walk("5")
    scene.send_back("5", "4")
    visit = scene.visit("4")
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (scene.person("sekretaris"), "returned")
    assert notice.text == f"Alasan: “{REASON}”"
    assert notice.subject == "Memaraf surat permintaan pengumpulan data kinerja, Triwulan III 2026"
    assert notice.link == f"/jalan/{scene.run_id}/langkah/{visit.number}/"
    assert notice.by_text == scene.person("kadis").name


def test_of_many_units_those_are_told_to_whom_it_goes_back(scene: Scene) -> None:
    scene.walk("10")
    scene.send_back("10", "8", scene.visits("10")[0].unit)
    unit = scene.visits("8")[0].unit
    assert unit
    (notice,) = Notice.objects.all()
    assert notice.person == scene.holder(scene.visits("8")[0])


def test_the_mail_goes_at_once_unless_the_step_is_done(
    scene: Scene, post: PostOffice, clock: Clock
) -> None:
    secretary = scene.person("sekretaris")
    secretary.email = "sekretaris@example.go.id"
    secretary.save()
    scene.walk("5")
    scene.send_back("5", "4")
    clock.now = scene.now
    assert send_next_mail(clock=clock) == "accepted"
    assert REASON in post.text()
    scene.complete("4")
    scene.send_back("5", "4")
    scene.complete("4")
    assert send_next_mail(clock=clock) == "dropped"
    assert Mail.objects.latest("pk").why == "Langkahnya tidak terbuka lagi."


def test_whom_a_step_is_given_to_is_told_each_time(scene: Scene) -> None:
    visit = scene.visits()[0]
    holder = scene.holder(visit)
    for to in (holder, None, holder):
        scene.now = scene.now.replace(minute=scene.now.minute + 1)
        services.reassign_step(
            run_id=scene.run_id, visit=visit.number, to=to, reason="Berdinas luar",
            by=scene.person("operator"), now=scene.now,
        )  # fmt: skip
    notices = Notice.objects.filter(person=holder, kind="assigned")
    assert list(notices.values_list("text", flat=True)) == ["Alasan: “Berdinas luar”"] * 2


def test_whoever_did_it_is_not_told(scene: Scene) -> None:
    visit = scene.visits()[0]
    holder = scene.holder(visit)
    services.reassign_step(
        run_id=scene.run_id, visit=visit.number, to=holder, reason="Saya sendiri", by=holder,
        now=scene.now,
    )  # fmt: skip
    assert not Notice.objects.exists()


def test_what_is_refused_tells_nobody(scene: Scene) -> None:
    scene.walk("5")
    with pytest.raises(Rejected):
        scene.send_back("5", "4", reason=" ")
    with pytest.raises(Rejected):
        services.return_step(
            run_id=scene.run_id, visit=scene.visit("5").number, to="4", reason=REASON,
            by=scene.outsider(), now=scene.now,
        )  # fmt: skip
    assert not Notice.objects.exists()


def test_a_step_that_goes_forward_costs_no_query(scene: Scene) -> None:
    forward = StepOpened(2, 1, "2", "", 1, Due(None, None, None, None))
    happened = Happened(
        scene.run_id, scene.agency, scene.sop, "2026-TW3", [StepCompleted(1, "lanjut"), forward],
        None, None, "", {}, scene.now, office.agency_with_calendars(scene.agency.pk)[1],
    )  # fmt: skip
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        follow_run(happened=happened)
    assert len(asked) == 0
