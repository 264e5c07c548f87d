"""What the frame of each page shows: the agency, who is signed in as what, and the ways to go."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject

from himpun.notices.queries.notices import unread_count
from himpun.office import queries as office
from himpun.office.queries.titles import Title
from himpun.office.rules import DEFINITIVE, ROLE_WORDS
from himpun.project.visitor import Visitor, visitor_of
from himpun.runs.queries.inbox import inbox_count


class Way(NamedTuple):
    """A way to go: label on a phone, on a desk, address, whether one is there, what waits there."""

    label: str
    long_label: str
    url: str
    current: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of the page's head; false when nobody is signed in."""

    sample: bool
    signed_in: bool = False
    agency_name: str = ""
    region: str = ""
    person_title: str = ""
    person_note: str = ""
    inbox_count: int = 0
    unread: int = 0
    given_password: bool = False
    nav: list[Way] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.signed_in


def frame(request: HttpRequest) -> dict[str, Any]:
    """The template variable `frame`, made when a template first asks for it: a part of a page that
    has no head pays nothing (nine queries at most, none when signed out)."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> Frame:
    """The frame of the page that answers a request."""
    visitor = visitor_of(request) if hasattr(request, "user") else None
    if visitor is None:
        return Frame(sample=settings.HIMPUN_SAMPLE)
    count = inbox_count(visitor.person, visitor.now) if visitor.works else 0
    name, region = _place(visitor)
    title, note = _called(visitor)
    return Frame(
        sample=settings.HIMPUN_SAMPLE, signed_in=True, agency_name=name, region=region,
        person_title=title, person_note=note, inbox_count=count,
        unread=unread_count(visitor.person, visitor.on),
        given_password=office.has_given_password(visitor.person),
        nav=_ways(visitor, request.path, count),
    )  # fmt: skip


def _place(visitor: Visitor) -> tuple[str, str]:
    if visitor.person.home is not None:
        return visitor.person.home.name, visitor.person.home.region
    if visitor.titles:
        return visitor.titles[0].agency_name, visitor.titles[0].region
    return ("Semua instansi", "") if visitor.reads_all or visitor.system else ("Himpun", "")


def _called(visitor: Visitor) -> tuple[str, str]:
    """The foremost post, and what else the person is; roles only where there is no post."""
    if not visitor.titles:
        return visitor.person.name, ", ".join(sorted(ROLE_WORDS[k] for k in visitor.kinds))
    first, *others = visitor.titles
    return _with_capacity(first), "; ".join(f"juga {_until(title)}" for title in others)


def _with_capacity(title: Title) -> str:
    return title.title if title.capacity == DEFINITIVE else f"{title.capacity} {title.title}"


def _until(title: Title) -> str:
    words = _with_capacity(title)
    return words if title.until_on is None else f"{words} s.d. {_day(title.until_on)}"


def _day(on: date) -> str:
    return date_format(on, "j M")


def _ways(visitor: Visitor, path: str, count: int) -> list[Way]:
    def way(label: str, long_label: str, url: str, count: int = 0) -> Way:
        return Way(label, long_label, url, path.startswith(url), count)

    ways = []
    if visitor.works:
        ways.append(way("Tugas", "Tugas saya", "/tugas/", count))
    if not visitor.only_system:
        ways.append(way("Berjalan", "SOP berjalan", "/jalan/"))
        ways.append(way("Jadwal", "Jadwal", "/jadwal/"))
        ways.append(way("Data", "Data kinerja", "/kinerja/"))
        ways.append(way("Tagih", "Penagihan", "/penagihan/"))
        ways.append(way("Papan", "Papan", "/papan/"))
        ways.append(way("Naskah", "Naskah dinas", "/naskah/"))
        ways.append(way("Arsip", "Arsip", "/arsip/"))
        ways.append(way("SOP", "SOP", "/sop/"))
        ways.append(way("Kantor", "Kantor", "/kantor/"))
    if visitor.system:
        ways.append(way("Instansi", "Instansi", "/instansi/"))
        ways.append(way("Keutuhan", "Penyimpanan", "/arsip/keutuhan/"))
        ways.append(way("Pekerja", "Pekerja latar", "/status/"))
    return ways


def first_page(visitor: Visitor | None) -> str:
    """The address at which a visitor begins."""
    if visitor is None:
        return "/akun/2fa/"
    if visitor.works:
        return "/tugas/"
    return "/instansi/" if visitor.only_system else "/jalan/"
