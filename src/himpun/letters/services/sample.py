"""Sample letterheads, read from a file: to try the program out, and for tests."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from himpun.letters.queries.keeping import makes_papers
from himpun.letters.services.letterhead import set_letterhead
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.letters.models import Letterhead
    from himpun.office.queries import Agency

SEED = Path(__file__).parent.parent / "seed" / "letterheads.toml"
CODE = "000.8.6.3"


@transaction.atomic
def load_sample_letterhead(
    *, agency: Agency, now: datetime, file: Path = SEED
) -> Letterhead | None:  # fmt: skip
    """The letterhead of a sample agency; from then on it makes its papers here.

    Does nothing (None) where the file has no such agency, or it has a letterhead already. Refuses
    outside sample mode.
    """
    if not settings.HIMPUN_SAMPLE:
        raise Refused("Kop contoh hanya dapat dimuat dalam mode contoh.")
    row = tomllib.loads(file.read_text(encoding="utf-8")).get(agency.code)
    if row is None or makes_papers(agency.pk):
        return None
    return set_letterhead(
        agency=agency, lines=row["lines"], contact=row["contact"], logo=None, paper=row["paper"],
        city=row["city"], tone={}, way="local", classification=CODE, by=None, now=now,
    )  # fmt: skip
