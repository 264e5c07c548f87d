"""Questions about registers and the numbers they gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from himpun.letters.models import Letterhead, Number, NumberSettings, Paper, Register
from himpun.letters.queries.keeping import keeps_papers
from himpun.letters.rules.kinds import KINDS, REGISTERS
from himpun.letters.rules.numbering import Parts, Pattern, read_pattern, short_name_of, write_number
from himpun.letters.rules.registers import (
    CANCELLED,
    GIVEN,
    RESERVED,
    USUAL_CODE,
    Gap,
    gaps_in,
    usual_pattern,
)
from himpun.office import queries as office
from himpun.office.queries import Agency, Person

__all__ = [
    "Number",
    "NumberSettings",
    "Register",
    "RegisterView",
    "number_in",
    "number_of_paper",
    "numbers_of",
    "parts_for",
    "pattern_now",
    "register_view",
    "registers_of",
    "settings_now",
    "shown_subject",
    "why_not_keep_registers",
    "years_of",
]
HIDDEN = ("Rahasia", "Sangat rahasia")
"""Papers of these classes are named in a register by their number only."""


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register as its page shows it; ``last`` before ``first`` where it gave none yet.

    ``next_text``: how the next number would be written today, "" where it cannot be.
    ``begun``: whether it stands in the tables already.
    """

    group: str
    title: str
    year: int
    pattern: str
    first: int
    last: int
    given: int
    reserved: int
    cancelled: int
    gaps: Sequence[Gap]
    next_text: str
    begun: bool

    @property
    def count(self) -> int:
        """How many numbers it gave."""
        return self.given + self.reserved + self.cancelled


def why_not_keep_registers(by: Person | None, agency: Agency, now: datetime) -> str | None:
    """Why a person may not keep an agency's registers: they are kept by whoever keeps its
    letterhead. None for the program itself."""
    if by is None:
        return None
    if keeps_papers(by, agency, office.day_at(agency, now)):
        return None
    return (
        f"Register nomor {agency.name} diurus oleh administrator, operator, atau pengelola SOP "
        "instansi itu."
    )


def settings_now(agency: Agency) -> NumberSettings:
    """What an agency's numbers are made of; the usual, not kept, where it has set nothing (one
    query)."""
    found = NumberSettings.objects.filter(agency=agency).first()
    return found or NumberSettings(agency=agency, short_name=short_name_of(agency.code))


def pattern_now(agency: Agency, group: str, year: int) -> str:
    """The pattern that a register of a year begins with: that of the newest year before, or the
    usual one (one query)."""
    before = Register.objects.filter(agency=agency, group=group, year__lt=year)
    found = before.order_by("-year").values_list("pattern", flat=True).first()
    return found or usual_pattern(group)


def parts_for(
    own: NumberSettings, *, no: int, on: date, kind: str, unit: str, code: str = ""
) -> Parts:
    """What a number of an agency is made of. ``unit`` "" is the agency itself; ``code`` "" takes
    the kind's own, or else that of the agency's letterhead (one query)."""
    if not code:
        code = own.kind_codes.get(kind) or _code_of_letterhead(own.agency_id)
    name = own.unit_names.get(unit) or unit.upper() if unit else own.short_name
    return Parts(no, on, code, name, own.short_name)


def _code_of_letterhead(agency_id: int) -> str:
    codes = Letterhead.objects.filter(agency=agency_id).values_list("classification", flat=True)
    return codes.first() or USUAL_CODE


def registers_of(agency: Agency, year: int, on: date) -> list[RegisterView]:
    """All registers of a year, those that gave no number yet too (three queries, and two for each
    of these)."""
    rows = {row.group: row for row in Register.objects.filter(agency=agency, year=year)}
    numbers: dict[str, list[tuple[int, str]]] = {group: [] for group in REGISTERS}
    given = Number.objects.filter(register__in=rows.values()).order_by("no")
    for group, no, state in given.values_list("register__group", "no", "state"):
        numbers.setdefault(group, []).append((no, state))
    own = settings_now(agency)
    return [
        _view(own, group, rows.get(group) or _not_begun(agency, group, year), found, on)
        for group, found in numbers.items()
    ]


def register_view(agency: Agency, group: str, year: int, on: date) -> RegisterView:
    """One register of a year, begun or not (six queries at most)."""
    row = Register.objects.filter(agency=agency, group=group, year=year).first()
    numbers = Number.objects.filter(register=row).order_by("no").values_list("no", "state")
    found = list(numbers) if row else []
    return _view(settings_now(agency), group, row or _not_begun(agency, group, year), found, on)


def _not_begun(agency: Agency, group: str, year: int) -> Register:
    pattern = pattern_now(agency, group, year)
    return Register(agency=agency, group=group, year=year, pattern=pattern)


def _view(
    own: NumberSettings, group: str, row: Register, numbers: Sequence[tuple[int, str]], on: date
) -> RegisterView:
    states = Counter(state for _, state in numbers)
    return RegisterView(
        group=group,
        title=REGISTERS.get(group, group),
        year=row.year,
        pattern=row.pattern,
        first=row.first,
        last=row.last,
        given=states[GIVEN],
        reserved=states[RESERVED],
        cancelled=states[CANCELLED],
        gaps=gaps_in(row.first, row.last, [no for no, _ in numbers]),
        next_text=_next(own, row, on),
        begun=row.pk is not None,
    )


def _next(own: NumberSettings, row: Register, on: date) -> str:
    pattern = read_pattern(row.pattern)
    kind = next((key for key, kind in KINDS.items() if kind.register == row.group), "")
    day = on if on.year == row.year else date(row.year, 1, 1)
    if not isinstance(pattern, Pattern):
        return ""
    try:
        return write_number(pattern, parts_for(own, no=row.last + 1, on=day, kind=kind, unit=""))
    except ValueError:
        return ""


def years_of(agency: Agency, now: datetime) -> list[int]:
    """Years with a register, and this one; the newest first (one query)."""
    found = set(Register.objects.filter(agency=agency).values_list("year", flat=True))
    return sorted(found | {office.day_at(agency, now).year}, reverse=True)


def numbers_of(agency: Agency, year: int, group: str = "") -> QuerySet[Number]:
    """The numbers of a year, of one register or of all, in their order."""
    found = Number.objects.filter(register__agency=agency, register__year=year)
    if group:
        found = found.filter(register__group=group)
    return found.select_related("register", "paper").order_by("register__group", "no")


def number_in(agency: Agency, pk: int) -> Number | None:
    """A number of an agency (one query)."""
    found = Number.objects.filter(register__agency=agency, pk=pk)
    return found.select_related("register", "register__agency", "paper").first()


def number_of_paper(paper: Paper) -> Number | None:
    """The number that a paper has, given or reserved; None before it has one (one query)."""
    found = Number.objects.filter(paper=paper).exclude(state=CANCELLED)
    return found.select_related("register").first()


def shown_subject(number: Number) -> str:
    """What a number was given for; a secret paper is not named."""
    if number.paper is not None and number.paper.security in HIDDEN:
        return f"({number.paper.security.lower()})"
    return number.subject
