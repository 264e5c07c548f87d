"""What the package of a closed run holds of its papers: each version that was frozen, with its
initials and signature, scans, edited files, and the certificates by which they are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from himpun.archive.rules.package.bag import Item, Stored, file_part, json_line, path_part
from himpun.archive.rules.package.proof import moment_text
from himpun.letters.models import Authority, Mark, Paper, PaperVersion, Recipient, Scan, SigningKey
from himpun.letters.rules.kinds import KINDS

KIND = "naskah"
PDF, DOCX = "application/pdf", "docx"
BATCH = 200
STATES = {"draft": "konsep", "circulating": "beredar", "cancelled": "dibatalkan"}
IN_PDF = ("local", "remote")
SIGNED = "PaperSigned"
"""The journal's action whose row names the SHA-256 of a paper with its signature."""


def package_subjects(run_id: int) -> Iterable[str]:
    """The subjects under which the journal speaks of a run's papers."""
    keys = Paper.objects.filter(run=run_id).order_by("pk").values_list("pk", flat=True)
    return (f"paper/{pk}" for pk in keys)


def package_parts(run_id: int) -> Iterator[Item]:
    """The files of a package that are a run's papers, in a fixed order; none where it has none."""
    papers = Paper.objects.filter(run=run_id).order_by("pk")
    if not papers.exists():
        return
    placed: dict[str, str] = {}
    for paper in papers.iterator(chunk_size=BATCH):
        yield from _files_of(paper, placed)
    yield Item(
        "naskah/naskah.jsonl", KIND, "Daftar naskah: versi, paraf, tanda tangan, nomor, penerima "
        "(JSON per baris)", "application/jsonl", _list(papers, placed),
    )  # fmt: skip
    yield from _certificates(run_id)


def _files_of(paper: Paper, placed: dict[str, str]) -> Iterator[Item]:
    """A paper's files; a content stands in the package once. ``placed``: SHA-256 → where."""
    folder = f"naskah/{paper.pk}-{path_part(paper.kind)}"
    signed = _signatures(paper)
    for version in _versions(paper):
        title = f"{_called(paper)}, versi {version.no}"
        for mark in signed.get(version.pk, ()):
            path = f"{folder}/versi-{version.no}-bertanda-tangan.pdf"
            yield from _once(placed, path, title, mark.file, witnessed=SIGNED)
        yield from _once(placed, f"{folder}/versi-{version.no}.pdf", title, version.pdf)
        about = f"{title}, berkas Word yang menjadi naskahnya"
        yield from _once(placed, f"{folder}/versi-{version.no}.docx", about, version.docx)
    scans = Scan.objects.filter(version__paper=paper, file__isnull=False).order_by("pk")
    by_hand = set(
        Mark.objects.filter(version__paper=paper, role="sign", state="done", way="wet")
        .values_list("sha256_after", flat=True)
    )  # fmt: skip
    for scan in scans.select_related("file"):
        assert scan.file is not None
        gone = " (ditarik)" if scan.withdrawn_at else ""
        title = f"{_called(paper)}, pindaian bertanda tangan basah {scan.name}{gone}"
        path = f"{folder}/pindaian-{scan.pk}-{file_part(scan.name)}"
        witnessed = SIGNED if scan.file.sha256 in by_hand else ""
        yield from _once(placed, path, title, scan.file, witnessed)


def _versions(paper: Paper) -> QuerySet[PaperVersion]:
    return paper.versions.order_by("no").select_related("pdf", "docx")


def _signatures(paper: Paper) -> Mapping[int, list[Mark]]:
    """The marks that are signatures in the PDF itself, by the version's key."""
    rows = Mark.objects.filter(version__paper=paper, role="sign", state="done", way__in=IN_PDF)
    rows = rows.exclude(file=None)
    found: dict[int, list[Mark]] = {}
    for mark in rows.order_by("pk").select_related("file"):
        found.setdefault(mark.version_id, []).append(mark)
    return found


def _called(paper: Paper) -> str:
    kind = KINDS[paper.kind].title if paper.kind in KINDS else paper.kind
    state = f" ({STATES[paper.state]})" if paper.state in STATES else ""
    return f"{kind}: {paper.subject.rstrip('.')}{state}"


def _once(
    placed: dict[str, str], path: str, title: str, file: Any, witnessed: str = ""
) -> Iterator[Item]:
    if file is None or file.sha256 in placed:
        return
    placed[file.sha256] = f"data/{path}"
    yield Item(
        path, KIND, title, file.media_type, Stored(file.sha256, file.size),
        recorded=file.sha256, witnessed=witnessed,
    )  # fmt: skip


def _list(papers: QuerySet[Paper], placed: Mapping[str, str]) -> Iterator[bytes]:
    for paper in papers.iterator(chunk_size=BATCH):
        yield json_line(
            {
                "paper": paper.pk, "kind": paper.kind, "subject": paper.subject,
                "state": paper.state, "step": paper.step, "unit": paper.unit, "way": paper.way,
                "security": paper.security, "urgency": paper.urgency, "token": paper.token,
                "classification": paper.classification,
                "created_at": moment_text(paper.created_at),
                "signed_at": _moment(paper.signed_at), "sent_at": _moment(paper.sent_at),
                "cancelled_at": _moment(paper.cancelled_at), "cancelled_why": paper.cancelled_why,
                "numbers": _numbers(paper),
                "versions": [_version(version, placed) for version in _versions(paper)],
                "recipients": _recipients(paper),
            }
        )  # fmt: skip


def _moment(at: Any) -> str | None:
    return None if at is None else moment_text(at)


def _numbers(paper: Paper) -> list[dict[str, Any]]:
    rows = paper.numbers.order_by("pk")
    return [
        {"text": row.text, "state": row.state, "on": row.on.isoformat(), "reason": row.reason}
        for row in rows
    ]


def _version(version: PaperVersion, placed: Mapping[str, str]) -> dict[str, Any]:
    return {
        "no": version.no, "text": version.text, "origin": version.origin, "note": version.note,
        "by": version.by_text, "at": moment_text(version.at),
        "frozen_at": _moment(version.frozen_at), "frozen_sha256": version.sha256,
        "pdf": placed.get(version.pdf.sha256, "") if version.pdf else "",
        "destroyed_at": _moment(version.destroyed_at),
        "marks": [_mark(mark, placed) for mark in version.marks.order_by("order")],
    }  # fmt: skip


def _mark(mark: Mark, placed: Mapping[str, str]) -> dict[str, Any]:
    return {
        "order": mark.order, "role": mark.role, "step": mark.step, "title": mark.title,
        "state": mark.state, "person": mark.person_text, "office": mark.office,
        "capacity": mark.capacity, "basis": mark.basis, "reason": mark.reason,
        "at": _moment(mark.at), "way": mark.way, "serial": mark.serial,
        "sha256_before": mark.sha256_before, "sha256_after": mark.sha256_after,
        "pdf": placed.get(mark.sha256_after, ""),
    }  # fmt: skip


def _recipients(paper: Paper) -> list[dict[str, Any]]:
    rows = Recipient.objects.filter(paper=paper).order_by("copy", "position", "pk")
    return [
        {
            "name": row.name, "way": row.way, "copy": row.copy,
            "sent_at": _moment(row.sent_at), "delivered_at": _moment(row.delivered_at),
            "opened_at": _moment(row.opened_at), "received_at": _moment(row.received_at),
            "received_by": row.received_by_text, "received_as": row.received_as,
            "withdrawn_at": _moment(row.withdrawn_at),
        }
        for row in rows
    ]  # fmt: skip


def _certificates(run_id: int) -> Iterator[Item]:
    """The authorities whose certificates signed here, with their lists of withdrawn ones."""
    marks = Mark.objects.filter(version__paper__run=run_id, state="done").exclude(serial="")
    keys = SigningKey.objects.filter(serial__in=marks.values("serial"))
    for row in Authority.objects.filter(pk__in=keys.values("authority")).order_by("no"):
        yield Item(
            f"naskah/sertifikat/otoritas-{row.no}.cer", KIND,
            f"Sertifikat {row.name}, sidik SHA-256 {row.fingerprint}", "application/pkix-cert",
            bytes(row.certificate), recorded=row.fingerprint,
        )  # fmt: skip
        yield Item(
            f"naskah/sertifikat/otoritas-{row.no}.crl", KIND,
            f"Daftar sertifikat {row.name} yang dicabut, sampai {moment_text(row.list_at)}",
            "application/pkix-crl", bytes(row.revocations),
        )  # fmt: skip
