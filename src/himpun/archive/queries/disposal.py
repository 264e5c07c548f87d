"""What may be destroyed, and the proposals to do so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from himpun.archive.models import (
    Disposal,
    DisposalItem,
    LegalHold,
    Package,
    PackedFile,
    Record,
    StoredFile,
)
from himpun.archive.models.disposal import DONE
from himpun.archive.models.packages import SEALED
from himpun.archive.models.records import DESTROYED, KEPT
from himpun.archive.queries.records import Line, seen_lines
from himpun.archive.queries.uses import uses_of
from himpun.archive.rules import Use
from himpun.archive.rules.disposal import Candidate, why_not_destroy
from himpun.archive.rules.retention import PERMANENT
from himpun.archive.rules.security import Reach
from himpun.office.queries import Agency

__all__ = [
    "Copy", "Disposal", "Judged", "copies_of", "disposal_in", "disposal_lines", "disposals_of",
    "due_lines", "due_records", "judged", "judged_in", "records_in", "still_needed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A record, and why it may not be destroyed (None: it may)."""

    record: Record
    why_not: str | None


def judged(
    records: QuerySet[Record], on: date, *, appraised: bool, within: int | None = None
) -> list[Judged]:
    """Whether each of some records may be destroyed on a day (one query). ``within`` is the
    proposal in which they stand; another one is in the way."""
    holds = LegalHold.objects.filter(record=OuterRef("pk"), lifted_at=None)
    others = DisposalItem.objects.filter(record=OuterRef("pk"), live=True).exclude(disposal=within)
    rows = records.annotate(held=Exists(holds), proposed=Exists(others)).select_related("agency")
    found = []
    for row in rows.order_by("no"):
        candidate = Candidate(
            row.no, row.fate, row.active_until, row.inactive_until, row.held,
            row.state == DESTROYED, row.proposed,
        )  # fmt: skip
        found.append(Judged(row, why_not_destroy(candidate, on, appraised=appraised)))
    return found


def due_records(agency: Agency, on: date) -> QuerySet[Record]:
    """The records whose retention is over, in no live proposal, not held, not permanent; those that
    must be appraised anew are there."""
    holds = LegalHold.objects.filter(record=OuterRef("pk"), lifted_at=None)
    live = DisposalItem.objects.filter(record=OuterRef("pk"), live=True)
    rows = Record.objects.filter(agency=agency, state=KEPT, inactive_until__lt=on)
    return rows.exclude(fate__in=["", PERMANENT]).exclude(Exists(holds)).exclude(Exists(live))


def disposals_of(agency: Agency) -> QuerySet[Disposal]:
    """The proposals of an agency with their numbers of records, the newest first (one query)."""
    rows = Disposal.objects.filter(agency=agency).annotate(records=Count("items"))
    return rows.select_related("agency", "proposed_by", "decided_by", "done_by").order_by("-no")


def disposal_in(agency: Agency, no: int) -> Disposal | None:
    """A proposal of an agency by its number."""
    return disposals_of(agency).filter(no=no).first()


def records_in(disposal: Disposal) -> QuerySet[Record]:
    """The records of a proposal, by their numbers."""
    rows = Record.objects.filter(disposals__disposal=disposal)
    return rows.select_related("agency", "folder").order_by("no")


def still_needed(disposal: Disposal) -> list[Use]:
    """What still needs the content of records that were destroyed: such a content is kept for that
    (two queries, and one for each app that keeps files)."""
    hashes = Record.objects.filter(disposals__disposal=disposal).exclude(sha256="")
    kept = StoredFile.objects.filter(sha256__in=hashes.values("sha256"))
    return uses_of(list(kept.values_list("pk", flat=True)))


@dataclass(frozen=True, slots=True)
class Copy:
    """A sealed package that holds what some records are of; ``records`` are their numbers."""

    package: Package
    records: Sequence[int]

    @property
    def words(self) -> str:
        """What it is, and its hash, as a berita acara names it."""
        numbers = ", ".join(map(str, self.records))
        sha256 = self.package.file.sha256 if self.package.file else ""
        return (
            f"Paket arsip ke-{self.package.no}: {self.package.title} (arsip nomor {numbers}; "
            f"SHA-256 paket {sha256})"
        )


def copies_of(disposal: Disposal) -> list[Copy]:
    """The agency's sealed packages with a copy of the records of a proposal, the oldest first. A
    package stays as it was sealed, whatever is destroyed later (three queries)."""
    numbers: dict[str, set[int]] = {}
    rows = Record.objects.filter(disposals__disposal=disposal).exclude(sha256="")
    for sha256, no in rows.values_list("sha256", "no"):
        numbers.setdefault(sha256, set()).add(no)
    packed = PackedFile.objects.filter(
        package__agency=disposal.agency_id, package__state=SEALED, sha256__in=numbers
    )
    held: dict[int, set[int]] = {}
    for key, sha256 in packed.values_list("package", "sha256"):
        held.setdefault(key, set()).update(numbers[sha256])
    packages = Package.objects.filter(pk__in=held).select_related("file").order_by("pk")
    return [Copy(package, sorted(held[package.pk])) for package in packages]


def judged_in(disposal: Disposal, on: date) -> Sequence[Judged]:
    """Whether each record of a proposal may be destroyed on a day; nothing to judge once done."""
    rows = records_in(disposal)
    if disposal.state == DONE:
        return [Judged(row, None) for row in rows]
    return judged(rows, on, appraised=bool(disposal.appraisal), within=disposal.pk)


def due_lines(agency: Agency, reach: Reach, on: date) -> list[Line]:
    """What is due, as a keeper's list shows it (one query)."""
    return seen_lines(due_records(agency, on).values("pk"), agency, reach, on)


def disposal_lines(disposal: Disposal, reach: Reach, on: date) -> list[Line]:
    """The records of a proposal, of those that a person may not read no more than that they are
    there (one query)."""
    rows = records_in(disposal).order_by().values("pk")
    return seen_lines(rows, disposal.agency, reach, on)
