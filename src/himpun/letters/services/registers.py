"""How an agency's numbers are written, and where its registers begin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Number, NumberSettings, Register
from himpun.letters.queries.registers import settings_now, why_not_keep_registers
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.numbering import (
    MOST,
    NUMBER,
    Pattern,
    read_number,
    read_pattern,
    why_not_code,
    why_not_short_name,
)
from himpun.letters.rules.registers import why_not_group
from himpun.letters.services._registers import day_of, in_turn, lock_register
from himpun.office import queries as office
from himpun.office.rules import Body, Refused
from himpun.office.services.journal import write

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person


@in_turn
def set_register(
    *,
    agency: Agency,
    group: str,
    year: int,
    pattern: str,
    first: int,
    by: Person | None,
    now: datetime,
) -> Register:
    """How the numbers of a register are written from now on, and with which one it begins.

    Numbers that were given stay as they are. Refuses who does not keep the registers, a pattern
    that is not sound or could write a number that was given already, another beginning once a
    number was given, and years other than this and the next.
    """
    if why := why_not_keep_registers(by, agency, now):
        raise Refused(why)
    this = day_of(agency, now).year
    why = why_not_group(group)
    if why or year not in {this, this + 1}:
        raise Refused(why or f"Yang dapat diatur hanya register {this} dan {this + 1}.")
    checked = read_pattern(pattern)
    if not isinstance(checked, Pattern):
        raise Refused(checked)
    if not 1 <= first <= MOST:
        raise Refused(f"Nomor awal harus antara 1 dan {MOST}.")
    row = lock_register(agency, group, year)
    _refuse_beginning(row, first)
    _refuse_repeated(row, checked)
    before: Body = {"pattern": row.pattern, "first": row.first}
    if row.first != first:
        row.first, row.last = first, first - 1
    row.pattern = pattern
    row.save(update_fields=["pattern", "first", "last"])
    body: Body = {
        "register": group, "year": year, "pattern": pattern, "first": first, "before": before,
    }  # fmt: skip
    subject = f"register/{row.pk}"
    write(agency=agency, by=by, now=now, action="RegisterSet", subject=subject, body=body)
    return row


def _refuse_beginning(row: Register, first: int) -> None:
    if first != row.first and row.last >= row.first:
        raise Refused(
            f"Nomor {row.first} sampai {row.last} sudah diberikan, jadi awalnya tidak dapat "
            "diubah lagi."
        )


def _refuse_repeated(row: Register, pattern: Pattern) -> None:
    """A new pattern must not write, for a number to come, what stands on a paper already."""
    if pattern.text == row.pattern:
        return
    for text in Number.objects.filter(register=row).values_list("text", flat=True):
        read = read_number(pattern, text)
        if read is not None and int(read[NUMBER]) > row.last:
            raise Refused(f"Pola itu kelak menulis {text} sekali lagi, padahal sudah dipakai.")


@in_turn
def set_number_codes(
    *,
    agency: Agency,
    short_name: str,
    unit_names: Mapping[str, str],
    kind_codes: Mapping[str, str],
    by: Person | None,
    now: datetime,
) -> NumberSettings:
    """The agency's short name, its units' ({unit code: short name}) and the classification codes of
    kinds ({kind: code}) as numbers write them; what is left out or empty is as usual.

    Refuses who does not keep the registers, units and kinds that the agency has not, and short
    names and codes that no number can hold.
    """
    if why := why_not_keep_registers(by, agency, now):
        raise Refused(why)
    units = {code: name for code, name in unit_names.items() if name}
    kinds = {kind: code for kind, code in kind_codes.items() if code}
    known = {unit.code for unit in office.units_of(agency, day_of(agency, now))}
    if strange := sorted(units.keys() - known):
        raise Refused(f"Unit “{strange[0]}” tidak ada di {agency.name}.")
    if strange := sorted(kinds.keys() - {key for key, kind in KINDS.items() if kind.registered}):
        raise Refused(f"Naskah jenis “{strange[0]}” tidak diberi nomor dari register.")
    for name in (short_name, *units.values()):
        if why := why_not_short_name(name):
            raise Refused(why)
    for code in kinds.values():
        if why := why_not_code(code):
            raise Refused(why)
    office.lock_journal(agency)
    own = settings_now(agency)
    own.short_name, own.unit_names, own.kind_codes = short_name, units, kinds
    own.save()
    body: Body = {"short_name": short_name, "units": units, "kinds": kinds}
    subject = f"agency/{agency.code}"
    write(agency=agency, by=by, now=now, action="NumberCodesSet", subject=subject, body=body)
    return own
