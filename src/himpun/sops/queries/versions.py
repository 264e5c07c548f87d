"""Published versions. Each is frozen, so what was read once is kept."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from himpun.kernel.definition import Sop
from himpun.kernel.parse import fingerprint as fingerprint_of
from himpun.kernel.parse import parse
from himpun.office.queries import Agency
from himpun.sops.models import SopVersion
from himpun.sops.rules.reading import gaps_of, questions_of

KEPT = 256
"""Versions kept in memory; one takes about 200 kB with what is computed from it."""


class Damaged(Exception):
    """A stored document is not the one that was published."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An SOP as the register lists it: the version in force, counted out."""

    version: SopVersion
    sop: Sop
    steps: int
    questions: int
    gaps: int


def sop_of(version_pk: int, fingerprint: str = "") -> Sop:
    """The definition of a published version. Raises SopVersion.DoesNotExist, and Damaged.

    With the version's fingerprint at hand it costs no query once read; without it, one narrow
    query. A key alone is not enough to know a version by: a database that was rolled back or
    restored gives the same key again.
    """
    if not fingerprint:
        narrow = SopVersion.objects.values_list("fingerprint", flat=True)
        fingerprint = narrow.get(pk=version_pk)
    return _read(version_pk, fingerprint)


@lru_cache(maxsize=KEPT)
def _read(version_pk: int, fingerprint: str) -> Sop:
    document = SopVersion.objects.values_list("document", flat=True).get(
        pk=version_pk, fingerprint=fingerprint
    )
    sop = parse(json.loads(document))
    if fingerprint_of(sop) != fingerprint:
        raise Damaged(f"Versi SOP nomor {version_pk} tidak lagi sama dengan yang diterbitkan.")
    return sop


def current_version(agency: Agency, sop_id: str) -> SopVersion | None:
    """The version in force: the highest that was not withdrawn (one query, without document)."""
    return versions_of(agency, sop_id).filter(withdrawn_at=None).first()


def version_of(agency: Agency, sop_id: str, number: int) -> SopVersion | None:
    """One version of an agency's SOP, in force or not (one query, without document)."""
    return versions_of(agency, sop_id).filter(version=number).first()


def versions_of(agency: Agency, sop_id: str) -> QuerySet[SopVersion]:
    """Every version of an agency's SOP, newest first, without the documents (one query)."""
    rows = SopVersion.objects.filter(agency=agency, sop_id=sop_id)
    return rows.order_by("-version").select_related("published_by").defer("document")


def register(agencies: Iterable[Agency]) -> list[RegisterRow]:
    """The SOPs of some agencies in their versions in force, by agency and name (one query, and one
    for each version that was not read before)."""
    rows = SopVersion.objects.filter(agency__in=agencies, withdrawn_at=None)
    rows = rows.order_by("agency__name", "agency_id", "sop_id", "-version")
    newest: dict[tuple[int, str], SopVersion] = {}
    for row in rows.select_related("agency").defer("document"):
        newest.setdefault((row.agency_id, row.sop_id), row)
    return [_register_row(row) for row in newest.values()]


def _register_row(version: SopVersion) -> RegisterRow:
    sop = sop_of(version.pk, version.fingerprint)
    return RegisterRow(version, sop, len(sop.steps), len(questions_of(sop)), len(gaps_of(sop)))
