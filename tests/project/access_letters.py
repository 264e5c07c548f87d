"""The rows of papers."""

from collections.abc import Mapping

from tests.project.access_row import (
    HERE,
    KEEPERS,
    NOBODY,
    READERS,
    Row,
    agency,
    numbered,
    of_agency,
)
from tests.project.moments import NOW

from himpun.letters.models import Number
from himpun.letters.services.numbers import reserve_number
from himpun.office.models import Agency

LETTERS: Mapping[str, Row] = {
    "letters:letterhead": Row(READERS, args=agency),
    "letters:letterhead_change": Row(KEEPERS, args=agency),
    # The sample's agencies have no logo.
    "letters:letterhead_logo": Row(NOBODY, args=agency),
    "letters:registers": Row(READERS, args=agency),
    "letters:register_set": Row(KEEPERS, args=of_agency(year=NOW.year, group="surat-keluar")),
    "letters:number_codes": Row(KEEPERS, args=agency),
    "letters:number_reserve": Row(KEEPERS, args=agency),
    "letters:number_use": Row(KEEPERS, args=numbered(Number, register__agency__code=HERE)),
    "letters:number_cancel": Row(KEEPERS, args=numbered(Number, register__agency__code=HERE)),
}


def some_papers(here: Agency) -> None:
    """What the sample has none of: a number that was set aside."""
    reserve_number(agency=here, kind="undangan", subject="Rapat", by=None, now=NOW)
