"""A letter to sign, and people's keys to sign it with."""

from datetime import UTC, datetime
from functools import cache

import typst

from himpun.letters import signing
from himpun.letters.rules.places import Place
from himpun.letters.signing import Certified, Root, Trust, Who
from himpun.letters.signing.authority import new_authority, new_key

NOW = datetime(2026, 11, 26, 3, 15, tzinfo=UTC)
ZONE = "WIB"
LETTER = """
#set document(title: "Permintaan Data Kinerja", date: auto)
#set page(paper: "a4", margin: 2.5cm)
#set text(lang: "id", font: "Libertinus Serif", size: 11pt)
= Permintaan Data Kinerja Triwulan III
Nomor :

Bersama ini diminta data kinerja triwulan III sesuai dengan formulir terlampir.
"""
PLACES = {
    "nomor": Place(1, 120, 700, 300, 714),
    "nomor#2": Place(1, 120, 660, 300, 674),
    "jabatan": Place(1, 300, 280, 520, 320, lines=2, align="center", bold=True),
    "keterangan": Place(1, 80, 40, 500, 66, size=7, lines=2),
    "paraf-1": Place(1, 80, 100, 180, 132),
    "paraf-2": Place(1, 190, 100, 290, 132),
    "paraf-3": Place(1, 300, 100, 400, 132),
    "tanda-tangan": Place(1, 320, 220, 500, 278),
    "qr": Place(1, 80, 150, 120, 190),
}
NUMBER = "000.8.6.3/12/DISHUB/2026"
TEXTS = {"nomor": NUMBER, "jabatan": "Plt. KEPALA DINAS PERHUBUNGAN\nKABUPATEN PESISIR SELATAN"}
OFFICES = ("Kepala Subbagian Perencanaan", "Sekretaris", "Kepala Bidang Angkutan")
HEAD = Who("Sekretaris Dinas", "Kepala Dinas Perhubungan", "Plt.", "Dinas Perhubungan", ZONE)


def initialler(order: int) -> Who:
    """Who makes paraf ``order``, from 1."""
    office = OFFICES[order - 1]
    return Who(office, office, "definitif", "Dinas Perhubungan", ZONE)


@cache
def letter() -> bytes:
    """As the typesetter makes it."""
    pdf = typst.compile(LETTER.encode(), format="pdf", pdf_standards=["a-2b"], timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


@cache
def prepared() -> bytes:
    """With blank fields."""
    return signing.prepare(letter(), PLACES)


@cache
def root() -> Certified:
    """The instance's authority."""
    return new_authority(name="Himpun Uji", at=NOW)


@cache
def key(name: str, at: datetime = NOW) -> Certified:
    """A person's key."""
    return new_key(
        authority=root(), name=name, agency="Dinas Perhubungan", identity="orang-1", at=at
    )


@cache
def trust() -> Trust:
    """The instance's authority, and nobody else."""
    return Trust((Root("Himpun Uji", root().certificate),))


def initialled(pdf: bytes, order: int = 1) -> bytes:
    """With one paraf more."""
    who = initialler(order)
    return signing.initial(
        pdf,
        place=f"paraf-{order}",
        key=key(who.name),
        authority=root().certificate,
        who=who,
        at=NOW,
    )


def signed(pdf: bytes) -> bytes:
    """With the head's signature."""
    return signing.sign(
        pdf,
        place="tanda-tangan",
        key=key(HEAD.name),
        authority=root().certificate,
        who=HEAD,
        at=NOW,
    )


@cache
def finished() -> bytes:
    """Three paraf, the number filled in, the signature."""
    pdf = prepared()
    for order in (1, 2, 3):
        pdf = initialled(pdf, order)
    return signed(signing.fill(pdf, TEXTS))


def verdict(pdf: bytes) -> signing.Verdict:
    """What the instance says about a PDF."""
    return signing.validate(pdf, trust(), at=NOW)
