"""What the package of a closed run holds of its performance data: the frozen recaps with their
tables and printed forms, the evidence, and what was typed into the forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from himpun.archive.rules.package.bag import (
    CHANGES,
    Item,
    Stored,
    csv_text,
    file_part,
    json_line,
    path_part,
)
from himpun.archive.rules.package.proof import moment_text
from himpun.performance.models import Evidence, Form, Recap, Value, ValueChange
from himpun.performance.queries.recap import AGENCY_UNIT, stamp_of
from himpun.performance.queries.recap.document import recap_document
from himpun.performance.queries.recap.workbook import recap_workbook
from himpun.performance.rules.recap import Body, read_body, show

JSON, LINES, CSV = "application/json", "application/jsonl", "text/csv"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
XLSX = f"{_OPEN_XML}.spreadsheetml.sheet"
DOCX = f"{_OPEN_XML}.wordprocessingml.document"
BATCH = 500
_CELL = ("target", "realisation", "percent", "word")
_MEAN = ("percent", "counted", "of")
TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "indicators": (
        "Indikator",
        (
            "code", "name", "kind", "unit", "objective", "version", "state", "asked", "changes",
            "measure.unit", "measure.polarity", "measure.mode", "measure.formula", "expression",
            *(f"quarter.{name}" for name in _CELL), *(f"to_date.{name}" for name in _CELL),
            *(f"year.{name}" for name in _CELL), *(f"medium.{name}" for name in _CELL),
            "medium_year", "no_value", "obstacles", "solutions", "follow_up", "follow_up_by",
            "follow_up_on", "budget", "budget_so_far", "note", "analysis",
        ),
    ),
    "units": (
        "Kelengkapan unit",
        (
            "code", "name", "asked", "filled", "reasoned", "missing", "returned", "verified",
            "approved", "changes", "questions", "opened_at", "closes_at", "complete_at",
            "first_complete_at", "standing",
        ),
    ),
    "objectives": (
        "Sasaran dan program",
        (
            "code", "parent", "kind", "name",
            *(f"{mean}.{name}" for mean in ("quarter", "to_date", "year") for name in _MEAN),
            "analysis",
        ),
    ),
    "budgets": (
        "Anggaran",
        (
            "code", "name", "amount", "quarter", "spent", "absorbed", "year.percent",
            "efficiency",
        ),
    ),
}  # fmt: skip
"""List of a recap's body → what it is called, and the columns of its CSV."""


def package_subjects(run_id: int) -> Iterable[str]:
    """The subjects under which the journal speaks of a run's forms and recaps."""
    yield from (f"form/{pk}" for pk in _keys(Form.objects.filter(run=run_id)))
    yield from (f"recap/{pk}" for pk in _keys(Recap.objects.filter(run=run_id)))


def _keys(rows: QuerySet[Any]) -> Iterable[int]:
    return rows.order_by("pk").values_list("pk", flat=True)


def package_parts(run_id: int) -> Iterator[Item]:
    """The files of a package that are about a run's data, in a fixed order; none where no form was
    opened."""
    for pk in _keys(Recap.objects.filter(run=run_id)):
        yield from _recap(Recap.objects.select_related("run__agency").get(pk=pk))
    if not Form.objects.filter(run=run_id).exists():
        return
    yield from _evidence(run_id)
    yield Item(
        "formulir/nilai.jsonl", "formulir", "Nilai seperti saat disegel (JSON per baris)", LINES,
        _values(run_id),
    )  # fmt: skip
    yield Item(
        CHANGES.removeprefix("data/"), "formulir", "Setiap perubahan nilai (JSON per baris)", LINES,
        _changes(run_id),
    )  # fmt: skip
    yield Item(
        "bukti/bukti.jsonl", "bukti", "Daftar bukti dukung, juga tautan (JSON per baris)", LINES,
        _evidence_list(run_id),
    )  # fmt: skip


def _recap(row: Recap) -> Iterator[Item]:
    folder, kind = f"rekapitulasi/revisi-{row.no}", "rekapitulasi"
    name, body = f"Rekapitulasi revisi {row.no}", read_body(row.body)
    source = f"{folder}/rekapitulasi.json"
    yield Item(
        source, kind, f"{name}: data (JSON)", JSON, row.body.encode(), recorded=row.sha256,
        witnessed="RecapFrozen",
    )  # fmt: skip
    for rows, (called, columns) in TABLES.items():
        yield Item(
            f"{folder}/{path_part(called)}.csv", kind, f"{name}: {called.lower()} (CSV)", CSV,
            csv_text(columns, body[rows]).encode(), source=source, rows=rows,
        )  # fmt: skip
    for ending, (title, media_type, make) in PRINTED.items():
        yield Item(
            f"{folder}/rekapitulasi.{ending}", kind, f"{name}: {title}", media_type,
            _made(make, row, body),
        )  # fmt: skip


PRINTED: Mapping[str, tuple[str, str, Callable[..., bytes]]] = {
    "xlsx": ("buku kerja (XLSX)", XLSX, recap_workbook),
    "docx": ("naskah bab III (DOCX)", DOCX, recap_document),
}


def _made(make: Callable[..., bytes], row: Recap, body: Body) -> Iterator[bytes]:
    """Not before it is wanted: a large recap takes seconds, and memory."""
    yield make(show(body), stamp_of(row, row.run))


def _evidence_rows(run_id: int) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(value__form__run=run_id).order_by("pk")
    return rows.select_related("file", "value__indicator__unit", "added_by", "withdrawn_by")


def _unit_code(row: Evidence) -> str:
    unit = row.value.indicator.unit
    return unit.code if unit else AGENCY_UNIT


def _evidence(run_id: int) -> Iterator[Item]:
    """The files; a content that proves several values stands in the package once."""
    placed: set[str] = set()
    for row in _evidence_rows(run_id).exclude(file=None).iterator(chunk_size=BATCH):
        assert row.file is not None
        if row.file.sha256 in placed:
            continue
        placed.add(row.file.sha256)
        gone = " (ditarik)" if row.withdrawn_at else ""
        title = f"Indikator {row.value.indicator.code}: {row.name}{gone}"
        yield Item(
            _place(row), "bukti", title, row.file.media_type,
            Stored(row.file.sha256, row.file.size), recorded=row.file.sha256,
            witnessed="EvidenceAdded",
        )  # fmt: skip


def _place(row: Evidence) -> str:
    unit = row.value.indicator.unit
    place = path_part(unit.code if unit else "instansi")
    folder = f"bukti/{place}/{path_part(row.value.indicator.code)}"
    return f"{folder}/{row.pk}-{file_part(row.name)}"


def _evidence_list(run_id: int) -> Iterator[bytes]:
    places: dict[str, str] = {}
    for row in _evidence_rows(run_id).iterator(chunk_size=BATCH):
        sha256 = row.file.sha256 if row.file else ""
        path = places.setdefault(sha256, f"data/{_place(row)}") if sha256 else ""
        yield json_line(
            {
                "evidence": row.pk, "value": row.value_id, "unit": _unit_code(row),
                "indicator": row.value.indicator.code, "proves": row.proves, "name": row.name,
                "path": path, "sha256": sha256, "link": row.link,
                "added_at": moment_text(row.added_at), "added_by": row.added_by.name,
                "withdrawn_at": moment_text(row.withdrawn_at) if row.withdrawn_at else None,
                "withdrawn_by": row.withdrawn_by.name if row.withdrawn_by else "",
            }
        )  # fmt: skip


def _values(run_id: int) -> Iterator[bytes]:
    rows = Value.objects.filter(form__run=run_id).order_by("pk")
    rows = rows.select_related("indicator", "form__unit", "version")
    for row in rows.iterator(chunk_size=BATCH):
        unit = row.form.unit
        yield json_line(
            {
                "value": row.pk, "form": row.form_id, "unit": unit.code if unit else "",
                "indicator": row.indicator.code, "definition": row.version.no,
                "asked": row.asked, "realisation": row.realisation, "items": row.items,
                "no_value": row.no_value, "obstacles": row.obstacles, "solutions": row.solutions,
                "follow_up": row.follow_up, "follow_up_by": row.follow_up_by,
                "follow_up_on": row.follow_up_on.isoformat() if row.follow_up_on else None,
                "budget": row.budget, "note": row.note, "warnings": row.warnings,
                "revision": row.revision, "returned": row.returned,
            }
        )  # fmt: skip


def _changes(run_id: int) -> Iterator[bytes]:
    rows = ValueChange.objects.filter(value__form__run=run_id).order_by("value_id", "revision")
    for row in rows.iterator(chunk_size=BATCH):
        yield json_line(
            {
                "value": row.value_id, "revision": row.revision, "source": row.source,
                "changes": row.changes, "at": moment_text(row.at), "by": row.by_text,
                "capacity": row.capacity,
            }
        )  # fmt: skip
