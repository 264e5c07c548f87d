"""Taking a file off a step."""

from typing import Any

import pytest
from tests.archive.files import PDF
from tests.runs.records import journal
from tests.runs.scene import Scene

from himpun.archive.services import store_file
from himpun.kernel.messages import Rejected
from himpun.runs import services
from himpun.runs.models import Attachment


@pytest.fixture
def attached(running: Scene) -> Attachment:
    return services.attach_file(
        run_id=running.run_id, visit=running.row(2).number, name="disposisi.pdf",
        file=store_file(content=PDF, name="disposisi.pdf", now=running.now),
        by=running.person("sekretaris"), now=running.now,
    )  # fmt: skip


@pytest.mark.parametrize("code", ["sekretaris", "operator"])
def test_it_stays_in_the_record_and_is_marked(
    running: Scene, attached: Attachment, code: str
) -> None:
    services.withdraw_file(
        attachment_id=attached.pk, by=running.person(code), now=running.now
    )  # fmt: skip
    attached.refresh_from_db()
    assert attached.withdrawn_at == running.now
    row = journal(running)[-1]
    assert (row.action, row.body["sha256"]) == ("FileWithdrawn", attached.file.sha256)


def test_it_refuses_a_file_that_was_withdrawn(running: Scene, attached: Attachment) -> None:
    asked: dict[str, Any] = {
        "attachment_id": attached.pk,
        "by": running.person("sekretaris"),
        "now": running.now,
    }
    services.withdraw_file(**asked)
    with pytest.raises(Rejected, match="sudah tidak ada"):
        services.withdraw_file(**asked)


def test_it_refuses_whoever_does_not_hold_the_step(running: Scene, attached: Attachment) -> None:
    for person in (running.person("kasubag"), running.outsider("operator"), running.reader()):
        with pytest.raises(Rejected, match="Sekretaris"):
            services.withdraw_file(attachment_id=attached.pk, by=person, now=running.now)
    attached.refresh_from_db()
    assert attached.withdrawn_at is None


def test_what_was_handed_on_with_a_step_stays_there(running: Scene, attached: Attachment) -> None:
    running.complete("1")
    with pytest.raises(Rejected, match="sudah tidak terbuka"):
        services.withdraw_file(
            attachment_id=attached.pk, by=running.person("sekretaris"), now=running.now
        )
