"""The performers that an agency's SOPs ask for, as the office's pages show and assign them."""

from collections.abc import Iterator
from datetime import date

from himpun.office.queries import Agency, day_at
from himpun.office.rules import KnownPerformer
from himpun.sops.queries.versions import register


def performers_in_force(agency: Agency, on: date) -> Iterator[KnownPerformer]:
    """The columns of every SOP in force that was published by a day, in the order of the papers.

    Named by the setting HIMPUN_PERFORMERS, for the office cannot ask this app. One query, and one
    for each version that was not read before.
    """
    for row in register([agency]):
        if day_at(agency, row.version.published_at) > on:
            continue
        for performer in row.sop.performers.values():
            yield KnownPerformer(
                sop_id=row.sop.id,
                sop_name=row.sop.name,
                performer=performer.id,
                title=performer.title,
                per_unit=performer.per_unit,
                team=performer.team,
                unit_kinds=performer.unit_kinds,
            )
