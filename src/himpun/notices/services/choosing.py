"""By which way a person wants to be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.notices.models import Preference
from himpun.notices.queries.notices import ways_of
from himpun.notices.rules.kinds import KINDS
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.office.queries import Person

in_turn = InTurn(Refused)


@in_turn
def choose_ways(*, ways: Mapping[str, str], by: Person, now: datetime) -> None:
    """A person chooses by which way they are told of some kinds: by mail at once, in the day's
    digest, in the program only. In the program every notice stands in any case.

    Refuses a kind and a way that there is not. Only what changed is kept and journalled.
    """
    for kind, way in ways.items():
        if kind not in KINDS or way not in KINDS[kind].ways:
            raise Refused("Pilihan itu tidak ada dalam daftar.")
    before = ways_of(by)
    changed: Body = {kind: way for kind, way in ways.items() if way != before[kind]}
    if not changed:
        return
    Preference.objects.bulk_create(
        [Preference(person=by, kind=kind, way=str(way)) for kind, way in changed.items()],
        update_conflicts=True, unique_fields=["person", "kind"], update_fields=["way"],
    )  # fmt: skip
    write(
        agency=by.home, by=by, now=now, action="NoticeWaysChosen", subject=f"person/{by.pk}",
        body=changed,
    )  # fmt: skip
