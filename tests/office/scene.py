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
    return add_person(agency=agency, name=name, username=username, password=PASSWORD, **ASKED)


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
    agency = add_agency(
        code="dishub", name="Dinas Perhubungan", region="Kabupaten Contoh", zone="WIB", **ASKED
    )
    other = add_agency(code="dpupr", name="Dinas PUPR", region="Kota Contoh", zone="WITA", **ASKED)
    root = add_unit(agency=agency, code="dinas", name="Dinas", kind="dinas", **ASKED)
    secretariat, roads, rivers = (
        add_unit(agency=agency, code=code, name=name, kind=kind, parent=root, position=at, **ASKED)
        for at, (code, name, kind) in enumerate(
            [
                ("sekretariat", "Sekretariat", "sekretariat"),
                ("jalan", "Bidang Jalan", "bidang"),
                ("sungai", "Bidang Sungai", "bidang"),
            ],
            start=1,
        )
    )
    kasubag_post = add_post(
        unit=secretariat, code="kasubag", title="Kasubag Perencanaan", position=1, **ASKED
    )
    kabid_post = add_post(
        unit=roads, code="kabid", title="Kepala Bidang Jalan", position=2, **ASKED
    )
    kasubag = person(agency, "kasubag", "Kasubag Perencanaan")
    kabid = person(agency, "kabid", "Kepala Bidang Jalan")
    staff = person(agency, "staf", "Staf Perencanaan")
    admin = person(agency, "admin", "Administrator Dishub")
    colleague = person(agency, "admin.dua", "Administrator Kedua Dishub")
    outsider = person(other, "lain.admin", "Administrator PUPR")
    for who, where in ((admin, agency), (colleague, agency), (outsider, other)):
        role(who, "administrator", where)
    holding = holder(kasubag_post, kasubag)
    holder(kabid_post, kabid)
    assign_performer(
        agency=agency,
        sop_id=SOP,
        performer="kasubag",
        post=kasubag_post,
        steward=True,
        from_on=SINCE,
        **ASKED,
    )
    assign_performer(
        agency=agency,
        sop_id=SOP,
        performer="kabid",
        unit=roads,
        post=kabid_post,
        from_on=SINCE,
        **ASKED,
    )
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
        staff=staff,
        admin=admin,
        colleague=colleague,
        outsider=outsider,
        system=system,
        kasubag_holding=holding,
    )
