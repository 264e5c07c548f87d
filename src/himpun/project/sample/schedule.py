"""When the sample's SOPs start: one by its own windows, the others by a rule of their agency."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from himpun.office import queries as office
from himpun.project.sample.offices import refuse_real_data
from himpun.schedule import services as schedule
from himpun.schedule.queries.rules import rules_of
from himpun.schedule.rules.starts import window_of_sop
from himpun.sops import queries as sops

AFTER_THE_QUARTER = "triwulan berikutnya bulan 1, hari kerja 3"
BY_LETTER = "surat"
LATENESS = 14


@transaction.atomic
def load_schedule(*, now: datetime) -> None:
    """A start rule for each sample SOP that has none, from today on; switched off where the SOP
    begins with a letter from outside. Refuses as ``refuse_real_data`` does."""
    refuse_real_data()
    for row in sops.register(office.all_agencies()):
        agency = row.version.agency
        if row.sop.id in rules_of(agency):
            continue
        schedule.set_start_rule(
            agency=agency, sop_key=row.sop.id,
            when="" if window_of_sop(row.sop) else AFTER_THE_QUARTER,
            active=not row.sop.trigger.lower().startswith(BY_LETTER),
            from_on=office.day_at(agency, now), until_on=None, late_days=LATENESS, by=None, now=now,
        )  # fmt: skip
