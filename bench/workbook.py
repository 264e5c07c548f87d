"""A form's workbook of 10,000 values: written and read back, beside the bare libraries that write
and read the same cells.

``python -m bench.workbook`` measures once, in a process of its own, and prints one JSON row.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any

VALUES = 10_000
TIMES = 3
TARGETS = ("70", "1.412", "85,25")


def rows(count: int) -> list[dict[str, Any]]:
    """Rows as the grid has them, of the first quarter in which somebody filled in everything."""
    return [
        {
            "value": no, "no": no, "code": f"K{no:05d}", "unit": "persen",
            "name": f"Persentase kegiatan {no} selesai",
            "definition": f"Definisi operasional {no}.\nSumber: laporan bidang",
            "target": TARGETS[no % 3], "last": "64,5", "realisation": f"{no % 1000},{no % 10}",
            "no_value": "", "obstacles": f"Kendala {no}", "solutions": "Dikerjakan bertahap",
            "follow_up": f"Tindak lanjut {no}", "follow_up_by": "Kepala Seksi",
            "follow_up_on": "31/12/2026", "budget": f"1.{no % 900 + 100}.000", "note": "",
            "locked": "", "computed": False, "choices": [], "returned": "", "warnings": [],
        }
        for no in range(1, count + 1)
    ]  # fmt: skip


def book(lines: list[dict[str, Any]]) -> Any:
    """A form's workbook that says these rows."""
    from himpun.performance.queries.workbooks.form_paper import FormBook
    from himpun.performance.rules.form_sheet import FIELDS, Stamp, StampLine

    stamped = {
        line["value"]: StampLine(line["code"], 1, 1, {k: line[k] for k in FIELDS if line[k]})
        for line in lines
    }
    stamp = Stamp(1, 1, "dinas", "Dinas", "-", "Dinas", "2026-TW1", "triwulan I", 1, "", stamped)
    return FormBook("Formulir", "Dinas", stamp, lines, ())


def cells(lines: list[dict[str, Any]]) -> list[list[str]]:
    """The texts that stand in the sheet, row by row."""
    from himpun.performance.rules.form_sheet import COLUMNS

    keys = [column.key for column in COLUMNS]
    return [["v", *(str(line.get(key, "")) for key in keys)] for line in lines]


def bare_xlsxwriter(texts: list[list[str]]) -> bytes:
    """The same texts by xlsxwriter alone: no looks, no lists, no stamp."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as written:
        page = written.add_worksheet()
        for row, line in enumerate(texts):
            for column, text in enumerate(line):
                page.write_string(row, column, text)
    return file.getvalue()


def bare_openpyxl(texts: list[list[str]]) -> bytes:
    """The same texts by openpyxl alone, row by row."""
    import openpyxl

    written = openpyxl.Workbook(write_only=True)
    page = written.create_sheet()
    for line in texts:
        page.append(line)
    file = BytesIO()
    written.save(file)
    return file.getvalue()


def read_openpyxl(content: bytes) -> int:
    """All cells by openpyxl alone."""
    import openpyxl

    pages = openpyxl.load_workbook(BytesIO(content), read_only=True).worksheets
    return sum(len(row) for page in pages for row in page.iter_rows(values_only=True))


def read_ours(content: bytes) -> int:
    """Read, recognised by its stamp, and every cell to fill in as it was typed."""
    from django.core.signing import loads

    from himpun.archive.queries.xlsx import read_book
    from himpun.performance.queries.workbooks.form_paper import SALT
    from himpun.performance.rules.form_sheet import SEAL, stamp_of
    from himpun.performance.rules.form_sheet_read import read_typed

    found = read_book(content)
    seal = found.sheet(SEAL)
    assert seal is not None
    signed = "".join(seal.text(row, 1) for row in range(1, seal.last_row + 1))
    return len(read_typed(found, stamp_of(loads(signed, salt=SALT))).cells)


def timed(do: Callable[[], object]) -> float:
    """The median time of a few calls, in seconds."""
    found = []
    for _ in range(TIMES):
        began = perf_counter()
        do()
        found.append(perf_counter() - began)
    return median(found)


def measured(count: int = VALUES) -> dict[str, float]:
    """Seconds for each, and the size of the file in MB."""
    from himpun.performance.queries.workbooks.form_paper import written

    lines = rows(count)
    of, texts = book(lines), cells(lines)
    content = written(of)
    return {
        "mb": len(content) / 1e6,
        "write": timed(lambda: written(of)),
        "write_xlsxwriter": timed(lambda: bare_xlsxwriter(texts)),
        "write_openpyxl": timed(lambda: bare_openpyxl(texts)),
        "read": timed(lambda: read_ours(content)),
        "read_openpyxl": timed(lambda: read_openpyxl(content)),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(measured()))
