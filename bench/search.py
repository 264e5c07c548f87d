"""``python -m bench.search --records=100000``: the search over many records on the database of
DATABASE_URL (or SQLite), beside the bare driver with the same statement. Prints JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

import django

TIMES = 15
TEXT = (
    "laporan data kinerja triwulan rekapitulasi indikator jalan jembatan sungai realisasi target "
    "capaian anggaran bidang sekretariat dinas kepala kasubag perencanaan surat permintaan "
    "undangan notula keputusan pengumpulan formulir kendala solusi tindak lanjut pengujian "
    "kendaraan terminal parkir keselamatan angkutan pelayaran dermaga izin pelayanan survei"
)
WORDS = TEXT.split()
AGENCIES = 20
QUESTIONS = {
    "a word that one record has": "nomor{last}",
    "two words, many records": "jembatan pelayaran",
    "a word that every record has": "arsip",
    "the begin of a word": "lapor",
    "a word of a small agency": "khusus",
}


def entries(records: int, agencies: list[int]) -> Iterator[Any]:
    """Records with some sixty words each; the last agency has one in a thousand, all others the
    rest."""
    from himpun.archive.rules.searching import Entry

    chance = Random(7)
    for number in range(records):
        small = number % 1_000 == 0
        agency = agencies[-1] if small else agencies[number % (len(agencies) - 1)]
        said = " ".join(chance.choices(WORDS, k=60))
        yield Entry(
            agency=agency, kind="arsip", ref=f"record/{number}", page="archive:record",
            args=("x", number), subject=f"Arsip nomor{number} {said[:60]}",
            text=f"{said} {'khusus' if small else ''}", security=("biasa", "terbatas")[number % 2],
            year=2020 + number % 7,
        )  # fmt: skip


def fill(records: int) -> list[int]:
    """The agencies, and everything that can be found in them."""
    from django.db import connection

    from himpun.archive.services import index_text
    from himpun.office.models import Agency

    made = [
        Agency.objects.create(code=f"a{n}", name=f"Dinas {n}", region="Contoh", zone="WIB").pk
        for n in range(AGENCIES)
    ]
    rows = entries(records, made)
    while batch := list(islice(rows, 5_000)):
        index_text(entries=batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def measured(records: int) -> list[dict[str, Any]]:
    """One row a question: milliseconds of the search, of the same statement by the bare driver."""
    from bench.bare import Bare
    from bench.figures import seconds
    from bench.recap import questions
    from himpun.archive.queries.searching import Sought, search
    from himpun.archive.rules.security import Reach

    agencies = fill(records)
    everywhere = frozenset(agencies)
    small = frozenset(agencies[-1:])
    rows = []
    driver = Bare().driver
    for name, question in QUESTIONS.items():
        seen = small if "small agency" in name else everywhere
        reach = Reach(1, sees=seen, inside=seen)
        asked = Sought(question.format(last=records - 1))
        found = search(asked, reach)
        statements = questions(lambda asked=asked, reach=reach: search(asked, reach))  # type: ignore[misc]

        def bare(statements: list[str] = statements) -> None:
            for sql in statements:
                driver.execute(sql).fetchall()

        took = seconds(lambda asked=asked, reach=reach: search(asked, reach), TIMES)  # type: ignore[misc]
        rows.append(
            {
                "name": name,
                "ms": took * 1000,
                "bare": seconds(bare, TIMES) * 1000,
                "found": found.count,
                "more": found.more,
            }
        )
    return rows


def main() -> None:
    """One database, filled once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    records = parser.parse_args().records
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(measured(records)) + "\n")


if __name__ == "__main__":
    main()
