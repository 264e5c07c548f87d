"""An office made for a rehearsal: for each performer of an SOP a post and its holder, in as many
units as wanted."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from django.db import transaction

from himpun.kernel.definition import Performer, Sop
from himpun.kernel.duty import Duty, kinds_of_unit
from himpun.office import services as office
from himpun.sops import services as sops

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person, Unit

SECRETARIAT = "sekretariat"


@dataclass
class Stage:
    """The agency, its units that take part in the run, and who holds what."""

    agency: Agency
    sop: Sop
    sop_pk: int
    mail: str = ""
    units: list[str] = field(default_factory=list)
    holders: dict[Duty, Person] = field(default_factory=dict)


@transaction.atomic
def build_stage(*, sop: Sop, units: int, now: datetime, zone: str = "WIB", mail: str = "") -> Stage:
    """An office for ``sop`` with ``units`` participating units (at least 1).

    Where the SOP knows several kinds of unit, one unit is the secretariat (from two units on) and
    the rest are of the first kind. ``mail``: the domain under which everybody has an address.
    """
    table = files("himpun.office") / "seed" / "holidays-id.toml"
    office.seed_holidays(document=tomllib.loads(table.read_text("utf-8")), by=None, now=now)
    since = now.date() - timedelta(days=30)
    agency = office.add_agency(
        code=sop.id, name=sop.agency, region="Gladi bersih", zone=zone, by=None, now=now
    )
    version = sops.publish_sop(agency=agency, sop=sop, by=None, now=now)
    stage = Stage(agency, sop, version.pk, mail)
    head = office.add_unit(
        agency=agency, code="dinas", name="Dinas", kind="dinas", by=None, now=now
    )
    for performer in sop.performers.values():
        if not performer.per_unit:
            _hold(stage, performer, head, code="", since=since, now=now)
    for code, kind in _unit_codes(sop, units):
        unit = office.add_unit(
            agency=agency, code=code, name=code.replace("-", " ").title(), kind=kind,
            parent=head, by=None, now=now,
        )  # fmt: skip
        stage.units.append(code)
        for performer in sop.performers.values():
            if performer.per_unit and (not performer.unit_kinds or kind in performer.unit_kinds):
                _hold(stage, performer, unit, code=code, since=since, now=now)
    return stage


def _unit_codes(sop: Sop, wanted: int) -> list[tuple[str, str]]:
    """Codes and kinds of the units that take part: none where no performer is per unit."""
    if not any(performer.per_unit for performer in sop.performers.values()):
        return []
    kinds = kinds_of_unit(sop) or ("bidang",)
    main = next(kind for kind in kinds if kind != SECRETARIAT)
    codes = [(f"{main}-{i}", main) for i in range(1, wanted + 1)]
    if SECRETARIAT in kinds and wanted > 1:
        codes[-1] = (SECRETARIAT, SECRETARIAT)
    return codes


def _hold(
    stage: Stage, performer: Performer, unit: Unit, *, code: str, since: date, now: datetime
) -> None:
    """A post, its holder, and the performer that they are."""
    key = f"{performer.id}.{code}" if code else performer.id
    title = f"{performer.title}, {unit.name}" if code else performer.title
    # The first post of the topmost unit heads the agency, and signs as its head.
    position = 0 if title.startswith("Kepala") else 1
    post = office.add_post(
        unit=unit, code=key, title=title, position=position, by=None, now=now
    )  # fmt: skip
    name = f"{stage.sop.id}.{key}"[:150]
    person = office.add_person(
        agency=stage.agency, name=title, username=name, password=None,
        email=f"{name}@{stage.mail}" if stage.mail else "", by=None, now=now,
    )  # fmt: skip
    office.appoint(
        post=post, person=person, from_on=since, basis="Gladi bersih", end_previous=False,
        by=None, now=now,
    )  # fmt: skip
    steward = stage.sop.steps[0].performers[0] == performer.id
    office.assign_performer(
        agency=stage.agency, sop_id=stage.sop.id, performer=performer.id,
        unit=unit if code else None, post=post, steward=steward, from_on=since, by=None, now=now,
    )  # fmt: skip
    stage.holders[Duty(performer.id, code)] = person
