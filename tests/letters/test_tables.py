"""What the tables of papers refuse, whoever writes to them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.runs.scene import Scene, build

from himpun.letters.models import Letterhead, Mark, Paper, PaperVersion, Template


@pytest.fixture
def running(db: None, tmp_path: Any) -> Scene:
    scene = build(tmp_path)
    scene.start()
    return scene


def paper(scene: Scene, **other: Any) -> Paper:
    usual: dict[str, Any] = {
        "agency": scene.agency, "run_id": scene.run_id, "step": "3",
        "kind": "surat-permintaan-data",
        "subject": "Permintaan data kinerja", "token": f"t{Paper.objects.count()}",
        "created_at": scene.now,
    }  # fmt: skip
    return Paper.objects.create(**{**usual, **other})


def version(scene: Scene, of: Paper, **other: Any) -> PaperVersion:
    usual: dict[str, Any] = {"no": 1, "facts": {}, "origin": "drafted", "by_text": "Staf"}
    return PaperVersion.objects.create(paper=of, at=scene.now, **{**usual, **other})


def test_a_row_of_a_run_has_one_live_paper_of_a_kind(running: Scene) -> None:
    first = paper(running)
    with pytest.raises(IntegrityError), transaction.atomic():
        paper(running)
    first.state = "cancelled"
    first.save()
    assert paper(running).pk != first.pk


def test_two_units_have_a_paper_each(running: Scene) -> None:
    papers = [paper(running, kind="surat-peringatan", step="10.1", unit=u) for u in ("a", "b")]
    assert len({one.pk for one in papers}) == 2


def test_a_signed_paper_says_when(running: Scene) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        paper(running, state="signed")


def test_a_version_is_frozen_with_its_pdf_or_not_at_all(running: Scene) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        version(running, paper(running), frozen_at=running.now)


def test_a_version_has_one_signature(running: Scene) -> None:
    of = version(running, paper(running))
    Mark.objects.create(version=of, order=1, role="sign", title="Kepala Dinas")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(version=of, order=2, role="sign", title="Sekretaris")


def test_a_mark_that_is_made_says_by_whom_and_when(running: Scene) -> None:
    of = version(running, paper(running))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.create(version=of, order=1, role="initial", title="Sekretaris", state="done")


def test_an_agency_has_one_letterhead(running: Scene) -> None:
    def made() -> Letterhead:
        return Letterhead.objects.create(
            agency=running.agency, lines=["DINAS"], city="Painan", changed_at=running.now
        )

    made()
    with pytest.raises(IntegrityError), transaction.atomic():
        made()


def test_one_template_of_a_kind_is_published(running: Scene) -> None:
    def made(number: int, state: str) -> Template:
        return Template.objects.create(
            agency=running.agency, kind="notula", version=number, body={}, state=state,
            at=running.now,
        )  # fmt: skip

    made(1, "closed")
    made(2, "published")
    with pytest.raises(IntegrityError), transaction.atomic():
        made(3, "published")
