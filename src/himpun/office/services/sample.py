"""Sample offices, read from files: to try the program out, and for tests."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction

from himpun.office.models import Agency, Assignment, Holding, Person, Post, Role, Team, Unit
from himpun.office.rules import Refused
from himpun.office.services.agencies import add_agency
from himpun.office.services.holders import appoint
from himpun.office.services.holidays import seed_holidays
from himpun.office.services.people import add_person
from himpun.office.services.performers import assign_performer
from himpun.office.services.roles import grant_role
from himpun.office.services.teams import add_member, add_team
from himpun.office.services.units import add_post, add_unit

HERE = Path(__file__).parent.parent
SAMPLES = HERE / "samples"
HOLIDAYS = HERE / "seed" / "holidays-id.toml"
EVERYWHERE = "everywhere.toml"

Rows = Mapping[str, Any]


@transaction.atomic
def load_sample(
    *,
    folder: Path = SAMPLES,
    now: datetime,
    password: str | None = None,
    by: Person | None = None,
) -> list[Agency]:
    """The holidays, and every office of a folder (``<code>/office.toml``, ``everywhere.toml``).

    Keeps what is there: an agency, unit, post, person or team of that code or user name, a post
    that somebody has held, a performer that was assigned, a role that was given. ``password`` is
    shared by the new accounts and is refused outside sample mode; without one nobody can sign in.
    Refuses who is not system administrator.
    """
    if password is not None and not settings.HIMPUN_SAMPLE:
        raise Refused("Kata sandi bersama hanya berlaku dalam mode contoh.")
    seed_holidays(document=_read(HOLIDAYS), by=by, now=now)
    # Hashing is slow on purpose; one hash serves all, for the password is no secret.
    shared = make_password(password)
    _load_everywhere(_Loader(None, _read(folder / EVERYWHERE), shared, by, now))
    return [_load_office(path, shared, by, now) for path in sorted(folder.glob("*/office.toml"))]


def _read(path: Path) -> Rows:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _load_office(path: Path, shared: str, by: Person | None, now: datetime) -> Agency:
    rows = _read(path)
    agency = Agency.objects.filter(code=rows["code"]).first() or add_agency(
        code=rows["code"],
        name=rows["name"],
        region=rows["region"],
        zone=rows["zone"],
        six_day=rows.get("six_day", False),
        by=by,
        now=now,
    )
    loader = _Loader(agency, rows, shared, by, now)
    loader.units(agency)
    loader.posts(agency)
    loader.holders()
    loader.teams(agency)
    loader.performers(agency)
    for row in rows["account"]:
        person = loader.person(row["code"], row["name"])
        loader.role(person, row["role"])
    return agency


def _load_everywhere(loader: "_Loader") -> None:
    for row in loader.rows["account"]:
        loader.role(loader.account(row["username"], row["name"]), row["role"])


@dataclass(frozen=True)
class _Loader:
    """Puts one file's rows in, each through the service that an administrator would use."""

    agency: Agency | None
    rows: Rows
    shared: str
    by: Person | None
    now: datetime

    @property
    def asked(self) -> dict[str, Any]:
        return {"by": self.by, "now": self.now}

    @property
    def from_on(self) -> date:
        first: date = self.rows["from"]
        return first

    def account(self, username: str, name: str) -> Person:
        if found := Person.objects.filter(user__username=username).first():
            return found
        person = add_person(
            agency=self.agency, name=name, username=username, password=None, **self.asked
        )
        User.objects.filter(pk=person.user_id).update(password=self.shared)
        return person

    def person(self, code: str, name: str) -> Person:
        return self.account(f"{self.rows['prefix']}.{code}", name)

    def role(self, person: Person, kind: str) -> None:
        if not Role.objects.filter(person=person, kind=kind, agency=self.agency).exists():
            grant_role(
                person=person, kind=kind, agency=self.agency, from_on=self.from_on, **self.asked
            )

    def units(self, agency: Agency) -> None:
        there = {unit.code: unit for unit in Unit.objects.filter(agency=agency)}
        for position, row in enumerate(self.rows["unit"], start=1):
            if row["code"] not in there:
                there[row["code"]] = add_unit(
                    agency=agency,
                    code=row["code"],
                    name=row["name"],
                    kind=row["kind"],
                    parent=there[row["parent"]] if "parent" in row else None,
                    position=position,
                    **self.asked,
                )

    def posts(self, agency: Agency) -> None:
        units = {unit.code: unit for unit in Unit.objects.filter(agency=agency)}
        there = set(Post.objects.filter(agency=agency).values_list("code", flat=True))
        for position, row in enumerate(self.rows["post"], start=1):
            if row["code"] not in there:
                unit = units[row["unit"]]
                place = {"unit": unit, "code": row["code"], "title": row["title"]}
                add_post(**place, position=position, **self.asked)

    def holders(self) -> None:
        titles = {row["code"]: row["title"] for row in self.rows["post"]}
        for post in Post.objects.filter(agency=self.agency, code__in=titles):
            row = next(row for row in self.rows["post"] if row["code"] == post.code)
            if Holding.objects.filter(post=post).exists():
                continue
            code = row.get("holder", post.code)
            appoint(
                post=post,
                person=self.person(code, titles[code]),
                capacity=row.get("capacity", "definitif"),
                from_on=self.from_on,
                basis=row.get("basis", self.rows["basis"]),
                end_previous=False,
                **self.asked,
            )

    def teams(self, agency: Agency) -> None:
        titles = {row["code"]: row["title"] for row in self.rows["post"]}
        for row in self.rows.get("team", ()):
            if Team.objects.filter(agency=agency, code=row["code"]).exists():
                continue
            team = add_team(agency=agency, code=row["code"], name=row["name"], **self.asked)
            for code in row["members"]:
                member = self.person(code, titles[code])
                add_member(team=team, person=member, from_on=self.from_on, **self.asked)

    def performers(self, agency: Agency) -> None:
        units = {unit.code: unit for unit in Unit.objects.filter(agency=agency)}
        posts = {post.code: post for post in Post.objects.filter(agency=agency)}
        teams = {team.code: team for team in Team.objects.filter(agency=agency)}
        before = Assignment.objects.filter(agency=agency, sop_id=agency.code)
        there = set(before.values_list("performer", "unit__code"))
        for row in self.rows["performer"]:
            if (row["id"], row.get("unit")) in there:
                continue
            assign_performer(
                agency=agency,
                sop_id=agency.code,
                performer=row["id"],
                unit=units.get(row.get("unit", "")),
                post=posts.get(row.get("post", "")),
                team=teams.get(row.get("team", "")),
                steward=row.get("steward", False),
                from_on=self.from_on,
                **self.asked,
            )
