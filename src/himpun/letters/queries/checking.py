"""What anybody may learn of a paper: whether it is authentic, who signed it, and whether it holds.

Nothing else: neither what it says nor to whom it went; of a secret paper not even what it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q

from himpun.letters.models import Mark, Paper, PaperVersion
from himpun.letters.queries.keys import trust_now
from himpun.letters.queries.registers import number_of_paper
from himpun.letters.rules.kinds import kind_named
from himpun.letters.rules.links import token_in
from himpun.letters.rules.sending import SECRET
from himpun.letters.signing import validate

State = Literal[
    "valid", "unsigned", "partial", "replaced", "cancelled", "unlisted", "altered", "unknown",
]  # fmt: skip
WORDS: dict[State, str] = {
    "valid": "Asli dan berlaku",
    "unsigned": "Belum ditandatangani",
    "partial": "Asli, tetapi belum lengkap",
    "replaced": "Sudah diganti versi yang lebih baru",
    "cancelled": "Dibatalkan",
    "unlisted": "Tanda tangannya utuh, tetapi tidak tercatat di sini",
    "altered": "Tidak asli: isinya berubah",
    "unknown": "Tidak dikenal",
}
MARKS: dict[State, str] = {
    "valid": "done", "unsigned": "idle", "partial": "risk", "replaced": "back",
    "cancelled": "back", "unlisted": "risk", "altered": "late", "unknown": "late",
}  # fmt: skip
SENTENCES: dict[State, str] = {
    "valid": "",
    "unsigned": "Naskah ini masih disusun atau menunggu tanda tangan, jadi belum berlaku.",
    "partial": "Berkas ini diambil sebelum tanda tangan terakhir dibubuhkan. Mintalah berkas "
    "terakhirnya.",
    "replaced": "Naskah diubah sesudah versi ini, sehingga tandanya tidak berlaku lagi.",
    "cancelled": "Naskah ini dibatalkan oleh penerbitnya dan tidak berlaku lagi.",
    "unlisted": "Tanda tangan di dalamnya utuh dan sertifikatnya dipercaya, tetapi berkas ini "
    "tidak ada dalam catatan Himpun ini. Pastikan kepada penerbitnya.",
    "altered": "Berkas ini pernah ditandatangani di sini, tetapi isinya bukan seperti saat "
    "ditandatangani.",
    "unknown": "Himpun ini tidak menerbitkannya, atau berkasnya bukan yang diterbitkan.",
}
WAYS = {
    "local": "Disetujui dalam sistem, dengan sertifikat Himpun ini; bukan tanda tangan elektronik "
    "tersertifikasi BSrE.",
    "wet": "Ditandatangani di atas kertas; pindaiannya tersimpan bersama naskahnya.",
    "remote": "Ditandatangani lewat layanan tanda tangan elektronik instansi.",
}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the office as the paper prints it, with the capacity, and when."""

    office: str
    name: str
    capacity: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer. ``agency`` and what follows are empty where nothing may or can be said."""

    state: State
    agency: str = ""
    zone: str = ""
    title: str = ""
    way: str = ""
    signers: Sequence[Signer] = ()
    version: str = ""

    @property
    def word(self) -> str:
        """The answer in a few words."""
        return WORDS[self.state]

    @property
    def mark(self) -> str:
        """The state of the look."""
        return MARKS[self.state]

    @property
    def sentence(self) -> str:
        """What the answer means."""
        return SENTENCES[self.state]


def check_token(token: str, version: int | None = None) -> Checked:
    """What can be said of the paper of a QR code, and of the version that the code names (five
    queries at most)."""
    rows = Paper.objects.select_related("agency")
    paper = rows.filter(token=token).first() if token_in(token) == token else None
    if paper is None:
        return Checked("unknown")
    newest = _signed_version(paper)
    if paper.state == "cancelled":
        return _answer("cancelled", paper, newest)
    if version is not None and _is_older(paper, version):
        return _answer("replaced", paper, newest)
    if newest is None or paper.state not in {"signed", "sent"}:
        return _answer("unsigned", paper, None)
    return _answer("valid", paper, newest)


def check_file(content: bytes, now: datetime) -> Checked:
    """What can be said of a PDF. Each state that a paper had here, from its first paraf to its
    signature, is known by its hash (six queries at most); of another file its own marks tell."""
    sha256 = hashlib.sha256(content).hexdigest()
    version = _version_with(sha256)
    if version is None:
        return _by_its_marks(content, now)
    paper = version.paper
    newest = _signed_version(paper)
    if paper.state == "cancelled":
        return _answer("cancelled", paper, newest)
    if _is_older(paper, version.no):
        return _answer("replaced", paper, newest)
    if newest is None or paper.state not in {"signed", "sent"}:
        return _answer("unsigned", paper, None)
    return _answer("valid" if sha256 == _last_hash(newest) else "partial", paper, newest)


def _last_hash(signed: PaperVersion) -> str:
    """Of the PDF with all its marks, also when the archive has destroyed it."""
    if signed.pdf is not None:
        return signed.pdf.sha256
    last = Mark.objects.get(version=signed, role="sign")
    # What binds a paper that was signed by hand is its scan; what was printed came before.
    return last.sha256_before if last.way == "wet" else last.sha256_after


def _by_its_marks(content: bytes, now: datetime) -> Checked:
    """A file that is not on record: made by somebody else, or one of ours that was changed."""
    if not content.startswith(b"%PDF-"):
        return Checked("unknown")
    verdict = validate(content, trust_now(), at=now)
    if not verdict.authentic:
        # A broken mark is believed by nobody; which of ours it was, its certificate's number tells.
        serials = [mark.serial for mark in verdict.marks if mark.serial]
        ours = Mark.objects.filter(serial__in=serials, state="done").exists()
        return Checked("altered" if ours else "unknown")
    return Checked("unlisted", zone="WIB", signers=[
        Signer(mark.office, mark.name, mark.capacity, mark.at)
        for mark in verdict.marks if mark.role == "sign"
    ])  # fmt: skip


def _version_with(sha256: str) -> PaperVersion | None:
    """The version that had this PDF at some time."""
    rows = PaperVersion.objects.select_related("paper__agency", "pdf")
    found = rows.filter(sha256=sha256).first() or rows.filter(pdf__sha256=sha256).first()
    if found is None:
        hashes = Q(sha256_after=sha256) | Q(sha256_before=sha256, way="wet")
        mark = Mark.objects.filter(hashes, state="done").first()
        found = rows.get(pk=mark.version_id) if mark else None
    return found


def _is_older(paper: Paper, no: int) -> bool:
    """Whether a version was followed by another that was frozen."""
    later = PaperVersion.objects.filter(paper=paper, no__gt=no, frozen_at__isnull=False)
    return later.exists()


def _signed_version(paper: Paper) -> PaperVersion | None:
    """The newest version that carries a signature."""
    rows = PaperVersion.objects.filter(paper=paper, marks__role="sign", marks__state="done")
    return rows.select_related("pdf").order_by("-no").first()


def _answer(state: State, paper: Paper, signed: PaperVersion | None) -> Checked:
    return Checked(
        state,
        agency=f"{paper.agency.name}, {paper.agency.region}",
        zone=paper.agency.zone,
        title=_title(paper),
        way=WAYS[paper.way] if signed else "",
        signers=_signers(signed) if signed else (),
        version=f"versi {signed.no}" if signed else "",
    )


def _title(paper: Paper) -> str:
    """What kind of paper it is and its number, to be compared with the sheet; "" for a secret."""
    if paper.security in SECRET:
        return ""
    kind, number = kind_named(paper.kind), number_of_paper(paper)
    title = kind.title if kind else "Naskah"
    return f"{title} nomor {number.text}" if number and number.state == "given" else title


def _signers(version: PaperVersion) -> list[Signer]:
    rows = Mark.objects.filter(version=version, role="sign", state="done").order_by("order")
    return [
        Signer(" ".join(row.printed) or row.office, row.person_text, row.capacity, row.at)
        for row in rows
    ]
