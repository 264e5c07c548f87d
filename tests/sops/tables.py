"""What the five papers say, row by row, copied from the careful reading and not from the files.

A row is: number, performers, standard time as written, window, exits, returns.
"""

from typing import NamedTuple

from tests.kernel.documents import IDS, text_of

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse_text


class Row(NamedTuple):
    key: str
    performers: str
    time: str
    window: str = ""
    exits: str = ""
    returns: str = ""


BEGIN = "triwulan bulan 3, minggu 3, awal"
MIDDLE = "triwulan bulan 3, minggu 3, pertengahan"
END = "triwulan bulan 3, minggu 3, akhir"
FRIDAY = "triwulan bulan 3, minggu 4, jumat"
NEXT = "triwulan berikutnya, minggu 1"

TABLES: dict[str, tuple[Row, ...]] = {
    "pangkalpinang-dpupr": (
        Row("1", "kepala-dinas", "1 Hari"),
        Row("2", "sekretaris", "1 Hari"),
        Row("3", "kasubbag", "4 Hari"),
        Row("4", "kasubbag", "3 Hari", returns="3"),
        Row("5", "sekretaris", "1 Hari", returns="4"),
        Row("6", "kepala-dinas", "1 Hari", returns="5"),
        Row("7", "kasubbag", "20 Menit"),
    ),
    "balangan-dpuprperkim": (
        Row("1", "staf", "5 hari kerja"),
        Row("2", "kasubag", "2 hari kerja", exits="ya=3 tidak=1"),
        Row("3", "sekretaris", "10 menit", returns="2"),
        Row("4", "kepala-dinas", "10 menit", returns="3"),
        Row("5", "staf", "1 hari"),
        Row("6", "staf", "1 hari"),
        Row("7", "staf", "1 hari"),
    ),
    "pesisir-selatan-dishub": (
        Row("1", "sekretaris", "10 Menit", BEGIN),
        Row("2", "kasubag", "10 Menit", BEGIN),
        Row("3", "staf", "45 Menit", BEGIN),
        Row("4", "sekretaris", "10 Menit", MIDDLE, returns="3"),
        Row("5", "kepala-dinas", "10 Menit", MIDDLE, returns="4 3"),
        Row("6", "kasubag", "20 Menit", END),
        Row("7", "kabid", "30 Menit", END),
        Row("8", "kasi sekretariat", "4 Hari", FRIDAY),
        Row("9", "kabid", "2 Hari", FRIDAY, returns="8"),
        Row("10", "kasubag", "2 Hari", FRIDAY, returns="9 8"),
        Row("11", "kasubag", "30 Menit", NEXT, returns="10"),
        Row("12", "sekretaris", "15 Menit", NEXT, returns="11"),
        Row("13", "kasubag", "10 Menit", NEXT),
        Row("14", "staf", "1 hari", NEXT),
    ),
    "sumbar-bmcktr": (
        Row("1", "kepala-dinas", "10 menit"),
        Row("2", "sekretaris", "2 Jam"),
        Row("3", "tim-sakip", "1 Jam"),
        Row("4", "tim-sakip", "30 menit"),
        Row("5", "tim-sakip", "2 Jam"),
        Row("6", "sekretaris bidang", "5 hari"),
        Row("7", "tim-sakip", "2 hari", returns="6"),
        Row("8", "sekretaris", "1 hari"),
        Row("9", "kepala-dinas sekretaris bidang tim-sakip", "1 jam", exits="setuju=10 tidak=6"),
        Row("10", "sekretaris", "10 menit"),
        Row("11", "perencanaan", "2 Menit"),
    ),
    "pematangsiantar-dpmptsp": (
        Row("1", "kepala-dinas", "15 menit"),
        Row("2", "sekretaris", "1 hari"),
        Row("3", "tim-sakip", "1 hari"),
        Row("4", "pemegang-data", "2 hari"),
        Row("5", "tim-sakip", "1 hari", returns="4"),
        Row("6", "sekretaris", "1 hari", returns="5"),
        Row("7", "kepala-dinas", "1 hari", returns="5"),
    ),
}

COLUMNS = {
    "pangkalpinang-dpupr": "kepala-dinas sekretaris kasubbag sub-koordinator",
    "balangan-dpuprperkim": "staf kasubag sekretaris kepala-dinas subbag-jf",
    "pesisir-selatan-dishub": "sekretaris kasubag staf kepala-dinas kabid kasi sekretariat",
    "sumbar-bmcktr": "kepala-dinas sekretaris bidang tim-sakip perencanaan",
    "pematangsiantar-dpmptsp": "kepala-dinas sekretaris tim-sakip pemegang-data",
}
BODIES = {
    "pangkalpinang-dpupr": "1 2 unit:3.beri 3 4 5 6 7",
    "balangan-dpuprperkim": "1 2 3 4 5 6 7",
    "pesisir-selatan-dishub": "1 2 3 4 5 6 unit:7 11 12 13 14",
    "sumbar-bmcktr": "1 2 3 4 5 unit:6 7 8 9 10 11",
    "pematangsiantar-dpmptsp": "1 2 3 unit:4 5 6 7",
}
WORKS = {
    "pangkalpinang-dpupr": (
        "instruct", "review instruct", "gather collect prepare", "receive review recap report",
        "review report", "review sign", "distribute archive",
    ),
    "balangan-dpuprperkim": (
        "prepare", "review", "initial", "sign", "duplicate", "distribute", "archive",
    ),
    "pesisir-selatan-dishub": (
        "instruct", "instruct", "prepare", "initial forward", "sign", "distribute", "instruct",
        "collect forward", "receive forward", "receive", "recap report", "receive", "instruct",
        "archive",
    ),
    "sumbar-bmcktr": (
        "instruct", "meet", "prepare", "gather", "prepare distribute", "collect",
        "receive recap report", "report", "deliberate", "report", "archive",
    ),
    "pematangsiantar-dpmptsp": (
        "instruct", "prepare", "meet assign", "collect", "receive meet recap", "prepare forward",
        "sign",
    ),
}  # fmt: skip
UNSURE = {
    "pangkalpinang-dpupr": "2.activity 3.involved 4.performer 5.activity 7.performer",
    "balangan-dpuprperkim": "3.performer 5.time",
    "pesisir-selatan-dishub": "3.performer 6.performer 8.window 9.window 10.window",
    "sumbar-bmcktr": "4.output 9.exits 11.time",
    "pematangsiantar-dpmptsp": "2.performer 3.papers 5.requires 6.performer 7.returns",
}
HEAD_UNSURE = {
    "pangkalpinang-dpupr": "number qualifications related warnings",
    "balangan-dpuprperkim": "number approved_by",
    "pesisir-selatan-dishub": "number legal_basis",
    "sumbar-bmcktr": "number legal_basis related records",
    "pematangsiantar-dpmptsp": "number effective approved_by legal_basis",
}
DAYS = {
    "pangkalpinang-dpupr": "created 2024-01-02 ratified 2024-01-04",
    "balangan-dpuprperkim": "created 2023-07-18 ratified 2023-07-26",
    "pesisir-selatan-dishub": "created 2023-12-22 effective 2023-12-29",
    "sumbar-bmcktr": "created 2024-01-11 effective 2024-01-11",
    "pematangsiantar-dpmptsp": "created 2025-01-06",
}

ALL: dict[str, Sop] = {sop_id: parse_text(text_of(sop_id)) for sop_id in IDS}
