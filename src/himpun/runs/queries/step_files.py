"""Files on steps: those of a step, those that came before, and one to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from himpun.archive import queries as archive
from himpun.kernel.definition import Sop, Step
from himpun.office import queries as office
from himpun.runs.models import Attachment, Visit
from himpun.runs.queries.seen import runs_seen_by
from himpun.runs.rules import NODE_LENGTH, row_id

MOST_FILES = 200
"""Files that one page names; the history names the rest."""

OTHER = "Berkas lain"


@dataclass(frozen=True, slots=True)
class Slot:
    """A paper for which files may be put to a step; id "" is for any other."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as a list names it. ``mark`` is the beginning of its SHA-256; ``size`` in words;
    ``from_step`` the row at which it was added."""

    id: int
    visit: int
    name: str
    paper: str
    title: str
    size: str
    mark: str
    sha256: str
    who: str
    at: datetime
    from_step: str
    round: int


def slots_of(step: Step) -> tuple[Slot, ...]:
    """What a row makes or passes on, as the SOP names it."""
    named = {paper: paper_title(paper) for paper in step.papers}
    if not named:
        named = {slugify(text)[:NODE_LENGTH]: text for text in step.output}
    return (*(Slot(id_, title) for id_, title in named.items() if id_), Slot("", OTHER))


def paper_title(paper: str) -> str:
    """surat-permintaan-data → Surat permintaan data."""
    text = paper.replace("-", " ")
    return text[:1].upper() + text[1:]


def size_text(size: int) -> str:
    """12 kB, 3,4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def files_of(visit: Visit, sop: Sop) -> list[FileRow]:
    """The files of a step that were not withdrawn, by the order of adding (one query)."""
    return [_row(found, sop) for found in _named(Attachment.objects.filter(visit=visit))]


def files_before(visit: Visit, sop: Sop) -> list[FileRow]:
    """The newest files of the steps that were finished before, in this unit and outside units; all
    units where the step is of none. Newest first, at most ``MOST_FILES`` (one query)."""
    rows = Attachment.objects.filter(
        visit__run_id=visit.run_id, visit__state__in=("done", "returned")
    )
    rows = rows.filter(visit_id__lt=visit.pk)
    if visit.unit:
        rows = rows.filter(visit__unit__in=("", visit.unit))
    found = list(_named(rows).order_by("-id")[:MOST_FILES])
    newest: Mapping[tuple[str, str], int] = _newest_rounds(found)
    return [
        _row(each, sop)
        for each in found
        if newest[each.visit.node, each.visit.unit] == each.visit.round
    ]


def _newest_rounds(found: Iterable[Attachment]) -> Mapping[tuple[str, str], int]:
    rounds: dict[tuple[str, str], int] = defaultdict(int)
    for each in found:
        place = each.visit.node, each.visit.unit
        rounds[place] = max(rounds[place], each.visit.round)
    return rounds


def files_of_visits(visits: Iterable[int], sop: Sop) -> Mapping[int, list[FileRow]]:
    """The files of several steps by the rows' keys (one query)."""
    found: dict[int, list[FileRow]] = defaultdict(list)
    for each in _named(Attachment.objects.filter(visit_id__in=list(visits))):
        found[each.visit_id].append(_row(each, sop))
    return found


def _named(rows: QuerySet[Attachment]) -> QuerySet[Attachment]:
    live = rows.filter(withdrawn_at=None).order_by("id")
    return live.select_related("file", "added_by", "visit")


def _row(found: Attachment, sop: Sop) -> FileRow:
    node = found.visit.node
    # A run that moved to a newer version may have files at rows that are no more.
    step = sop.step_at(node) if node in sop.places else None
    titles = {slot.id: slot.title for slot in slots_of(step)} if step else {}
    return FileRow(
        id=found.pk,
        visit=found.visit.number,
        name=found.name,
        paper=found.paper,
        title=titles.get(found.paper, OTHER),
        size=size_text(found.file.size),
        mark=found.file.sha256[:12],
        sha256=found.file.sha256,
        who=found.added_by.name,
        at=found.added_at,
        from_step=step.key if step else node,
        round=found.visit.round,
    )


def has_file(run_id: int, visit: int, *, sha256: str, name: str, paper: str) -> bool:
    """Whether this very file already stands at the step under this name (one query)."""
    return Attachment.objects.filter(
        visit_id=row_id(run_id, visit), file__sha256=sha256, name=name, paper=paper,
        withdrawn_at=None,
    ).exists()  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file to hand out: its content from the beginning, for the caller to close."""

    name: str
    media_type: str
    size: int
    content: BinaryIO


def attachment_id(
    person: office.Person, run_id: int, visit: int, attachment: int, now: datetime
) -> int | None:
    """The attachment, if it is at that step of a run that the person sees (one query)."""
    return (
        _seen(person, run_id, visit, now).filter(pk=attachment).values_list("pk", flat=True).first()
    )


def opened_file(
    person: office.Person, run_id: int, visit: int, attachment: int, now: datetime
) -> OpenedFile | None:
    """A file of a step, also one that was withdrawn, for the record keeps it; None where the person
    does not see the run, or the file is not there (one query)."""
    found = _seen(person, run_id, visit, now).select_related("file").filter(pk=attachment).first()
    if found is None:
        return None
    try:
        content = archive.open_file(found.file)
    except FileNotFoundError:
        return None
    return OpenedFile(found.name, found.file.media_type, found.file.size, content)


def _seen(
    person: office.Person, run_id: int, visit: int, now: datetime
) -> QuerySet[Attachment]:  # fmt: skip
    runs = runs_seen_by(person, now).filter(pk=run_id)
    return Attachment.objects.filter(
        Q(visit__run__in=runs.values("pk")), visit_id=row_id(run_id, visit)
    )
