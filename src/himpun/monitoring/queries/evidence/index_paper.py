"""The index of a pack: per criterion what is claimed, what proves it, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from himpun.archive.queries.sheets_file import Sheet, Value, sheets_file
from himpun.kernel.worktime import ZONES
from himpun.letters.queries.own_paper import paper_pdf
from himpun.letters.rules.document import (
    Block,
    Column,
    Document,
    HeadField,
    Heading,
    Item,
    Listing,
    Paragraph,
    Table,
    line,
    plain,
)
from himpun.monitoring.rules.evidence import (
    CRITERIA,
    NO_PROOF,
    Claim,
    Proof,
    for_people,
    of_criterion,
)
from himpun.office.queries import Agency
from himpun.runs.rules.words import moment_in

TITLE = ("BUKTI PENGUMPULAN DATA KINERJA", "UNTUK LEMBAR KERJA EVALUASI AKIP")
BASIS = (
    "Disusun dari catatan di Himpun menurut enam kriteria pengumpulan data kinerja pada lembar "
    "kerja evaluasi (PermenPANRB 88/2021). Yang tidak ada buktinya ditulis apa adanya. SHA-256 "
    "setiap berkas ada dalam daftar-sha256.txt dan indeks.xlsx."
)
MOST_PROOFS = 40
"""Files that the paper names for a criterion, of those that people open; the workbook names all."""
COLUMNS = (("Berkas", 50), ("Isi", 34), ("SHA-256", 18))


def index_pdf(
    agency: Agency, year: int, claims: Sequence[Claim], proofs: Sequence[Proof], now: datetime
) -> bytes:
    """The cover and index as PDF/A."""
    body = [block for claim in claims for block in _criterion(claim, proofs)]
    document = Document(
        kind="bukti-lke",
        layout="naskah",
        subject=f"Bukti pengumpulan data kinerja {year}",
        title=TITLE,
        head=(
            HeadField("Instansi", line(f"{agency.name}, {agency.region}")),
            HeadField("Tahun", line(str(year))),
            HeadField("Dikumpulkan", line(moment_in(now, ZONES[agency.zone]))),
            HeadField("Banyaknya berkas", line(str(len(proofs)))),
        ),
        body=(Paragraph(plain(BASIS)), _summary(claims), *body),
    )
    return paper_pdf(agency=agency, document=document, at=now)


def _summary(claims: Sequence[Claim]) -> Table:
    return Table(
        columns=(Column(1), Column(8), Column(4)),
        header=(("No", "Kriteria", "Keadaan"),),
        rows=tuple(
            (plain(str(one.no)), plain(CRITERIA[one.no]), plain(one.word)) for one in claims
        ),
    )


def _criterion(claim: Claim, proofs: Sequence[Proof]) -> Iterator[Block]:
    yield Heading(plain(f"{claim.no}. {CRITERIA[claim.no]}"), 2)
    if claim.holds:
        yield Listing(tuple(Item(plain(text)) for text in claim.holds), "bullet")
    else:
        yield Paragraph(plain(f"{NO_PROOF}."))
    if claim.gaps:
        yield Paragraph(plain("Yang kurang:"))
        yield Listing(tuple(Item(plain(text)) for text in claim.gaps), "bullet")
    own = of_criterion(claim.no, proofs)
    if named := (for_people(own) or own)[:MOST_PROOFS]:
        yield _table(named)
    if left := len(own) - len(named):
        yield Paragraph(plain(f"{left} berkas lain tercantum dalam indeks.xlsx."))


def _table(own: Sequence[Proof]) -> Table:
    return Table(
        columns=tuple(Column(weight) for _, weight in COLUMNS),
        header=(tuple(name for name, _ in COLUMNS),),
        rows=tuple(
            (plain(one.path), plain(one.title), plain(f"{one.sha256[:12]}…")) for one in own
        ),
        small=True,
    )


def index_xlsx(
    agency: Agency, year: int, claims: Sequence[Claim], proofs: Sequence[Proof], now: datetime
) -> bytes:
    """The same as a workbook, with every file and its whole hash."""
    said: list[Sequence[Value]] = [
        [claim.no, CRITERIA[claim.no], claim.word, kind, text]
        for claim in claims
        for kind, texts in (("Bukti", claim.holds or [NO_PROOF]), ("Kekurangan", claim.gaps))
        for text in texts
    ]
    files: list[Sequence[Value]] = [
        [", ".join(map(str, one.criteria)), one.path, one.title, one.size, one.sha256]
        for one in proofs
    ]
    made_at = now.astimezone(ZONES[agency.zone]).replace(tzinfo=None, microsecond=0)
    return sheets_file(
        [
            Sheet(
                "Kriteria",
                (("No", 6), ("Kriteria", 50), ("Keadaan", 26), ("Jenis", 14), ("Uraian", 90)),
                said,
            ),
            Sheet(
                "Berkas",
                (("Kriteria", 10), ("Berkas", 60), ("Isi", 60), ("Ukuran", 12), ("SHA-256", 66)),
                files,
            ),
        ],
        f"Bukti LKE {agency.name} {year}",
        made_at,
    )
