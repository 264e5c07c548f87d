"""The working calendar of a unit: zone, office hours, Ramadan hours, holidays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from himpun.kernel.worktime.hours import OfficeHours, Span

HolidayKind = Literal["nasional", "cuti bersama", "lokal"]
OfficeSpan = tuple[datetime, datetime]

ONE_DAY = timedelta(days=1)


class CalendarUnknown(LookupError):
    """The question touches a year whose holidays nobody has entered; the text names the year."""

    def __init__(self, year: int) -> None:
        """Keep the year, so that a page can link to the table that is missing."""
        super().__init__(
            f"Daftar hari libur tahun {year} belum diisi, sehingga hari kerja pada tahun itu "
            "tidak dapat dihitung."
        )
        self.year = year


@dataclass(frozen=True)
class Holiday:
    """A day off: the day, what it is called, its kind, and the decree that set it."""

    on: date
    name: str
    kind: HolidayKind
    decree: str


@dataclass(frozen=True)
class OwnHours:
    """Hours that an office keeps from a first to a last day, both inclusive; None: no last day."""

    from_on: date
    until_on: date | None
    hours: OfficeHours
    ramadan_hours: OfficeHours

    def hold_on(self, on: date) -> bool:
        """Whether these are the hours of that day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True)
class Calendar:
    """When a unit works. Every question about an unknown year raises CalendarUnknown.

    `zone` has a fixed offset (WIB, WITA, WIT). `ramadan` holds pairs of first and last day, both
    inclusive, on which `ramadan_hours` replace `hours`. `known_years` are the years whose holiday
    table is complete: a missing table must never look like a year without holidays. `own_hours`
    replace both on their days; where several hold, the last of them.
    Refuses (ValueError) a zone whose offset changes, a Ramadan that ends before it begins, and a
    holiday filed under another day than its own.
    """

    zone: tzinfo
    hours: OfficeHours
    ramadan_hours: OfficeHours
    ramadan: tuple[tuple[date, date], ...]
    holidays: Mapping[date, Holiday]
    known_years: frozenset[int]
    own_hours: tuple[OwnHours, ...] = ()
    _days: dict[date, tuple[OfficeSpan, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Days that were asked for before, for a step's due times ask for the same few again."""

    def __post_init__(self) -> None:
        """Refuse what would make later answers wrong without a sign."""
        if self.zone.utcoffset(None) is None:
            # Subtracting two moments of one zone ignores a change of offset between them.
            raise ValueError("Zona waktu kalender harus berselisih tetap: WIB, WITA, atau WIT.")
        if any(first > last for first, last in self.ramadan):
            raise ValueError("Hari terakhir Ramadan mendahului hari pertamanya.")
        if any(on != holiday.on for on, holiday in self.holidays.items()):
            raise ValueError("Tanggal hari libur tidak sama dengan tempatnya di daftar.")

    def is_working_day(self, on: date) -> bool:
        """Whether the office opens on that day."""
        return bool(self.spans_on(on))

    def spans_on(self, on: date) -> tuple[OfficeSpan, ...]:
        """Office spans of a day as aware moments in the calendar's zone; empty on a day off."""
        found = self._days.get(on)
        if found is None:
            found = tuple((self.at(on, start), self.at(on, end)) for start, end in self._spans(on))
            self._days[on] = found
        return found

    def opens_at(self, on: date) -> datetime | None:
        """Opening of that day, None on a day off."""
        spans = self.spans_on(on)
        return spans[0][0] if spans else None

    def closes_at(self, on: date) -> datetime | None:
        """Close of business of that day, None on a day off."""
        spans = self.spans_on(on)
        return spans[-1][1] if spans else None

    def has_hours_on(self, on: date) -> bool:
        """Whether that weekday is an office day at all, holidays left aside."""
        return bool(self._hours_of(on).spans[on.weekday()])

    def local(self, at: datetime) -> datetime:
        """The same moment in the calendar's zone. Refuses (ValueError) a moment without zone."""
        if at.utcoffset() is None:
            raise ValueError("Waktu tanpa zona tidak dapat dihitung.")
        return at.astimezone(self.zone)

    def at(self, on: date, clock: time) -> datetime:
        """A clock time on a day, in the calendar's zone."""
        return datetime.combine(on, clock, tzinfo=self.zone)

    def working_days_from(self, on: date) -> Iterator[date]:
        """Working days from that day on, that day included; ends by raising CalendarUnknown."""
        while True:
            if self.is_working_day(on):
                yield on
            on += ONE_DAY

    def next_opening(self, at: datetime) -> datetime:
        """The first opening of a working day at or after that moment."""
        at = self.local(at)
        for on in self.working_days_from(at.date()):
            opening = self.spans_on(on)[0][0]
            if opening >= at:
                return opening
        raise AssertionError("working_days_from never ends")  # pragma: no cover

    def _spans(self, on: date) -> tuple[Span, ...]:
        if on.year not in self.known_years:
            raise CalendarUnknown(on.year)
        if on in self.holidays:
            return ()
        return self._hours_of(on).spans[on.weekday()]

    @property
    def ordinary_day(self) -> timedelta:
        """The commonest length of a working day, by the hours that have no last day."""
        lasting = (own.hours for own in reversed(self.own_hours) if own.until_on is None)
        return next(lasting, self.hours).ordinary_day

    def _hours_of(self, on: date) -> OfficeHours:
        own = next((own for own in reversed(self.own_hours) if own.hold_on(on)), None)
        fasting = any(first <= on <= last for first, last in self.ramadan)
        if own is not None:
            return own.ramadan_hours if fasting else own.hours
        return self.ramadan_hours if fasting else self.hours
