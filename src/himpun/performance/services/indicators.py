"""Indicators: what is measured, where, and by which definition from which quarter on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from himpun.archive.services import index_text
from himpun.kernel.worktime import Period, parse_period
from himpun.office.queries import Agency, Person, Post, Unit
from himpun.office.rules import Body, Refused, long_date
from himpun.office.services.journal import write
from himpun.performance.models import Indicator, IndicatorVersion, Objective, Value
from himpun.performance.queries.catalogue import definition_of
from himpun.performance.queries.finding import entry_of_indicator
from himpun.performance.rules import to_json
from himpun.performance.rules.catalogue import INDICATOR_KINDS, NAME, why_not_code
from himpun.performance.rules.definition import (
    Definition,
    differences,
    in_words,
    items_to_json,
    why_not_definition,
)
from himpun.performance.services._keeping import begin, refuse_blank


@transaction.atomic
def add_indicator(
    *,
    objective: Objective,
    unit: Unit | None,
    code: str,
    kind: str,
    definition: Definition,
    from_period: str,
    in_charge: Post | None = None,
    position: int | None = None,
    sample: bool = False,
    by: Person | None,
    now: datetime,
) -> Indicator:
    """A new indicator of a unit (None: of the agency as a whole), in its first version.

    ``from_period`` is the first quarter in which it is asked ("2026-TW1"). Refuses who does not
    keep the catalogue, a code in use, an unknown kind, a closed objective, a unit or post of
    another agency, and every contradiction in the definition, each as a sentence.
    """
    agency = objective.agency
    on = begin(by, agency, now)
    if why := why_not_code(code):
        raise Refused(why)
    if kind not in INDICATOR_KINDS:
        raise Refused("Jenis indikator itu tidak dikenal.")
    if Indicator.objects.filter(agency=agency, code=code).exists():
        raise Refused(f"Kode “{code}” sudah dipakai.")
    _refuse_place(agency, objective, unit, on)
    start = _quarter(from_period)
    made = Indicator.objects.create(
        agency=agency, unit=unit, objective=objective, code=code, kind=kind, sample=sample,
        position=_last_position(objective) + 1 if position is None else position,
    )  # fmt: skip
    version = _version(made, start, definition, in_charge)
    version.no, version.made_by, version.made_at = 1, by, now
    version.save()
    index_text(entries=[entry_of_indicator(version)])
    body: Body = {
        "code": code, "name": definition.name, "kind": kind, "from": start.code,
        "objective": objective.code,
        "unit": unit.code if unit else None, "definition": in_words(definition),
    }  # fmt: skip
    _tell(made, "IndicatorAdded", body, by=by, now=now)
    return made


@transaction.atomic
def revise_indicator(
    *,
    indicator: Indicator,
    definition: Definition,
    from_period: str,
    reason: str,
    in_charge: Post | None = None,
    by: Person | None,
    now: datetime,
) -> IndicatorVersion:
    """A new version of an indicator's definition, from a quarter on, with the reason.

    Untouched values of forms that are already open follow it. Refuses who does not keep the
    catalogue, a missing reason, a definition that says nothing new or contradicts itself, a
    quarter before the version in force begins, and one in which a value was already given.
    """
    begin(by, indicator.agency, now)
    refuse_blank("Alasan perubahan", reason, NAME)
    start = _quarter(from_period)
    before = IndicatorVersion.objects.filter(indicator=indicator).order_by("-no")[0]
    if start.code < before.from_period:
        words = parse_period(before.from_period).label
        raise Refused(
            f"Definisi yang terakhir baru berlaku sejak {words}; pilih itu atau sesudahnya."
        )
    changed = differences(definition_of(before), definition)
    if not changed and before.in_charge_id == (in_charge.pk if in_charge else None):
        raise Refused("Tidak ada yang berubah dari definisi yang terakhir.")
    open_values = Value.objects.filter(indicator=indicator, form__period__gte=start.code)
    if given := open_values.filter(revision__gt=0).order_by("form__period").first():
        words = parse_period(given.form.period).label
        raise Refused(
            f"Nilai {words} sudah diisi menurut definisi yang berlaku. "
            "Mulai dari triwulan berikutnya."
        )
    version = _version(indicator, start, definition, in_charge)
    version.no, version.reason, version.made_by, version.made_at = before.no + 1, reason, by, now
    version.save()
    index_text(entries=[entry_of_indicator(version)])
    _follow(list(open_values.select_related("form")), version)
    body: Body = {
        "code": indicator.code, "no": version.no, "from": start.code, "reason": reason,
        "changed": [{"what": what, "before": old, "after": new} for what, old, new in changed],
    }  # fmt: skip
    _tell(indicator, "IndicatorRevised", body, by=by, now=now)
    return version


@transaction.atomic
def move_indicator(
    *,
    indicator: Indicator,
    objective: Objective,
    unit: Unit | None,
    position: int,
    by: Person | None,
    now: datetime,
) -> Indicator:
    """Another objective, unit or place in the order; forms that are open keep the indicator.

    Refuses who does not keep the catalogue, an objective or unit of another agency or a closed one.
    """
    agency = indicator.agency
    on = begin(by, agency, now)
    _refuse_place(agency, objective, unit, on)
    before = _place(indicator)
    indicator.objective, indicator.unit, indicator.position = objective, unit, position
    indicator.save(update_fields=["objective", "unit", "position"])
    latest = IndicatorVersion.objects.filter(indicator=indicator).order_by("-no")[0]
    index_text(entries=[entry_of_indicator(latest)])
    body: Body = {"code": indicator.code, "before": before, "after": _place(indicator)}
    _tell(indicator, "IndicatorMoved", body, by=by, now=now)
    return indicator


@transaction.atomic
def close_indicator(
    *, indicator: Indicator, until_on: date | None, by: Person | None, now: datetime
) -> Indicator:
    """The last day of an indicator; None takes that back. It is asked for the last time in the
    quarter that ends on that day or before; what was gathered stays.

    Refuses who does not keep the catalogue.
    """
    begin(by, indicator.agency, now)
    indicator.until_on = until_on
    indicator.save(update_fields=["until_on"])
    body: Body = {"code": indicator.code, "until_on": until_on.isoformat() if until_on else None}
    action = "IndicatorClosed" if until_on else "IndicatorReopened"
    _tell(indicator, action, body, by=by, now=now)
    return indicator


def _quarter(text: str) -> Period:
    try:
        period = parse_period(text)
    except ValueError as error:
        raise Refused(str(error)) from error
    if period.kind != "triwulan":
        raise Refused("Definisi berlaku sejak suatu triwulan, misalnya 2026-TW1.")
    return period


def _refuse_place(agency: Agency, objective: Objective, unit: Unit | None, on: date) -> None:
    if objective.agency_id != agency.pk or (unit is not None and unit.agency_id != agency.pk):
        raise Refused("Sasaran dan unit harus dari instansi yang sama.")
    for name, until_on in ((objective.name, objective.until_on), _closing(unit)):
        if until_on is not None and until_on < on:
            raise Refused(f"{name} sudah ditutup pada {long_date(until_on)}.")


def _closing(unit: Unit | None) -> tuple[str, date | None]:
    return (unit.name, unit.until_on) if unit else ("", None)


def _last_position(objective: Objective) -> int:
    rows = Indicator.objects.filter(objective=objective)
    return rows.aggregate(last=Max("position"))["last"] or 0


def _version(
    indicator: Indicator, start: Period, said: Definition, in_charge: Post | None
) -> IndicatorVersion:
    """A version not yet written. Refuses what contradicts itself."""
    if why := why_not_definition(said):
        raise Refused(" ".join(why))
    if in_charge is not None and in_charge.agency_id != indicator.agency_id:
        raise Refused("Penanggung jawab harus jabatan pada instansi yang sama.")
    return IndicatorVersion(
        indicator=indicator, from_period=start.code, name=said.name, in_charge=in_charge,
        definition=said.definition, formula_text=said.formula_text, measure=to_json(said.measure),
        quarters=said.quarters, items=items_to_json(said.items), expression=said.expression,
        source=said.source, evidence=said.evidence, evidence_must=said.evidence_must,
    )  # fmt: skip


def _follow(values: list[Value], version: IndicatorVersion) -> None:
    for value in values:
        value.version = version
        value.asked = str(value.form.quarter) in version.quarters
    Value.objects.bulk_update(values, ["version", "asked"])


def _place(indicator: Indicator) -> Body:
    return {
        "objective": indicator.objective.code,
        "unit": indicator.unit.code if indicator.unit else None,
        "position": indicator.position,
    }


def _tell(
    indicator: Indicator, action: str, body: Body, *, by: Person | None, now: datetime
) -> None:
    subject = f"indicator/{indicator.pk}"
    write(agency=indicator.agency, by=by, now=now, action=action, subject=subject, body=body)
