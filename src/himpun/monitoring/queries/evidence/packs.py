"""Packs that were ordered, and who may."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.db.models import Count, Min

from himpun.archive.queries import path_of
from himpun.archive.rules import Use
from himpun.monitoring.models import EvidencePack
from himpun.monitoring.models.evidence import MAKING, ORDERED
from himpun.office import queries as office
from himpun.office.queries.ticks import Waiting
from himpun.runs.queries.times import years_with_runs

WHY_NOT = (
    "Bukti LKE dikumpulkan dan diunduh oleh pengelola SOP, operator, administrator, pimpinan, dan "
    "pembaca {agency} (inspektorat, bagian organisasi)."
)


def why_not_gather(person: office.Person, agency: office.Agency, on: date) -> str | None:
    """Why a person may not gather or fetch the evidence of an agency (seven queries at most)."""
    if office.role_of(person, agency, on).reader:
        return None
    if office.takes_care_of(person, agency, on) or office.heads_agency(person, agency, on):
        return None
    return WHY_NOT.format(agency=agency.name)


def packs_of(agency: office.Agency, year: int) -> list[EvidencePack]:
    """The packs of a year, newest first (one query)."""
    rows = EvidencePack.objects.filter(agency=agency, year=year)
    return list(rows.select_related("agency", "file")[:20])


def pack_in(agency: office.Agency, number: int) -> EvidencePack | None:
    """A pack of an agency by its number."""
    rows = EvidencePack.objects.filter(agency=agency, pk=number)
    return rows.select_related("agency", "file").first()


def years_of(agency: office.Agency, on: date) -> list[int]:
    """The years for which evidence may be gathered: those with runs and this one, newest first."""
    return sorted({on.year, *years_with_runs(agency)}, reverse=True)


def path_of_pack(pack: EvidencePack) -> Path:
    """Where its file lies. Raises FileNotFoundError for one that is not ready."""
    if pack.file is None:
        raise FileNotFoundError
    return path_of(pack.file.sha256)


def evidence_waiting(now: datetime) -> Waiting:  # noqa: ARG001
    """What was ordered or is being made (one query)."""
    rows = EvidencePack.objects.filter(state__in=(ORDERED, MAKING))
    found = rows.aggregate(things=Count("pk"), oldest=Min("ordered_at"))
    return Waiting(found["things"], found["oldest"])


def file_uses(files: list[int]) -> list[Use]:
    """The packs that are some stored files, by their keys (one query)."""
    rows = EvidencePack.objects.filter(file__in=files).order_by("pk")
    return [
        Use(file, agency, f"Bukti LKE tahun {year}")
        for file, agency, year in rows.values_list("file", "agency", "year")
    ]
