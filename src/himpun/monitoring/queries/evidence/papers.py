"""Papers that an evidence pack sets itself, beside those that the SOP's steps made."""

from __future__ import annotations

from collections.abc import Iterator

from himpun.letters.queries.own_paper import paper_pdf
from himpun.monitoring.queries.evaluating import SopOfYear, year_view
from himpun.monitoring.queries.evaluating_paper import evaluation_document
from himpun.monitoring.queries.evidence.gathering import Gathered, Piece
from himpun.monitoring.queries.evidence.sop_paper import sop_document
from himpun.monitoring.rules.evidence import FOLDERS
from himpun.performance.queries.agreement import agreements_of
from himpun.performance.queries.agreement_paper import agreement_pdf, version_text
from himpun.runs.rules.words import long_day
from himpun.sops.queries import sop_of


def sop_piece(found: Gathered, version_pk: int, fingerprint: str) -> Piece:
    """1, 5 and 6: an SOP as people read it, with its standard times and its ways back."""
    sop = sop_of(version_pk, fingerprint)
    document = sop_document(version_pk, fingerprint)
    content = paper_pdf(agency=found.agency, document=document, at=found.now)
    path = f"{FOLDERS[1]}/{sop.id}-v{sop.version}/sop.pdf"
    return Piece((1, 5, 6), path, f"SOP {sop.name}, versi {sop.version}", content)


def evaluations(found: Gathered) -> Iterator[Piece]:
    """1: whether each SOP was evaluated in the year, and what was decided."""
    view = year_view(found.agency, found.year)
    if not view.parts:
        return
    for part in view.parts:
        _claim_evaluated(found, part)
    document = evaluation_document(view, found.now)
    content = paper_pdf(agency=found.agency, document=document, at=found.now)
    path = f"{FOLDERS[1]}/evaluasi-sop-{found.year}.pdf"
    yield Piece((1,), path, f"Evaluasi penerapan SOP tahun {found.year}", content)


def _claim_evaluated(found: Gathered, part: SopOfYear) -> None:
    kept = part.kept
    if kept is None:
        found.lacks(1, f"SOP “{part.name}” belum dievaluasi pada tahun {found.year}.")
        return
    decided = f"diputuskan {kept.capacity} pada {long_day(kept.decided_on)}"
    found.holds(1, f"SOP “{part.name}” dievaluasi: {kept.word.lower()}, {decided}.")


def agreements(found: Gathered) -> Iterator[Piece]:
    """4: each version of the year's performance agreement that was approved, with its targets; the
    oldest first."""
    rows = agreements_of(found.agency, found.year)
    approved = {row.no: row for row in rows if row.state == "approved"}
    for no, row in sorted(approved.items()):
        version = version_text(row).lower()
        path = f"{FOLDERS[4]}/perjanjian-kinerja-{found.year}-{version.replace(' ', '-')}.pdf"
        content = agreement_pdf(row, approved.get(no - 1), found.now)
        yield Piece((4,), path, f"Perjanjian kinerja {found.year}, {version}", content)
