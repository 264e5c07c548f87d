"""Putting a file to a step."""

import pytest
from tests.archive.files import PDF
from tests.runs.records import journal
from tests.runs.scene import Scene

from himpun.archive.models import StoredFile
from himpun.archive.services import store_file
from himpun.kernel.messages import Rejected
from himpun.office.models import Person
from himpun.runs import services
from himpun.runs.models import Attachment


@pytest.fixture
def letter(running: Scene) -> StoredFile:
    return store_file(content=PDF, name="disposisi.pdf", now=running.now)


def attach(scene: Scene, file: StoredFile, by: Person) -> Attachment:
    return services.attach_file(
        run_id=scene.run_id, visit=scene.row(2).number, file=file, name="disposisi.pdf",
        paper="lembar-disposisi", by=by, now=scene.now,
    )  # fmt: skip


@pytest.mark.parametrize("code", ["sekretaris", "operator"])
def test_whoever_may_do_the_step_puts_it_there_under_its_paper(
    running: Scene, letter: StoredFile, code: str
) -> None:
    attached = attach(running, letter, running.person(code))
    assert (attached.name, attached.paper) == ("disposisi.pdf", "lembar-disposisi")
    assert (attached.added_by, attached.added_at) == (running.person(code), running.now)


def test_the_journal_names_the_file_by_its_hash(running: Scene, letter: StoredFile) -> None:
    attach(running, letter, running.person("sekretaris"))
    row = journal(running)[-1]
    assert row.action == "FileAttached"
    assert row.body["sha256"] == letter.sha256


def test_it_refuses_whoever_does_not_hold_the_step(running: Scene, letter: StoredFile) -> None:
    for person in (running.person("kasubag"), running.outsider("operator"), running.reader()):
        with pytest.raises(Rejected, match="Sekretaris"):
            attach(running, letter, person)
    assert not Attachment.objects.exists()


def test_it_refuses_a_step_that_is_done(running: Scene, letter: StoredFile) -> None:
    running.complete("1")
    with pytest.raises(Rejected, match="sudah tidak terbuka"):
        attach(running, letter, running.person("sekretaris"))
