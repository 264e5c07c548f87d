"""A small archive for tests, in the office of tests/office.

``admin``, ``colleague`` and, as steward of the SOP, ``kasubag`` keep it; ``kabid`` is an official
who only reads, ``head`` heads the agency, ``outsider`` is of another.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.archive.files import PDF
from tests.office import scene as office
from tests.office.scene import NOW, TODAY

from himpun.archive.models import Record, StoredFile
from himpun.archive.rules.schedule_sheet import Line
from himpun.archive.services import Description, file_record, load_schedule, store_file
from himpun.office.models import Agency, JournalRow, Person
from himpun.office.services import add_post

LINES = (
    Line("000.8.6.3", "Akuntabilitas Kinerja Instansi Pemerintah", 2, 3, "musnah"),
    Line("000.8.3.3", "Standar Operasional Prosedur", 2, 3, "permanen"),
    Line("000.7.2.8", "Laporan Berkala", 1, 1, "dinilai-kembali"),
)
BASIS = "Peraturan Bupati tentang JRA (uji)"
AKIP, SOP, REPORT = (line.code for line in LINES)
LATER = NOW + timedelta(hours=1)


@dataclass(frozen=True)
class Scene:
    """The office, and whoever heads the agency."""

    office: office.Scene
    head: Person

    @property
    def agency(self) -> Agency:
        return self.office.agency

    @property
    def admin(self) -> Person:
        return self.office.admin

    @property
    def colleague(self) -> Person:
        return self.office.colleague

    @property
    def kasubag(self) -> Person:
        return self.office.kasubag

    @property
    def kabid(self) -> Person:
        return self.office.kabid

    @property
    def outsider(self) -> Person:
        return self.office.outsider

    def file(self, subject: str = "Rekapitulasi TW I", **other: Any) -> Record:
        """An item filed by the administrator."""
        asked: dict[str, Any] = {"by": self.admin, "now": NOW} | {
            name: other.pop(name) for name in ("by", "now") if name in other
        }
        content = other.pop("content", None)
        kept = stored(content) if content is not None else None
        return file_record(
            agency=other.pop("agency", self.agency), said=described(subject, **other), file=kept,
            **asked,
        )  # fmt: skip

    def schedule(self) -> None:
        load_schedule(agency=self.agency, lines=LINES, basis=BASIS, by=self.admin, now=NOW)

    def last(self) -> JournalRow:
        return self.office.last()


def described(subject: str = "Rekapitulasi TW I", **other: Any) -> Description:
    usual: dict[str, Any] = {"code": AKIP, "dated_on": TODAY, "creator": "Kasubag Perencanaan"}
    return Description(subject=subject, **(usual | other))


def stored(content: bytes = PDF, now: datetime = NOW) -> StoredFile:
    return store_file(content=content, name="naskah.pdf", now=now)


def pdf(word: str) -> bytes:
    """A small PDF of its own."""
    return PDF + f"% {word}\n".encode()


def build() -> Scene:
    there = office.build()
    post = add_post(
        unit=there.root, code="kepala", title="Kepala Dinas", position=0, **office.ASKED
    )
    head = office.person(there.agency, "kepala", "Kepala Dinas")
    office.holder(post, head)
    return Scene(there, head)


OLD = date(2019, 6, 30)
"""A day whose records of AKIP are over their retention at NOW."""
