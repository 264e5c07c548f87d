"""How a paper stands in the archive: as it was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from himpun.archive.services import Description
from himpun.kernel.worktime import parse_period
from himpun.letters.queries.finding import people_of, security_key
from himpun.letters.queries.papers import latest_of
from himpun.letters.rules.kinds import KINDS
from himpun.office import queries as office
from himpun.runs.queries.seen import sop_of

if TYPE_CHECKING:
    from himpun.archive.queries.files import StoredFile
    from himpun.letters.models import Paper, PaperVersion

SIGNATURES = {"local": "sistem", "wet": "basah", "remote": "bsre"}
"""How a paper was signed → the archive's word for it."""


def filed_as(paper: Paper) -> tuple[Description, StoredFile | None]:
    """What the archive records of a finished paper, and its content (six queries)."""
    version = latest_of(paper)
    number = paper.numbers.filter(state="given").first()
    signed = next((m for m in version.marks.all() if m.role == "sign" and m.state == "done"), None)
    at = paper.signed_at or paper.created_at
    said = Description(
        code=paper.classification, subject=paper.subject, kind=KINDS[paper.kind].title,
        dated_on=office.day_at(paper.agency, at), number=number.text if number else "",
        creator=signed.office if signed and signed.office else paper.agency.name,
        creator_person=signed.person_text if signed else version.by_text,
        recipients=_recipients(version), people=people_of(paper), security=security_key(paper),
        origin=f"run/{paper.run_id}" if paper.run_id else "", step=paper.step,
        folder=_folder(paper), source=f"paper/{paper.pk}", version=version.no,
        period=paper.run.period if paper.run else "",
        signature=SIGNATURES[signed.way or paper.way] if signed else "tanpa",
        name=f"{paper.kind}-{paper.pk}-v{version.no}.pdf",
    )  # fmt: skip
    return said, version.pdf


def _recipients(version: PaperVersion) -> list[str]:
    return [str(name) for name in version.facts.get("frame", {}).get("recipients", ())]


def _folder(paper: Paper) -> str:
    if paper.run is None:
        return ""
    return f"{sop_of(paper.run).name}, {parse_period(paper.run.period).label}"
