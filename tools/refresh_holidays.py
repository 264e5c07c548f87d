"""Write the seed table of holidays again from the `holidays` package.

    python tools/refresh_holidays.py [FIRST_YEAR LAST_YEAR]

Days, names, kinds and estimates come from the package (Indonesia: PUBLIC = libur nasional,
GOVERNMENT = cuti bersama). What the package does not know is kept from the table as it stands:
decrees, notes and Ramadan. A year without them is refused: someone must look them up first.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import holidays

TABLE = Path(__file__).parent.parent / "src/himpun/office/seed/holidays-id.toml"
FIRST_YEAR, LAST_YEAR = 2023, 2027
KINDS = {"public": "nasional", "government": "cuti bersama"}
ESTIMATE = " (perkiraan)"

HEADER = """\
# Hari libur nasional, cuti bersama, dan Ramadan: isi awal yang dapat dibetulkan admin.
#
# Rows of `holiday` are generated: python tools/refresh_holidays.py. By hand: decree,
# decree_confirmed, note, ramadan, and the decree of a single day. decree_confirmed = false:
# the number was not found in a public source. estimated = true: the day may still move.
"""

Document = Mapping[str, Any]


def holiday_rows(year: int) -> Iterator[tuple[date, str, str, bool]]:
    """Day, name, kind, estimated or not, as the package has them, in order of days."""
    found = []
    for category, kind in KINDS.items():
        days = holidays.country_holidays("ID", categories=(category,), language="id", years=[year])
        for on, name in days.items():
            found.append((on, name.replace(ESTIMATE, ""), kind, ESTIMATE in name))
    yield from sorted(found)


def render(kept: Document, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> str:
    """The whole file. `kept` is the parsed table that hand-written entries are taken from.

    Refuses (KeyError) a year for which `kept` has no decree and no Ramadan.
    """
    by_hand = {entry["year"]: entry for entry in kept["year"]}
    years = range(first_year, last_year + 1)
    return "\n".join([HEADER, *(_year(year, by_hand[year]) for year in years)])


def _year(year: int, by_hand: Document) -> str:
    decrees = {row["on"]: row["decree"] for row in by_hand.get("holiday", ()) if "decree" in row}
    lines = [
        "[[year]]",
        f"year = {year}",
        f"decree = {_text(by_hand['decree'])}",
        f"decree_confirmed = {_flag(by_hand['decree_confirmed'])}",
    ]
    if "note" in by_hand:
        lines.append(f"note = {_text(by_hand['note'])}")
    lines.append("ramadan = [")
    for row in by_hand["ramadan"]:
        estimated = ", estimated = true" if row.get("estimated") else ""
        source = _text(row["source"])
        lines.append(
            f"  {{ first = {row['first']}, last = {row['last']}, source = {source}{estimated} }},"
        )
    lines += ["]", "holiday = ["]
    for on, name, kind, is_estimate in holiday_rows(year):
        decree = f", decree = {_text(decrees[on])}" if on in decrees else ""
        estimated = ", estimated = true" if is_estimate else ""
        row = f"on = {on}, name = {_text(name)}, kind = {_text(kind)}{decree}{estimated}"
        lines.append(f"  {{ {row} }},")
    return "\n".join([*lines, "]", ""])


def _text(value: str) -> str:
    if any(character in value for character in '"\\\n'):
        raise ValueError(f"not a plain TOML string: {value!r}")
    return f'"{value}"'


def _flag(value: bool) -> str:
    return "true" if value else "false"


def main() -> None:
    """Rewrite the table in place."""
    years = [int(argument) for argument in sys.argv[1:3]]
    TABLE.write_text(render(tomllib.loads(TABLE.read_text("utf-8")), *years), "utf-8")


if __name__ == "__main__":
    main()
