"""The analysis that stands beside the numbers of a recap."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from himpun.office.queries import Person
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.performance.models import Analysis, Indicator, Objective, Value
from himpun.performance.queries.recap import run_of_recap
from himpun.performance.queries.recap.rights import why_not_write_analysis
from himpun.performance.services._write import in_turn

MOST = 20_000
NO_RUN = "SOP yang berjalan ini tidak ada."
NO_PLACE = "Sasaran atau indikator ini tidak ada dalam rekapitulasi."
TOO_LONG = f"Analisis paling panjang {MOST:,} huruf.".replace(",", ".")


@in_turn
def write_analysis(
    *,
    run_id: int,
    text: str,
    revision: int,
    by: Person,
    now: datetime,
    objective: str = "",
    indicator: str = "",
) -> Analysis:
    """Writes the analysis of a run, of an objective or of an indicator (by their codes; neither:
    of the run as a whole).

    ``revision`` is the one that was read, 0 where nothing had been written. Refuses who takes no
    part in the SOP, a place that is not in the recap, more than 20,000 letters, and a revision that
    somebody else has written over in the meantime.
    """
    run = run_of_recap(by, run_id, now)
    if run is None:
        raise Refused(NO_RUN)
    if why := why_not_write_analysis(by, run, now):
        raise Refused(why)
    clean = text.replace("\r\n", "\n").strip()
    if len(clean) > MOST:
        raise Refused(f"{TOO_LONG} Tulisan ini {len(clean):,} huruf.".replace(",", "."))
    place = _place(run, objective, indicator)
    row = _stored(place, clean, revision, by, now)
    write(
        agency=run.agency, by=by, now=now, action="AnalysisWritten", subject=f"run/{run.pk}",
        body={
            "objective": objective, "indicator": indicator, "revision": row.revision,
            "text": clean,
        },
    )  # fmt: skip
    return row


def _place(run: Any, objective: str, indicator: str) -> dict[str, Any]:
    """The row's keys. Refuses a code that the agency has not, or that the run does not ask for."""
    place: dict[str, Any] = {"run_id": run.pk, "objective_id": None, "indicator_id": None}
    if objective:
        aim = Objective.objects.filter(agency=run.agency_id, code=objective).first()
        place["objective_id"] = aim.pk if aim else None
    if indicator:
        found = Indicator.objects.filter(agency=run.agency_id, code=indicator)
        asked = found.filter(pk__in=Value.objects.filter(form__run=run.pk).values("indicator"))
        row = asked.first()
        place["indicator_id"] = row.pk if row else None
    named = bool(objective) + bool(indicator)
    if named > 1 or named != sum(place[key] is not None for key in place if key != "run_id"):
        raise Refused(NO_PLACE)
    return place


def _stored(place: dict[str, Any], text: str, revision: int, by: Person, now: datetime) -> Analysis:
    said = {"text": text, "at": now, "by": by, "by_text": by.name}
    if revision == 0:
        try:
            with transaction.atomic():
                return Analysis.objects.create(**place, **said)
        except IntegrityError:
            raise Refused(_overtaken(place)) from None
    rows = Analysis.objects.filter(**place, revision=revision)
    if not rows.update(**said, revision=revision + 1):
        raise Refused(_overtaken(place))
    return Analysis.objects.get(**place)


def _overtaken(place: dict[str, Any]) -> str:
    theirs = Analysis.objects.filter(**place).first()
    if theirs is None:
        return "Analisis ini belum pernah ditulis; muat ulang halaman."
    return (
        f"{theirs.by_text} lebih dahulu menulis analisis ini. Tulisan Anda belum disimpan; "
        "bandingkan dengan tulisan yang ada, lalu simpan lagi."
    )
