"""What narrows the board of several agencies, its order, and its groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from himpun.monitoring.queries.region_board import BoardLine, Sums, summed
from himpun.monitoring.rules.boards import STATES_IN_ORDER

FAR = datetime.max.replace(tzinfo=UTC)
LOW = Decimal(-1)

# Key of an order → its words, the column, and whether it begins with the greatest.
ORDERS: Mapping[str, tuple[str, Callable[[BoardLine], Any], bool]] = {
    "nama": ("Nama", lambda line: (line.agency.name, line.agency.region), False),
    "keadaan": ("Keadaan", lambda line: STATES_IN_ORDER[line.state], False),
    "kelengkapan": ("Kelengkapan", lambda line: _or_low(line.complete), False),
    "ketepatan": ("Ketepatan waktu", lambda line: _or_low(line.punctual), False),
    "tenggat": ("Tenggat", lambda line: line.due_at or FAR, False),
    "capaian": ("Capaian", lambda line: _or_low(line.achieved.mean), True),
}
STATES: Mapping[str, str] = {
    "late": "Terlambat",
    "back": "Dikembalikan",
    "risk": "Berisiko",
    "now": "Berjalan",
    "wait": "Dihentikan",
    "done": "Selesai",
    "idle": "Belum dimulai",
}


def _or_low(value: Decimal | int | None) -> Decimal | int:
    """What is not known stands behind what is low."""
    return LOW if value is None else value


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for: words of the name, a region, a state, an order, and whether that is
    turned round. What is unknown counts as not asked for."""

    search: str = ""
    region: str = ""
    state: str = ""
    order: str = "nama"
    turned: bool = False


def narrowed(lines: Sequence[BoardLine], wanted: Wanted) -> list[BoardLine]:
    """The lines that were asked for, in the order that was."""
    words = wanted.search.casefold().split()
    found = [
        line
        for line in lines
        if (not wanted.region or line.agency.region == wanted.region)
        and (wanted.state not in STATES or line.state == wanted.state)
        and all(word in f"{line.agency.name} {line.agency.region}".casefold() for word in words)
    ]
    _, key, falling = ORDERS.get(wanted.order, ORDERS["nama"])
    # Sorting keeps the order by name among equals, so it comes first.
    found.sort(key=ORDERS["nama"][1])
    return sorted(found, key=key, reverse=falling != wanted.turned)


def by_region(lines: Sequence[BoardLine]) -> list[tuple[str, Sums]]:
    """Regions by name, with the sums of their agencies."""
    grouped: dict[str, list[BoardLine]] = defaultdict(list)
    for line in lines:
        grouped[line.agency.region].append(line)
    return [(region, summed(grouped[region])) for region in sorted(grouped)]


def regions_of(lines: Sequence[BoardLine]) -> list[str]:
    """The regions that can be chosen."""
    return sorted({line.agency.region for line in lines})
