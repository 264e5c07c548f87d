"""Targets of the medium-term plan (Renstra)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from himpun.kernel.worktime.periods import FIRST_YEAR, LAST_YEAR
from himpun.office.queries import Person
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write
from himpun.performance.models import Indicator, IndicatorVersion, MediumTarget
from himpun.performance.queries.catalogue import definition_of
from himpun.performance.rules import Measure, NotANumber
from himpun.performance.rules.targets import read_target_text
from himpun.performance.services._keeping import begin


@transaction.atomic
def set_medium_targets(
    *, indicator: Indicator, targets: Mapping[int, str], by: Person | None, now: datetime
) -> None:
    """The medium-term target of each year, as typed; "" takes a year's target away, and a year
    that is not named keeps its own.

    Refuses who does not keep the catalogue, and a target that the indicator's measure cannot be.
    """
    begin(by, indicator.agency, now)
    version = IndicatorVersion.objects.filter(indicator=indicator).order_by("-no")[0]
    figures = _read(definition_of(version).measure, targets)
    before = dict(MediumTarget.objects.filter(indicator=indicator).values_list("year", "figure"))
    after = {year: figure for year, figure in sorted({**before, **figures}.items()) if figure}
    if before == after:
        return
    _keep(indicator, before, after)
    body: Body = {
        "code": indicator.code,
        "before": {str(year): figure for year, figure in before.items()},
        "after": {str(year): figure for year, figure in after.items()},
    }
    write(
        agency=indicator.agency, by=by, now=now, action="MediumTargetsSet",
        subject=f"indicator/{indicator.pk}", body=body,
    )  # fmt: skip


def _read(measure: Measure, targets: Mapping[int, str]) -> dict[int, str]:
    """Year → figure, as it is kept."""
    figures = {}
    for year, typed in targets.items():
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Refused(f"Tahun {year} di luar jangkauan.")
        try:
            figures[year] = read_target_text(measure, typed)
        except NotANumber as error:
            raise Refused(f"Target tahun {year}: {error}") from error
    return figures


def _keep(indicator: Indicator, before: Mapping[int, str], after: Mapping[int, str]) -> None:
    """The catalogue is locked, so nobody else writes a target in between."""
    if gone := before.keys() - after.keys():
        MediumTarget.objects.filter(indicator=indicator, year__in=gone).delete()
    changed = [
        MediumTarget(indicator=indicator, year=year, figure=figure)
        for year, figure in after.items()
        if before.get(year) != figure
    ]
    MediumTarget.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["indicator", "year"],
        update_fields=["figure"],
    )  # fmt: skip
