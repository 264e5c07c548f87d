"""Gathering: the files of a pack as they come, and the claims that grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from himpun.archive.queries.package.parts import JournalPart, subjects_of
from himpun.archive.queries.sheets_file import Sheet, sheets_file
from himpun.archive.rules.package.bag import Item, Stored
from himpun.kernel.worktime import ZONES, parse_period
from himpun.letters.queries.package import package_parts as paper_parts
from himpun.monitoring.rules.evidence import FOLDERS, Claim
from himpun.office import queries as office
from himpun.performance.queries.evidence_pack import IndicatorFact, indicator_facts
from himpun.performance.queries.package import package_parts as data_parts
from himpun.runs.queries.times import RunOfYear, runs_of_year

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OF_DATA = {"rekapitulasi": (3, 2), "bukti": (2,), "formulir": (6, 2)}
"""Kind of a file about data → the criteria that it proves."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file for the pack."""

    criteria: tuple[int, ...]
    path: str
    title: str
    content: bytes | Stored | Iterable[bytes]


@dataclass
class Gathered:
    """The evidence of a year, read once. ``claims`` are whole when ``pieces`` has been read to its
    end."""

    agency: office.Agency
    year: int
    now: datetime
    claims: dict[int, Claim] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claims = {no: Claim(no) for no in FOLDERS}

    @cached_property
    def runs(self) -> list[RunOfYear]:
        """The runs for periods of the year."""
        return runs_of_year(self.agency, self.year)

    @cached_property
    def indicators(self) -> list[IndicatorFact]:
        """The indicators of the year."""
        return indicator_facts(self.agency, self.year)

    def holds(self, no: int, sentence: str) -> None:
        """Something that a file proves."""
        self.claims[no].holds.append(sentence)

    def lacks(self, no: int, sentence: str) -> None:
        """Something that is missing."""
        self.claims[no].gaps.append(sentence)

    def book(self, no: int, name: str, title: str, sheets: list[Sheet]) -> Piece:
        """A workbook in the folder of a criterion."""
        made_at = self.now.astimezone(ZONES[self.agency.zone]).replace(tzinfo=None, microsecond=0)
        content = sheets_file(sheets, title, made_at)
        return Piece((no,), f"{FOLDERS[no]}/{name}.xlsx", title, content)

    def at(self, moment: datetime | None) -> str:
        """A moment as sheets say it."""
        return f"{moment.astimezone(ZONES[self.agency.zone]):%Y-%m-%d %H:%M}" if moment else ""


def gather(found: Gathered) -> Iterator[tuple[str, Iterator[Piece]]]:
    """(what is being gathered, its files) in order."""
    from himpun.monitoring.queries.evidence import by_criterion as by

    yield "Pedoman", by.guideline(found)
    yield "Sumber data", by.sources(found)
    yield "Akses", by.access(found)
    yield "Penanggung jawab", by.in_charge(found)
    yield "Waktu penyampaian", by.delivery(found)
    yield "Kesalahan data", by.mistakes(found)
    for run in found.runs:
        yield f"Naskah dan data {parse_period(run.period).label}", _of_run(run)
    yield "Jurnal", _journal(found)


def _of_run(run: RunOfYear) -> Iterator[Piece]:
    """The data and the papers of a run, as a sealed package would hold them."""
    for item in data_parts(run.id):
        criteria = OF_DATA.get(item.kind, (2,))
        yield _placed(item, run, criteria)
    for item in paper_parts(run.id):
        yield _placed(item, run, (5, 6) if "peringatan" in item.path else (5,))


def _placed(item: Item, run: RunOfYear, criteria: tuple[int, ...]) -> Piece:
    folder = FOLDERS[criteria[0]]
    path = f"{folder}/{run.period.lower()}-{run.id}/{item.path}"
    return Piece(criteria, path, f"{item.title}, {parse_period(run.period).label}", item.content)


def _journal(found: Gathered) -> Iterator[Piece]:
    subjects = sorted({text for run in found.runs for text in subjects_of(run.id)})
    item = JournalPart(found.agency, subjects).item()
    title = "Catatan jurnal instansi tentang SOP, data, dan naskah tahun ini (JSON per baris)"
    yield Piece((2, 6), "jurnal/jurnal.jsonl", title, item.content)
    broken = office.verify_journal(found.agency)
    # A journal alone traces nothing where no indicator was asked for.
    no = 2 if found.indicators else 6
    if broken:
        found.lacks(no, f"Jurnal instansi tidak utuh pada {len(broken)} tempat.")
    else:
        found.holds(no, "Jurnal instansi berantai SHA-256 dan utuh dari catatan pertama.")
