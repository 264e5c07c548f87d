"""Objectives and programmes: the tree below which indicators stand."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, Q

from himpun.office.queries import Agency, Person
from himpun.office.rules import Body, Refused, long_date
from himpun.office.services.journal import write
from himpun.performance.models import Indicator, Objective
from himpun.performance.rules.catalogue import NAME, OBJECTIVE_KINDS, why_not_below, why_not_code
from himpun.performance.services._keeping import begin, refuse_blank


@transaction.atomic
def add_objective(
    *,
    agency: Agency,
    code: str,
    name: str,
    kind: str,
    parent: Objective | None = None,
    position: int | None = None,
    by: Person | None,
    now: datetime,
) -> Objective:
    """A new objective ("tujuan", "sasaran") or programme ("program", "kegiatan", "sub-kegiatan").

    ``position`` None: behind all others. Refuses who does not keep the catalogue, a code in use, a
    kind that cannot stand below its parent, a parent of another agency or a closed one.
    """
    on = begin(by, agency, now)
    if why := why_not_code(code):
        raise Refused(why)
    refuse_blank("Nama", name, NAME)
    if kind not in OBJECTIVE_KINDS:
        raise Refused("Jenis sasaran atau program itu tidak dikenal.")
    if Objective.objects.filter(agency=agency, code=code).exists():
        raise Refused(f"Kode “{code}” sudah dipakai.")
    _refuse_parent(agency, kind, parent, on)
    last = Objective.objects.filter(agency=agency).aggregate(last=Max("position"))["last"] or 0
    made = Objective.objects.create(
        agency=agency, parent=parent, code=code, name=name, kind=kind,
        position=last + 1 if position is None else position,
    )  # fmt: skip
    body: Body = {"code": code, "kind": kind, "parent": parent.code if parent else None}
    write(agency=agency, by=by, now=now, action="ObjectiveAdded", subject=name, body=body)
    return made


@transaction.atomic
def change_objective(
    *,
    objective: Objective,
    name: str,
    parent: Objective | None,
    position: int,
    by: Person | None,
    now: datetime,
) -> Objective:
    """Another name, another place in the tree; frozen recaps keep what they printed.

    Refuses who does not keep the catalogue, a parent below itself, of another agency, or closed.
    """
    agency = objective.agency
    on = begin(by, agency, now)
    refuse_blank("Nama", name, NAME)
    _refuse_parent(agency, objective.kind, parent, on)
    if parent and _stands_below(parent, objective):
        raise Refused(f"{objective.name} tidak dapat ditempatkan di bawah dirinya sendiri.")
    before: Body = _words(objective)
    objective.name, objective.parent, objective.position = name, parent, position
    objective.save(update_fields=["name", "parent", "position"])
    body: Body = {"code": objective.code, "before": before, "after": _words(objective)}
    write(agency=agency, by=by, now=now, action="ObjectiveChanged", subject=name, body=body)
    return objective


@transaction.atomic
def close_objective(
    *, objective: Objective, until_on: date | None, by: Person | None, now: datetime
) -> Objective:
    """The last day on which an objective takes new indicators; None takes that back.

    Refuses who does not keep the catalogue, and an objective below which an indicator or another
    objective lasts longer.
    """
    begin(by, objective.agency, now)
    if until_on is not None:
        _refuse_inhabited(objective, until_on)
    objective.until_on = until_on
    objective.save(update_fields=["until_on"])
    body: Body = {
        "code": objective.code,
        "until_on": until_on.isoformat() if until_on else None,
    }
    action = "ObjectiveClosed" if until_on else "ObjectiveReopened"
    write(agency=objective.agency, by=by, now=now, action=action, subject=objective.name, body=body)
    return objective


def _words(objective: Objective) -> Body:
    parent = objective.parent.code if objective.parent else None
    return {"name": objective.name, "parent": parent, "position": objective.position}


def _refuse_parent(agency: Agency, kind: str, parent: Objective | None, on: date) -> None:
    if parent is None:
        return
    if parent.agency_id != agency.pk:
        raise Refused("Induk harus dari instansi yang sama.")
    if parent.until_on is not None and parent.until_on < on:
        raise Refused(f"{parent.name} sudah ditutup pada {long_date(parent.until_on)}.")
    if why := why_not_below(kind, parent.kind):
        raise Refused(why)


def _stands_below(one: Objective, other: Objective) -> bool:
    """Whether one objective is another or stands below it; an agency has a few levels."""
    current: Objective | None = one
    while current is not None:
        if current.pk == other.pk:
            return True
        current = current.parent
    return False


def _refuse_inhabited(objective: Objective, until_on: date) -> None:
    after = Q(until_on=None) | Q(until_on__gt=until_on)
    below = Objective.objects.filter(after, parent=objective).first()
    inside = Indicator.objects.filter(after, objective=objective).first()
    if below or inside:
        name = below.name if below else f"indikator {inside}"
        raise Refused(f"Masih ada {name} di bawahnya. Tutup atau pindahkan itu lebih dahulu.")
