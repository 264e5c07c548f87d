"""Numbers of papers: given when signed, reserved, cancelled; none twice and none left out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Number, Paper
from himpun.letters.queries.registers import number_of_paper, why_not_keep_registers
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.rules.registers import CANCELLED, GIVEN, REASON, RESERVED
from himpun.letters.services._registers import day_of, in_turn, lock_register, next_number, tell
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

NO_NUMBER = "Naskah jenis “{kind}” tidak diberi nomor dari register."


@in_turn
def take_number(*, paper: Paper, by: Person | None, now: datetime) -> Number:
    """Gives a paper its number, in the transaction in which it is signed: what is undone there
    leaves no gap. A number that was reserved for the paper is the one that it gets.

    The register stays locked until that transaction ends, so sign soon after. Whoever calls has
    asked whether the person may sign. Refuses a kind without numbers, a paper that has one already,
    and one whose unit or code the agency's pattern cannot hold.
    """
    kind = _numbered(paper.kind)
    register = lock_register(paper.agency, kind.register, day_of(paper.agency, now).year)
    had = number_of_paper(paper)
    if had is not None and had.state == GIVEN:
        raise Refused(f"Naskah ini sudah bernomor {had.text}.")
    if had is not None:
        return _use(had, paper, by, now)
    number = next_number(
        register, kind=paper.kind, unit=paper.unit, code=paper.classification,
        subject=paper.subject, state=GIVEN, paper=paper, by=by, now=now,
    )  # fmt: skip
    tell(number, "NumberGiven", by=by, now=now)
    return number


@in_turn
def reserve_number(
    *,
    agency: Agency,
    kind: str,
    subject: str,
    unit: str = "",
    paper: Paper | None = None,
    by: Person | None,
    now: datetime,
) -> Number:
    """Sets the next number aside for a paper that is signed by hand: for ``paper``, or for one that
    is made outside this program (None).

    Refuses who does not keep the registers, a kind without numbers, a missing subject, and a paper
    that has a number.
    """
    if paper is None and (why := why_not_keep_registers(by, agency, now)):
        raise Refused(why)
    if not subject.strip():
        raise Refused("Tulis untuk naskah apa nomor itu dipesan.")
    register = lock_register(agency, _numbered(kind).register, day_of(agency, now).year)
    if paper is not None and (had := number_of_paper(paper)):
        raise Refused(f"Naskah ini sudah bernomor {had.text}.")
    number = next_number(
        register, kind=kind, unit=unit, code=paper.classification if paper else "",
        subject=subject.strip()[:REASON], state=RESERVED, paper=paper, by=by, now=now,
    )  # fmt: skip
    tell(number, "NumberReserved", by=by, now=now, body={"subject": number.subject})
    return number


@in_turn
def use_reserved_number(
    *, number: Number, paper: Paper | None = None, by: Person | None, now: datetime
) -> Number:
    """A reserved number was written on its paper: on ``paper``, or on one made outside (None).

    Refuses a number that is not reserved any more, one that was reserved for another paper or for
    another register's kind, a paper that has a number, and who does not keep the registers.
    """
    agency = number.register.agency
    if paper is None and (why := why_not_keep_registers(by, agency, now)):
        raise Refused(why)
    row = _locked(number)
    if row.state != RESERVED:
        raise Refused(f"Nomor {row.text} tidak sedang dipesan.")
    if paper is not None:
        _refuse_other(row, paper)
    return _use(row, paper, by, now)


def _refuse_other(number: Number, paper: Paper) -> None:
    if paper.agency_id != number.register.agency_id:
        raise Refused("Nomor ini milik instansi lain.")
    if number.paper_id not in {None, paper.pk}:
        raise Refused(f"Nomor {number.text} dipesan untuk naskah lain.")
    if _numbered(paper.kind).register != number.register.group:
        raise Refused(f"Nomor {number.text} berasal dari register lain.")
    had = number_of_paper(paper)
    if had is not None and had.pk != number.pk:
        raise Refused(f"Naskah ini sudah bernomor {had.text}.")


def _use(number: Number, paper: Paper | None, by: Person | None, now: datetime) -> Number:
    number.state = GIVEN
    number.paper = paper or number.paper
    number.save(update_fields=["state", "paper"])
    tell(number, "NumberUsed", by=by, now=now)
    return number


@in_turn
def cancel_number(*, number: Number, reason: str, by: Person | None, now: datetime) -> Number:
    """Cancels a number; it stays in the register with the reason and is never given again.

    Refuses who does not keep the registers, a missing reason, a number that is cancelled, and that
    of a paper that was signed and is in force: cancel the paper, its number goes with it.
    """
    if why := why_not_keep_registers(by, number.register.agency, now):
        raise Refused(why)
    row = _locked(number)
    if row.paper is not None and row.state == GIVEN and row.paper.state != "cancelled":
        raise Refused(
            f"Nomor {row.text} dipakai naskah yang berlaku. Batalkan naskahnya lebih dahulu."
        )
    return _cancel(row, reason, by, now)


@in_turn
def cancel_number_of(
    *, paper: Paper, reason: str, by: Person | None, now: datetime
) -> Number | None:
    """Cancels the number that a paper has, together with the paper; None where it has none.

    Whoever calls has asked whether the person may cancel the paper. Refuses a missing reason.
    """
    had = number_of_paper(paper)
    if had is None:
        return None
    return _cancel(_locked(had), reason, by, now)


def _cancel(number: Number, reason: str, by: Person | None, now: datetime) -> Number:
    said = reason.strip()
    if not said:
        raise Refused("Alasan pembatalan nomor harus diisi.")
    if len(said) > REASON:
        raise Refused(f"Alasan pembatalan paling panjang {REASON} huruf.")
    if number.state == CANCELLED:
        raise Refused(f"Nomor {number.text} sudah dibatalkan.")
    number.state, number.reason, number.cancelled_at = CANCELLED, said, now
    number.cancelled_by_text = by.name if by else "Sistem"
    number.save(update_fields=["state", "reason", "cancelled_at", "cancelled_by_text"])
    tell(number, "NumberCancelled", by=by, now=now, body={"reason": said})
    return number


def _locked(number: Number) -> Number:
    """A number as it stands now, its register locked."""
    register = number.register
    lock_register(register.agency, register.group, register.year)
    return Number.objects.select_related("register__agency", "paper").get(pk=number.pk)


def _numbered(kind: str) -> Kind:
    found = KINDS.get(kind)
    if found is None or not found.registered:
        raise Refused(NO_NUMBER.format(kind=found.title if found else kind))
    return found
