"""Whom a rung tells: the holders of what is owed, the head of the unit, the SOP's stewards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from himpun.chase.rules.ladder import Rung, To
from himpun.office.queries import Agency, Holder, Person
from himpun.office.queries.heads import heads_of, stewards_of
from himpun.office.rules import DEFINITIVE, TEAM_MEMBER
from himpun.runs.queries.owing import Owing


@dataclass(frozen=True)
class People:
    """Who is who in an agency on a day; asked for once, and only what is needed."""

    agency: Agency
    on: date
    _stewards: dict[str, tuple[Holder, ...]]

    @cached_property
    def heads(self) -> Mapping[str, tuple[Holder, ...]]:
        """Unit code → who heads it (three queries)."""
        return heads_of(self.agency, self.on)

    def stewards(self, sop_id: str) -> tuple[Holder, ...]:
        """Who takes care of an SOP (three queries, once)."""
        if sop_id not in self._stewards:
            self._stewards[sop_id] = stewards_of(self.agency, sop_id, self.on)
        return self._stewards[sop_id]

    def as_(self, to: To, owing: Owing) -> tuple[Holder, ...]:
        """The people behind a word of the ladder."""
        if to == "holder":
            return owing.holders
        if to == "steward":
            return self.stewards(owing.sop.id)
        return self.heads.get(owing.unit_code if to == "head" else "", ())

    def told(self, rung: Rung, owing: Owing) -> tuple[tuple[Holder, bool], ...]:
        """Whom a rung tells, each once, with whether it is only for information. What a steward has
        to ask for goes to the stewards; where nobody holds the task, to them too."""
        to = self._all(("steward",) if rung.kind == "contact" else rung.to, owing)
        if not to:
            to = self._all(("steward",), owing)
        known = {holder.person.pk for holder in to}
        copies = [one for one in self._all(rung.cc, owing) if one.person.pk not in known]
        return (*((one, False) for one in to), *((one, True) for one in copies))

    def _all(self, words: Iterable[To], owing: Owing) -> list[Holder]:
        found: dict[int, Holder] = {}
        for word in words:
            for holder in self.as_(word, owing):
                found.setdefault(holder.person.pk, holder)
        return list(found.values())


def people_of(agency: Agency, on: date) -> People:
    """The people of an agency on a day (no query yet)."""
    return People(agency, on, {})


def called(holder: Holder) -> str:
    """The office with its capacity: "Plt. Kepala Bidang Pelayaran"."""
    if holder.capacity in (DEFINITIVE, TEAM_MEMBER):
        return holder.post_title
    return f"{holder.capacity} {holder.post_title}"


def phones_of(people: Iterable[Person]) -> str:
    """Names with telephone numbers, as one reads them out; "" where nobody has one."""
    return "; ".join(f"{person.name} {person.phone}" for person in people if person.phone)
