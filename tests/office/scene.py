"""A small office for tests: who may, a colleague who may also, and one from another agency."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from himpun.office.models import Agency, Holding, JournalRow, Person, Post, Unit
from himpun.office.services import (
    add_agency,
    add_person,
    add_post,
    add_unit,
    appoint,
    assign_performer,
    grant_role,
)

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 2 March 2026, 09.00 WIB."""
TODAY = date(2026, 3, 2)
SINCE = date(2025, 1, 1)
PASSWORD = "sepeda-hujan-42"
SOP = "dishub"
ASKED: dict[str, Any] = {"by": None, "now": NOW}


@dataclass(frozen=True)
class Scene:
    """Two agencies. ``admin`` and ``colleague`` administer the first, ``outsider`` the second."""

    agency: Agency
    other: Agency
    root: Unit
    secretariat: Unit
    roads: Unit
    rivers: Unit
    kasubag_post: Post
    kabid_post: Post
    kasubag: Person
    kabid: Person
    staff: Person
    admin: Person
    colleague: Person
    outsider: Person
    system: Person
    kasubag_holding: Holding

    def actions(self) -> list[str]:
        """What the first agency's journal says was done, oldest first."""
        rows = JournalRow.objects.filter(chain=self.agency.code).order_by("seq")
        return list(rows.values_list("action", flat=True))

    def last(self) -> JournalRow:
        """The newest row of the first agency's journal."""
        return JournalRow.objects.filter(chain=self.agency.code).order_by("-seq")[0]


def person(agency: Agency | None, username: str, name: str) -> Person:
    """Somebody who has changed the password that they were given into PASSWORD."""
    made = add_person(agency=agency, name=name, username=username, password=None, **ASKED)
    made.user.set_password(PASSWORD)
    made.user.save()
    return made


def holder(post: Post, who: Person, capacity: str = "definitif", since: date = SINCE) -> Holding:
    return appoint(
        post=post,
        person=who,
        capacity=capacity,
        from_on=since,
        basis="SK 1/2025",
        end_previous=False,
        **ASKED,
    )


def role(who: Person, kind: str, agency: Agency | None) -> None:
    grant_role(person=who, kind=kind, agency=agency, from_on=SINCE, **ASKED)


def build() -> Scene:
    system = person(None, "sistem", "Administrator Sistem")
    role(system, "system", None)
    agency = agency_of("dishub", "Dinas Perhubungan", "Kabupaten Contoh", "WIB")
    other = agency_of("dpupr", "Dinas PUPR", "Kota Contoh", "WITA")
    root = add_unit(agency=agency, code="dinas", name="Dinas", kind="dinas", **ASKED)
    secretariat = unit(root, 1, "sekretariat", "Sekretariat", "sekretariat")
    roads = unit(root, 2, "jalan", "Bidang Jalan", "bidang")
    rivers = unit(root, 3, "sungai", "Bidang Sungai", "bidang")
    kasubag_post = add_post(
        unit=secretariat, code="kasubag", title="Kasubag Perencanaan", position=1, **ASKED
    )
    kabid_post = add_post(
        unit=roads, code="kabid", title="Kepala Bidang Jalan", position=2, **ASKED
    )
    kasubag = person(agency, "kasubag", "Kasubag Perencanaan")
    kabid = person(agency, "kabid", "Kepala Bidang Jalan")
    holding = holder(kasubag_post, kasubag)
    holder(kabid_post, kabid)
    performs("kasubag", kasubag_post, None, steward=True)
    performs("kabid", kabid_post, roads)
    return Scene(
        agency=agency,
        other=other,
        root=root,
        secretariat=secretariat,
        roads=roads,
        rivers=rivers,
        kasubag_post=kasubag_post,
        kabid_post=kabid_post,
        kasubag=kasubag,
        kabid=kabid,
        staff=person(agency, "staf", "Staf Perencanaan"),
        admin=administrator(agency, "admin", "Administrator Dishub"),
        colleague=administrator(agency, "admin.dua", "Administrator Kedua Dishub"),
        outsider=administrator(other, "lain.admin", "Administrator PUPR"),
        system=system,
        kasubag_holding=holding,
    )


def agency_of(code: str, name: str, region: str, zone: str) -> Agency:
    return add_agency(code=code, name=name, region=region, zone=zone, **ASKED)


def administrator(agency: Agency, username: str, name: str) -> Person:
    who = person(agency, username, name)
    role(who, "administrator", agency)
    return who


def unit(root: Unit, position: int, code: str, name: str, kind: str) -> Unit:
    return add_unit(
        agency=root.agency,
        code=code,
        name=name,
        kind=kind,
        parent=root,
        position=position,
        **ASKED,
    )


def performs(performer: str, post: Post, where: Unit | None, *, steward: bool = False) -> None:
    assign_performer(
        agency=post.agency,
        sop_id=SOP,
        performer=performer,
        unit=where,
        post=post,
        steward=steward,
        from_on=SINCE,
        **ASKED,
    )
