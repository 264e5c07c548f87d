"""Destroying what was proposed and approved, with a berita acara."""

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.archive.disposing import DEED, approved, carried_out, old_record, proposed
from tests.archive.scene import LATER, OLD, Scene, pdf
from tests.office.scene import TODAY

from himpun.archive.models import Record, StoredFile
from himpun.archive.queries import path_of
from himpun.archive.queries.proof import recorded
from himpun.archive.rules import Use
from himpun.archive.rules.records import digest_of
from himpun.archive.services import carry_out_disposal, place_hold
from himpun.office.rules import Refused

NEEDED = "tests.archive.test_carry_out_disposal.needed_above"


def needed_above(files: Collection[int]) -> list[Use]:
    """An app above that needs every file."""
    return [Use(file, 1, "Lampiran langkah 3") for file in files]


@pytest.fixture(autouse=True)
def schedule(scene: Scene) -> None:
    scene.schedule()


def test_the_content_goes_and_the_record_stays(
    scene: Scene, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = old_record(scene)
    place = path_of(row.sha256)
    assert place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        carried_out(scene, row)
    assert not place.exists()
    assert not StoredFile.objects.filter(sha256=row.sha256).exists()
    after = Record.objects.get(pk=row.pk)
    assert (after.state, after.file, after.destroyed_at) == ("destroyed", None, LATER)
    assert (after.sha256, after.size, after.digest) == (row.sha256, row.size, row.digest)
    assert digest_of(recorded(after)) == row.digest


def test_the_journal_names_the_deed_and_every_hash(scene: Scene) -> None:
    row = old_record(scene)
    carried_out(scene, row)
    told = scene.last()
    assert told.action == "DisposalCarriedOut"
    assert told.body["deed"] == DEED["deed"]
    assert told.body["records"] == [[row.no, row.sha256]]


def test_a_content_that_another_record_needs_stays(scene: Scene) -> None:
    row = old_record(scene)
    scene.file("Sama isinya", content=pdf("lama"))
    carried_out(scene, row)
    assert StoredFile.objects.filter(sha256=row.sha256).exists()
    assert scene.last().body["files"] == []


def test_a_content_that_an_app_above_needs_stays(scene: Scene, settings: Any) -> None:
    settings.HIMPUN_FILE_USES = (NEEDED,)
    row = old_record(scene)
    carried_out(scene, row)
    assert path_of(row.sha256).exists()
    assert Record.objects.get(pk=row.pk).file is None


def test_two_records_of_one_content_destroyed_together_leave_nothing(
    scene: Scene,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    folder: Path,
) -> None:
    rows = old_record(scene), scene.file("Salinan", dated_on=OLD, content=pdf("lama"))
    with django_capture_on_commit_callbacks(execute=True):
        carried_out(scene, *rows)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_it_refuses_what_was_not_approved_and_what_is_held_since(scene: Scene) -> None:
    row = old_record(scene)
    made = proposed(scene, row)
    with pytest.raises(Refused, match="tidak dapat dilaksanakan: menunggu persetujuan"):
        carry_out_disposal(disposal=made.pk, **DEED, by=scene.admin, now=LATER)
    other = old_record(scene, "kedua")
    ready = approved(scene, other)
    place_hold(record=other.pk, reason="Perkara", by=scene.admin, now=LATER)
    with pytest.raises(Refused, match="ditahan"):
        carry_out_disposal(disposal=ready.pk, **DEED, by=scene.admin, now=LATER)
    other.refresh_from_db()
    assert (other.state, path_of(other.sha256).exists()) == ("kept", True)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"deed": ""}, "Nomor berita acara harus diisi"),
        ({"way": ""}, "Cara pemusnahan harus diisi"),
        ({"witnesses": ""}, "Saksi harus diisi"),
        ({"deed_on": TODAY + timedelta(days=1)}, "belum tiba"),
        ({"deed_on": TODAY - timedelta(days=1)}, "mendahului persetujuannya"),
    ],
)
def test_it_refuses_an_incomplete_deed(scene: Scene, wrong: dict[str, Any], why: str) -> None:
    ready = approved(scene, old_record(scene))
    with pytest.raises(Refused, match=why):
        carry_out_disposal(disposal=ready.pk, **(DEED | wrong), by=scene.admin, now=LATER)
    assert Record.objects.get().state == "kept"


def test_it_refuses_to_do_it_twice_and_strangers(scene: Scene) -> None:
    ready = approved(scene, old_record(scene))
    for stranger in (scene.office.kabid, scene.outsider):
        with pytest.raises(Refused, match="dikelola oleh"):
            carry_out_disposal(disposal=ready.pk, **DEED, by=stranger, now=LATER)
    carry_out_disposal(disposal=ready.pk, **DEED, by=scene.colleague, now=LATER)
    with pytest.raises(Refused, match="sudah dimusnahkan"):
        carry_out_disposal(disposal=ready.pk, **DEED, by=scene.admin, now=LATER)
