"""``python -m tests.performance.hostile_reading FILE COUNT``: what reading variants of a workbook
takes, as JSON: how many were read and refused, the peak of memory in MB, the slowest in seconds."""

import json
import os
import resource
import sys
from pathlib import Path
from time import process_time

import django
from tests.performance.mutations import variants

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from himpun.archive.queries.xlsx import read_book  # noqa: E402
from himpun.office.rules import Refused  # noqa: E402


def peak() -> int:
    """Memory of this process at its most, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(path: str, count: int) -> dict[str, float]:
    files = [variant for _, _, variant in variants(Path(path).read_bytes(), count, seed=2)]
    read_book(Path(path).read_bytes())
    before, read, slowest = peak(), 0, 0.0
    for variant in files:
        began = process_time()
        try:
            read_book(variant)
            read += 1
        except Refused:
            pass
        slowest = max(slowest, process_time() - began)
    return {
        "read": read, "refused": count - read, "grown_mb": peak() - before, "slowest": slowest,
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
