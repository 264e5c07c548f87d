"""An agency's own ways of measuring, and its rules across values."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from himpun.office.queries import Agency, Person
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write
from himpun.performance.models import CrossRule, Indicator, PerformanceSettings
from himpun.performance.rules import Scale, exact_text, show_number, why_not_scale
from himpun.performance.rules.across import AcrossRule, why_not_rule
from himpun.performance.rules.catalogue import MOST_DAYS, NAME
from himpun.performance.rules.checks import Severity
from himpun.performance.rules.completing import COMPLETING
from himpun.performance.rules.scales import scale_to_json
from himpun.performance.services._keeping import begin, lock_catalogue, refuse_blank


@transaction.atomic
def set_performance_settings(
    *,
    agency: Agency,
    scale: Scale | None,
    cap: Decimal | None,
    completing: str,
    closes_after_days: int | None,
    by: Person | None,
    now: datetime,
) -> PerformanceSettings:
    """The scale and cap of indicators that have none of their own, what completing a form asks
    for, and how many days after the period forms close (None: when the SOP says).

    Refuses who does not keep the catalogue, a scale with holes or twice the same word, a cap below
    100 %, an unknown policy, days outside 1 to 366.
    """
    begin(by, agency, now)
    if scale is not None and (why := why_not_scale(scale)):
        raise Refused(" ".join(why))
    if cap is not None and cap < 100:
        raise Refused(f"Batas capaian {show_number(cap)} % tidak boleh di bawah 100 %.")
    if completing not in COMPLETING:
        raise Refused("Pilih apa yang diminta saat formulir dinyatakan lengkap.")
    if closes_after_days is not None and not 1 <= closes_after_days <= MOST_DAYS:
        raise Refused(f"Formulir ditutup 1 sampai {MOST_DAYS} hari sesudah periode berakhir.")
    row = lock_catalogue(agency)
    before = _words(row)
    row.scale = None if scale is None else scale_to_json(scale)
    row.cap = "" if cap is None else exact_text(cap)
    row.completing, row.closes_after_days = completing, closes_after_days
    row.save()
    body: Body = {"before": before, "after": _words(row)}
    write(
        agency=agency, by=by, now=now, action="PerformanceSettingsSet",
        subject="Pengaturan data kinerja", body=body,
    )  # fmt: skip
    return row


def _words(row: PerformanceSettings) -> Body:
    return {
        "scale": row.scale, "cap": row.cap, "completing": row.completing,
        "closes_after_days": row.closes_after_days,
    }  # fmt: skip


@transaction.atomic
def add_cross_rule(
    *,
    agency: Agency,
    left: str,
    comparison: str,
    right: str,
    severity: Severity,
    sentence: str,
    by: Person | None,
    now: datetime,
) -> CrossRule:
    """A rule that compares two expressions over the codes of indicators; ``sentence`` is what is
    said when it does not hold, ``severity`` "warning" or "invalid".

    Refuses who does not keep the catalogue, what is no expression, a code that the agency has not,
    and a rule without any code.
    """
    begin(by, agency, now)
    refuse_blank("Kalimat", sentence, NAME)
    codes = Indicator.objects.filter(agency=agency).values_list("code", flat=True)
    if why := why_not_rule(AcrossRule(left, comparison, right, severity, sentence), codes):
        raise Refused(" ".join(why))
    last = CrossRule.objects.filter(agency=agency).aggregate(last=Max("position"))["last"] or 0
    made = CrossRule.objects.create(
        agency=agency, left=left, comparison=comparison, right=right, severity=severity,
        sentence=sentence, position=last + 1,
    )  # fmt: skip
    body: Body = {"left": left, "comparison": comparison, "right": right, "severity": severity}
    write(agency=agency, by=by, now=now, action="CrossRuleAdded", subject=sentence, body=body)
    return made


@transaction.atomic
def close_cross_rule(
    *, rule: CrossRule, until_on: date, by: Person | None, now: datetime
) -> CrossRule:
    """The last day of a rule across values. Refuses who does not keep the catalogue."""
    begin(by, rule.agency, now)
    rule.until_on = until_on
    rule.save(update_fields=["until_on"])
    body: Body = {"until_on": until_on.isoformat()}
    write(
        agency=rule.agency, by=by, now=now, action="CrossRuleClosed", subject=rule.sentence,
        body=body,
    )  # fmt: skip
    return rule
