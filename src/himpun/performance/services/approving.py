"""Approving an agreement: from then on its targets hold, and the forms that are open follow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from himpun.kernel.worktime import parse_period
from himpun.office.queries import Person, day_at, post_text
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write
from himpun.performance.models import Agreement, Approval, Form, Recap, Target, Value
from himpun.performance.queries.agreement import target_text, targets_of
from himpun.performance.queries.catalogue import measure_of, settings_of
from himpun.performance.queries.keeping import why_not_approve
from himpun.performance.queries.pledge import doubts_in
from himpun.performance.queries.sheet import past_value
from himpun.performance.rules import achievement
from himpun.performance.rules.numbers import hundredths
from himpun.performance.services._keeping import lock_catalogue, refuse_blank
from himpun.performance.services._words import tell_changed
from himpun.performance.services._write import sums_of_values

NUMBER = 120


@transaction.atomic
def approve_agreement(
    *,
    agreement: Agreement,
    number: str,
    signed_on: date,
    decision: str = "",
    by: Person | None,
    now: datetime,
) -> Agreement:
    """Puts a draft in force, with the number and day of the signed paper.

    Forms of its quarters that are already open take its targets; what was vouched for under
    another target loses that approval. Earlier quarters stay on the version before it. Refuses who
    may not approve, whoever wrote in the draft, a missing number, a day that is still to come,
    targets that contradict themselves, and quarters of which a recap is already frozen.
    """
    agency = agreement.agency
    lock_catalogue(agency)
    if why := why_not_approve(by, agency, now):
        raise Refused(why)
    draft = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if draft.state != "draft":
        raise Refused(f"{draft} sudah diputuskan.")
    if by is not None and draft.preparers.filter(pk=by.pk).exists():
        raise Refused("Yang menyetujui harus orang lain daripada yang menyusun konsepnya.")
    refuse_blank("Nomor perjanjian kinerja", number, NUMBER)
    if signed_on > day_at(agency, now):
        raise Refused("Tanggal penandatanganan belum tiba.")
    _refuse_doubtful(draft)
    _refuse_frozen(draft)
    title, capacity = post_text(by, agency, day_at(agency, now)) if by else ("", "")
    draft.state, draft.number, draft.signed_on, draft.decision = (
        "approved",
        number,
        signed_on,
        decision,
    )
    draft.decided_by, draft.decided_at = by, now
    draft.decided_as = f"{title} ({capacity})" if title else ""
    draft.save()
    dropped = _take_forms_along(draft, by, now)
    body: Body = {
        "agreement": str(draft), "number": number, "signed_on": signed_on.isoformat(),
        "from_quarter": draft.from_quarter, "dropped": dropped,
    }  # fmt: skip
    write(
        agency=agency, by=by, now=now, action="AgreementApproved",
        subject=f"agreement/{draft.pk}", body=body,
    )  # fmt: skip
    return draft


def _refuse_doubtful(draft: Agreement) -> None:
    blocking = [
        f"{name}: {doubt.sentence}"
        for name, doubts in doubts_in(draft)
        for doubt in doubts
        if doubt.blocks
    ]
    if blocking:
        many = f" Masih ada {len(blocking) - 3} lagi." if len(blocking) > 3 else ""
        raise Refused("Belum dapat disetujui. " + " ".join(blocking[:3]) + many)


def _refuse_frozen(draft: Agreement) -> None:
    forms = _forms_of(draft)
    frozen = Recap.objects.filter(run__in=[form.run_id for form in forms])
    runs = set(frozen.values_list("run_id", flat=True))
    if fixed := [form for form in forms if form.run_id in runs]:
        period = parse_period(fixed[-1].period)
        raise Refused(
            f"Rekapitulasi {period.label} sudah dibekukan dengan target lama. Batalkan konsep ini "
            "dan susun perubahan yang berlaku mulai triwulan berikutnya."
        )


def _forms_of(draft: Agreement) -> list[Form]:
    rows = Form.objects.filter(
        agency=draft.agency_id, year=draft.year, quarter__gte=draft.from_quarter
    )
    return list(rows.order_by("quarter", "pk"))


@dataclass(frozen=True)
class _Pledges:
    """The targets of an agreement, and those of the versions that forms followed before."""

    new: Mapping[int, Target]
    old: Mapping[int | None, Mapping[int, Target]]

    def changed(self, form: Form, value: Value) -> bool:
        before = self.old[form.agreement_id].get(value.indicator_id)
        after = self.new.get(value.indicator_id)
        return target_text(before, form.quarter) != target_text(after, form.quarter)


def _take_forms_along(draft: Agreement, by: Person | None, now: datetime) -> int:
    """Gives open forms the new targets; the number of approvals that fell with the old ones."""
    forms = _forms_of(draft)
    before = {form.agreement_id: form.agreement for form in forms}
    pledges = _Pledges(targets_of(draft), {key: targets_of(row) for key, row in before.items()})
    changed: list[Value] = []
    for form in forms:
        rows = Value.objects.filter(form=form).select_related("version")
        changed += [value for value in rows if pledges.changed(form, value)]
    quarters = {form.pk: form.quarter for form in forms}
    _reckon(draft, changed, quarters, pledges.new)
    Form.objects.filter(pk__in=list(quarters)).update(agreement=draft, **sums_of_values())
    standing = Approval.objects.filter(value__in=changed, dropped_at=None)
    why = f"Target berubah menurut {draft}."
    tell_changed([(key, why) for key in standing.values_list("pk", flat=True)], by=by, now=now)
    return standing.update(dropped_at=now, dropped_why=why)


def _reckon(
    draft: Agreement,
    values: Sequence[Value],
    quarters: Mapping[int, int],
    targets: Mapping[int, Target],
) -> None:
    """The achievement of each value against its new target, in hundredths of a percent."""
    settings = settings_of(draft.agency)
    for value in values:
        measure = measure_of(value.version, settings)
        target = target_text(targets.get(value.indicator_id), quarters[value.form_id])
        found = achievement(
            measure, past_value(measure, target), past_value(measure, value.realisation)
        )
        value.achievement = hundredths(found.percent)
    Value.objects.bulk_update(values, ["achievement"])
