"""The papers of a closed run are in its package, and their signatures are proved with it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from tests.archive.closed import LATER, START, Closed, closed_run, sealed
from tests.archive.handmade import ours, theirs
from tests.letters.signing.paper import TEXTS, prepared
from tests.project.test_rehearsal import SOPS

from himpun.archive.models import Package
from himpun.archive.queries.package.container import Container
from himpun.archive.queries.package.packages import packed_files, path_of_package
from himpun.archive.services import store_file
from himpun.letters import signing
from himpun.letters.models import Authority, Mark, Paper, PaperVersion, Scan, SigningKey
from himpun.letters.queries.keys import opened_key
from himpun.letters.queries.package_signatures import signatures_of
from himpun.letters.services._papers import tell
from himpun.letters.services._signing import ready_by_hand
from himpun.letters.services.keys import ensure_signing_key
from himpun.letters.signing import Who
from himpun.project.rehearsal import Plan, build_stage, rehearse
from himpun.runs.models import Run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


class Desk:
    """A paper of a closed run, initialled and signed as the pages do."""

    def __init__(self, closed: Closed, now: datetime) -> None:
        self.closed, self.by, self.now = closed, closed.steward, now
        self.who = Who(self.by.name, "Kepala Dinas", "definitif", closed.agency.name)
        self.paper = Paper.objects.create(
            agency=closed.agency, run=closed.run, kind="nota-dinas", subject="Data kinerja",
            state="signed", token="satu", created_at=now, created_by=self.by, signed_at=now,
        )  # fmt: skip

    def version(self, pdf: bytes) -> PaperVersion:
        file = store_file(content=pdf, name="naskah.pdf", now=self.now)
        return PaperVersion.objects.create(
            paper=self.paper, no=1, text="Isi", facts={}, origin="drafted", by=self.by,
            by_text=self.by.name, at=self.now, pdf=file, sha256=file.sha256, frozen_at=self.now,
        )  # fmt: skip

    def key(self) -> SigningKey:
        return ensure_signing_key(person=self.by, now=self.now)

    def marked(self, pdf: bytes, role: str) -> bytes:
        key = self.key()
        make = signing.sign if role == "sign" else signing.initial
        return make(
            pdf, place="tanda-tangan" if role == "sign" else "paraf-1", key=opened_key(key),
            authority=bytes(key.authority.certificate), who=self.who, at=self.now,
        )  # fmt: skip

    def put(self, version: PaperVersion, order: int, role: str, pdf: bytes) -> None:
        file = store_file(content=pdf, name="naskah.pdf", now=self.now)
        Mark.objects.create(
            version=version, order=order, role=role, title="Kepala Dinas", state="done",
            person=self.by, person_text=self.by.name, at=self.now, way="local",
            serial=self.key().serial, sha256_after=file.sha256, file=file,
        )  # fmt: skip
        version.pdf = file
        version.save(update_fields=["pdf"])
        action = "PaperSigned" if role == "sign" else "PaperInitialled"
        tell(self.paper, action, by=self.by, now=self.now, body={"sha256": file.sha256})

    def signed(self) -> PaperVersion:
        version = self.version(prepared())
        first = self.marked(prepared(), "initial")
        self.put(version, 1, "initial", first)
        self.put(version, 2, "sign", self.marked(signing.fill(first, TEXTS), "sign"))
        return version


@pytest.fixture
def desk() -> Desk:
    return Desk(closed_run(), LATER)


def in_package(package: Package) -> dict[str, str]:
    return dict(packed_files(package).filter(kind="naskah").values_list("path", "title"))


def verified(package: Package) -> str:
    out = StringIO()
    call_command("verify_package", str(path_of_package(package)), stdout=out)
    return out.getvalue()


def test_a_signed_paper_is_in_the_package_with_what_checks_it(desk: Desk) -> None:
    version = desk.signed()
    package = sealed(desk.closed, LATER + timedelta(hours=1))
    assert (package.state, package.failure) == ("sealed", "")
    folder = f"data/naskah/{desk.paper.pk}-nota-dinas"
    found = in_package(package)
    assert found[f"{folder}/versi-1-bertanda-tangan.pdf"] == "Nota dinas: Data kinerja, versi 1"
    assert f"{folder}/versi-1.pdf" not in found  # the same file
    assert "data/naskah/naskah.jsonl" in found
    fingerprint = Authority.objects.get().fingerprint
    assert fingerprint in found["data/naskah/sertifikat/otoritas-1.cer"]
    path = path_of_package(package)
    assert ours(path) == theirs()(path) == []
    assert version.pdf is not None
    said = verified(package)
    assert "1 naskah berparaf atau bertanda tangan elektronik: semuanya sah" in said
    assert "dikenal di instalasi ini" in said


def test_signatures_hold_where_nobody_knows_the_authority(desk: Desk) -> None:
    """An auditor's own installation: it says that the certificate has to be compared."""
    desk.signed()
    container = Container(path_of_package(sealed(desk.closed, LATER + timedelta(hours=1))))
    Mark.objects.all().update(serial="")
    SigningKey.objects.all().delete()
    Authority.objects.all().delete()
    seen = signatures_of(container)
    assert (seen.papers, seen.findings, seen.known) == (1, [], False)


def test_a_mark_that_is_not_in_the_paper_is_named(desk: Desk) -> None:
    version = desk.version(prepared())
    desk.put(version, 1, "initial", desk.marked(prepared(), "initial"))
    desk.put(version, 2, "sign", prepared() + b"\n% bukan tanda tangan\n")
    package = sealed(desk.closed, LATER + timedelta(hours=1))
    assert package.state == "sealed"
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_package", str(path_of_package(package)), stdout=out)
    assert "versi-1-bertanda-tangan.pdf: 0 dari 2 paraf dan tanda tangan" in out.getvalue()


def test_a_paper_signed_by_hand_is_there_as_it_was_scanned(desk: Desk) -> None:
    version = desk.version(prepared())
    first = desk.marked(prepared(), "initial")
    desk.put(version, 1, "initial", first)
    version.pdf = store_file(
        content=ready_by_hand(first, TEXTS, token="satu", version=1), name="naskah.pdf", now=LATER
    )
    version.save(update_fields=["pdf"])
    scan = store_file(content=b"%PDF-1.7 pindaian", name="pindai.pdf", now=LATER)
    Scan.objects.create(
        version=version, file=scan, name="Pindai 1.pdf", found="satu", by=desk.by, at=LATER
    )
    Mark.objects.create(
        version=version, order=2, role="sign", title="Kepala Dinas", state="done",
        person=desk.by, person_text=desk.by.name, at=LATER, way="wet",
        sha256_after=scan.sha256, file=version.pdf,
    )  # fmt: skip
    tell(desk.paper, "PaperSigned", by=desk.by, now=LATER, body={"scan": scan.sha256})
    package = sealed(desk.closed, LATER + timedelta(hours=1))
    assert (package.state, package.failure) == ("sealed", "")
    assert theirs()(path_of_package(package)) == []
    assert not packed_files(package).filter(path__endswith="bertanda-tangan.pdf").exists()
    packed = packed_files(package).get(title__contains="pindaian bertanda tangan basah")
    assert packed.path.endswith("-pindai-1.pdf")
    assert packed.sha256 == hashlib.sha256(b"%PDF-1.7 pindaian").hexdigest()
    assert "1 naskah berparaf atau bertanda tangan elektronik: semuanya sah" in verified(package)


def test_a_signed_paper_that_is_not_there_is_missed(desk: Desk) -> None:
    desk.signed()
    Mark.objects.all().delete()
    PaperVersion.objects.all().delete()
    package = sealed(desk.closed, LATER + timedelta(hours=1))
    assert package.state == "failed"
    assert "hilang" in package.failure


def test_every_paper_that_a_whole_run_has_made_is_proved(tmp_path: Path) -> None:
    """From the first order to the end: drafted, initialled, signed, sent through the services."""
    stage = build_stage(sop=SOPS["pesisir-selatan-dishub"], units=1, now=START)
    seen = rehearse(stage, Plan("2026-TW3", START, papers=tmp_path / "naskah"))
    assert (seen.finished, seen.wrong) == (True, "")
    run = Run.objects.select_related("agency", "started_by").get(pk=seen.run_id)
    assert run.started_by is not None
    package = sealed(Closed(run, run.agency, run.started_by))
    assert (package.state, package.failure) == ("sealed", "")
    pdfs = packed_files(package).filter(kind="naskah", media_type="application/pdf")
    assert pdfs.count() == seen.papers["PaperWritten"]
    path = path_of_package(package)
    assert ours(path) == theirs()(path) == []
    marked = Paper.objects.filter(run=run, versions__marks__state="done").distinct().count()
    said = f"{marked} naskah berparaf atau bertanda tangan elektronik: semuanya sah"
    assert said in verified(package)
