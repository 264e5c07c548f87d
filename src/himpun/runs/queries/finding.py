"""What the archive's search finds of running SOPs."""

from collections.abc import Iterator

from himpun.archive.rules.searching import Entry
from himpun.kernel.worktime import parse_period
from himpun.runs.models import Run

BATCH = 200


def search_entries() -> Iterator[Entry]:
    """Every running SOP, to make the search anew."""
    rows = Run.objects.select_related("agency", "sop", "start_letter").order_by("pk")
    rows = rows.defer("sop__document")
    whole = rows.prefetch_related("units").iterator(chunk_size=BATCH)
    yield from map(entry_of_run, whole)


def entry_of_run(run: Run) -> Entry:
    """A running SOP by its name, period and units; whoever sees the agency finds it."""
    period = parse_period(run.period)
    texts = [unit.name for unit in run.units.all()]
    letter = getattr(run, "start_letter", None)
    if letter is not None:
        texts.append(f"Surat {letter.number} dari {letter.sender}: {letter.subject}")
    return Entry(
        agency=run.agency_id, kind="sop", ref=f"run/{run.pk}", page="runs:run", args=(run.pk,),
        subject=f"{run.sop.name}, {period.label}", text=". ".join(texts),
        year=period.year, dated_on=run.started_at.date(),
    )  # fmt: skip
