"""How a register is locked, and how the next number is written into it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Number, Paper, Register
from himpun.letters.queries.registers import parts_for, pattern_now, settings_now
from himpun.letters.rules.numbering import MOST, Parts, Pattern, read_pattern, write_number
from himpun.office import queries as office
from himpun.office.queries import Agency, Person
from himpun.office.rules import Refused
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn

if TYPE_CHECKING:
    from himpun.office.rules import Body

in_turn = InTurn(Refused)


def lock_register(agency: Agency, group: str, year: int) -> Register:
    """The register of a year, locked until the transaction ends; begun where it was not.

    The end of the agency's journal is locked before it, as whoever signs in a step of a run has
    done already: so nobody waits in a circle.
    """
    office.lock_journal(agency)
    rows = Register.objects.select_for_update(of=("self",))
    found = rows.filter(agency=agency, group=group, year=year).first()
    if found is None:
        begun = Register(agency=agency, group=group, year=year)
        begun.pattern = pattern_now(agency, group, year)
        # Of two who begin it at once, the second waits for the first and finds it there.
        Register.objects.bulk_create([begun], ignore_conflicts=True)
        found = rows.get(agency=agency, group=group, year=year)
    return found


def next_number(
    register: Register,
    *,
    kind: str,
    unit: str,
    code: str,
    subject: str,
    state: str,
    paper: Paper | None,
    by: Person | None,
    now: datetime,
) -> Number:
    """Writes the next number into a register that is locked. Refuses a pattern that cannot hold it
    and a register that is full."""
    no, on = register.last + 1, office.day_at(register.agency, now)
    if no > MOST:
        raise Refused(f"Register tahun {register.year} sudah penuh ({MOST} nomor).")
    parts = parts_for(settings_now(register.agency), no=no, on=on, kind=kind, unit=unit, code=code)
    register.last = no
    register.save(update_fields=["last"])
    return Number.objects.create(
        register=register, no=no, text=written(register.pattern, parts), state=state, kind=kind,
        unit=unit, subject=subject, on=on, paper=paper, by=by, at=now,
        by_text=by.name if by else "Sistem",
    )  # fmt: skip


def written(text: str, parts: Parts) -> str:
    """A number as a pattern writes it. Refuses parts that a slot of it cannot hold."""
    pattern = read_pattern(text)
    if not isinstance(pattern, Pattern):
        raise Refused(pattern)
    try:
        return write_number(pattern, parts)
    except ValueError:
        raise Refused(
            f"Nomor tidak dapat ditulis dengan pola {text}: kode {parts.code or '(kosong)'}, unit "
            f"{parts.unit or '(kosong)'}, instansi {parts.agency or '(kosong)'}. Perbaiki "
            "singkatan dan kodenya di pengaturan nomor."
        ) from None


def tell(
    number: Number, action: str, *, by: Person | None, now: datetime, body: Body | None = None
) -> None:
    """The journal's row about a number."""
    register = number.register
    said: Body = {
        "number": number.text, "no": number.no, "register": register.group,
        "year": register.year, "kind": number.kind, "paper": number.paper_id, **(body or {}),
    }  # fmt: skip
    subject = f"number/{number.pk}"
    write(agency=register.agency, by=by, now=now, action=action, subject=subject, body=said)


def day_of(agency: Agency, now: datetime) -> date:
    """The day it is at the agency; its year chooses the register."""
    return office.day_at(agency, now)
