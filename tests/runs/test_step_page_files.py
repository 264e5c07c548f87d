"""Files on a step's page: handed in, checked, handed out to who may see them, taken off."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.archive.files import GOOD, HTML, PDF, TEXT
from tests.runs.pages import Pages, words_of
from tests.runs.records import nothing_changes
from tests.runs.scene import Scene
from tests.runs.step_pages import StepPages, orders

from himpun.runs.models import Attachment

SLOT = "berkas-lembar-disposisi"


@pytest.fixture
def steps(running: Scene, pages: Pages) -> StepPages:
    return StepPages(running)


def file(content: bytes = PDF, name: str = "disposisi.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_files_are_put_under_their_papers_and_what_is_typed_is_kept(
    running: Scene, steps: StepPages
) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    fields = {
        **orders("Belum selesai."),
        SLOT: [file(), file(GOOD["foto.png"], "foto.png")],
        "berkas-lain": [file(TEXT, "catatan.txt")],
    }
    assert steps.send(who, visit, "draf", fields)["Location"] == steps.address(visit)
    found = Attachment.objects.order_by("name").values_list("name", "paper", "added_by__name")
    assert list(found) == [
        ("catatan.txt", "", "Sekretaris"),
        ("disposisi.pdf", "lembar-disposisi", "Sekretaris"),
        ("foto.png", "lembar-disposisi", "Sekretaris"),
    ]
    text = steps.text(who, visit)
    for part in ("Belum selesai.", "disposisi.pdf", "1 kB", "Sekretaris, 14 Sep 08.00"):
        assert part in text
    assert Attachment.objects.get(name="disposisi.pdf").file.sha256[:12] in text


def test_files_that_are_chosen_go_along_when_the_step_is_finished(
    running: Scene, steps: StepPages
) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    assert steps.send(who, visit, "selesai", {**orders(), SLOT: [file()]}).status_code == 302
    assert "disposisi.pdf" in steps.text(running.person("kasubag"), running.visit("2"))
    assert "disposisi.pdf" in steps.text(running.reader(), visit)


def test_the_same_file_again_is_not_put_there_twice(running: Scene, steps: StepPages) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    for _ in range(2):
        steps.send(who, visit, "draf", {SLOT: [file()]})
    assert Attachment.objects.count() == 1


def test_what_is_not_what_it_says_is_refused_beside_its_field_and_nothing_is_handed_on(
    running: Scene, steps: StepPages
) -> None:
    fields = {**orders("Yang tidak boleh hilang."), SLOT: [file(HTML, "disposisi.pdf")]}
    with nothing_changes(running):
        answer = steps.send(running.person("sekretaris"), running.visit("1"), "selesai", fields)
    text = words_of(answer)
    assert answer.status_code == 400
    assert "Lembar disposisi: disposisi.pdf: Jenis berkas ini tidak diterima." in text
    assert "Yang tidak boleh hilang." in text
    assert not Attachment.objects.exists()


def test_whoever_does_not_hold_the_step_puts_no_file_there(
    running: Scene, steps: StepPages
) -> None:
    for who in (running.person("kasubag"), running.reader()):
        answer = steps.send(who, running.visit("1"), "draf", {SLOT: [file()]})
        assert answer.status_code == 409
    assert not Attachment.objects.exists()


@pytest.fixture
def attached(running: Scene, steps: StepPages) -> Attachment:
    fields = {SLOT: [file(name='surat "final"; a.pdf')]}
    steps.send(running.person("sekretaris"), running.visit("1"), "draf", fields)
    return Attachment.objects.get()


def test_everybody_who_sees_the_run_may_save_it_and_nobody_opens_it_in_the_page(
    running: Scene, steps: StepPages, attached: Attachment
) -> None:
    for who in (running.person("kadis"), running.person("sekretaris"), running.reader()):
        answer = steps.get(who, running.visit("1"), f"berkas/{attached.pk}/")
        assert body(answer) == PDF
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]


def test_another_agency_and_another_step_s_address_find_no_file(
    running: Scene, steps: StepPages, attached: Attachment
) -> None:
    first = running.visit("1")
    rest = f"berkas/{attached.pk}/"
    assert steps.get(running.outsider(), first, rest).status_code == 404
    assert steps.get(running.outsider("operator"), first, rest).status_code == 404
    running.complete("1")
    assert steps.get(running.person("sekretaris"), running.visit("2"), rest).status_code == 404


def test_a_file_that_the_disk_has_lost_is_not_found(
    running: Scene, steps: StepPages, attached: Attachment
) -> None:
    mark = attached.file.sha256
    (settings.MEDIA_ROOT / mark[:2] / mark).unlink()
    answer = steps.get(running.person("sekretaris"), running.visit("1"), f"berkas/{attached.pk}/")
    assert answer.status_code == 404


def test_it_is_taken_off_and_what_is_typed_is_kept(
    running: Scene, steps: StepPages, attached: Attachment
) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    rest = f"berkas/{attached.pk}/tarik/"
    answer = steps.send(who, visit, "", orders("Masih ada."), rest=rest)
    assert answer["Location"] == steps.address(visit)
    text = steps.text(who, visit)
    assert "final" not in text
    assert "Masih ada." in text
    answer = steps.send(who, visit, "", rest=rest)
    assert (answer.status_code, "sudah tidak ada" in words_of(answer)) == (409, True)


def test_whoever_does_not_hold_the_step_takes_nothing_off(
    running: Scene, steps: StepPages, attached: Attachment
) -> None:
    rest = f"berkas/{attached.pk}/tarik/"
    answer = steps.send(running.person("kasubag"), running.visit("1"), "", rest=rest)
    assert answer.status_code == 409
    attached.refresh_from_db()
    assert attached.withdrawn_at is None


def test_many_files_cost_no_more_queries_than_one(running: Scene, steps: StepPages) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")

    def cost() -> int:
        client = steps.client(who)
        client.get(steps.address(visit))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(steps.address(visit)).status_code == 200
        return len(asked)

    steps.send(who, visit, "draf", {SLOT: [file()]})
    one = cost()
    fields = {SLOT: [file(f"Bukti {n}".encode(), f"bukti-{n}.txt") for n in range(12)]}
    steps.send(who, visit, "draf", fields)
    assert Attachment.objects.count() == 13
    assert cost() == one
