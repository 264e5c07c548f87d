"""The codes and the schedule of an agency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from himpun.archive.models import ClassificationCode, RetentionRule, Schedule
from himpun.archive.queries.sheets_file import Sheet, Value, sheets_file
from himpun.archive.rules.classification import SHIPPED, in_order
from himpun.archive.rules.retention import FATES, Term
from himpun.archive.rules.schedule_sheet import COLUMNS
from himpun.kernel.worktime import ZONES
from himpun.office.queries import Agency


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code as an agency uses it. ``own``: added or renamed by the agency. ``term``: what the
    schedule in force says of this very code, None where it says nothing."""

    code: str
    title: str
    security: str
    own: bool
    closed: bool
    term: Term | None

    @property
    def fate(self) -> str:
        """Its fate in words."""
        return FATES[self.term.fate] if self.term else ""


def schedule_of(agency: Agency) -> Schedule | None:
    """The schedule in force (one query)."""
    return Schedule.objects.filter(agency=agency).order_by("-no").first()


def rules_of(schedule: Schedule | None) -> list[RetentionRule]:
    """The rules of a schedule, by code (one query)."""
    rows = RetentionRule.objects.filter(schedule=schedule) if schedule else []
    return sorted(rows, key=lambda rule: in_order(rule.code))


def terms_of(agency: Agency) -> dict[str, Term]:
    """Code → what the schedule in force says (two queries)."""
    schedule = schedule_of(agency)
    return {
        rule.code: Term(rule.active, rule.inactive, rule.fate, rule.basis or schedule.basis)
        for rule in rules_of(schedule)
        if schedule is not None
    }


def codes_of(agency: Agency) -> list[CodeView]:
    """Every code that an agency may file under: shipped, of its schedule, its own (three queries).

    Closed ones are there too, marked.
    """
    schedule = schedule_of(agency)
    rules = {rule.code: rule for rule in rules_of(schedule)}
    own = {row.code: row for row in ClassificationCode.objects.filter(agency=agency)}
    titles: Mapping[str, str] = {
        **SHIPPED,
        **{code: rule.title for code, rule in rules.items()},
        **{code: row.title for code, row in own.items()},
    }
    return [
        CodeView(
            code, titles[code], own[code].security if code in own else "", code in own,
            code in own and own[code].closed, _term(rules.get(code), schedule),
        )
        for code in sorted(titles, key=in_order)
    ]  # fmt: skip


def _term(rule: RetentionRule | None, schedule: Schedule | None) -> Term | None:
    if rule is None or schedule is None:
        return None
    return Term(rule.active, rule.inactive, rule.fate, rule.basis or schedule.basis)


def open_codes(agency: Agency) -> dict[str, CodeView]:
    """The codes that are offered, by code."""
    return {view.code: view for view in codes_of(agency) if not view.closed}


def schedule_file(agency: Agency, now: datetime) -> bytes:
    """The schedule in force as the table that is loaded; where there is none, the codes with empty
    years, to be filled in."""
    rows: list[list[Value]] = [
        [view.code, view.title, _years(view, "active"), _years(view, "inactive"), view.fate,
         view.term.basis if view.term else ""]
        for view in codes_of(agency)
        if not view.closed
    ]  # fmt: skip
    columns = tuple(zip(COLUMNS, (20, 60, 14, 16, 20, 60), strict=True))
    made = now.astimezone(ZONES[agency.zone]).replace(tzinfo=None)
    return sheets_file([Sheet("JRA", columns, rows)], f"Jadwal retensi {agency.name}", made)


def _years(view: CodeView, which: str) -> int | None:
    return getattr(view.term, which) if view.term else None
