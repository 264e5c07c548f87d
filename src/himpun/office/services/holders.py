"""Who holds a post, and who stands in for them."""

from datetime import date, datetime

from django.db import transaction

from himpun.office.models import Holding, Person, Post, StandIn
from himpun.office.queries import day_at, is_system, lock_for_change
from himpun.office.rules import (
    CAPACITIES,
    DEFINITIVE,
    ONE_DAY,
    Refused,
    ending,
    long_date,
    overlaps,
    why_not_period,
    why_not_there,
)
from himpun.office.services.journal import write


@transaction.atomic
def appoint(
    *,
    post: Post,
    person: Person,
    capacity: str = DEFINITIVE,
    from_on: date,
    until_on: date | None = None,
    basis: str,
    end_previous: bool,
    by: Person | None,
    now: datetime,
) -> Holding:
    """A person holds a post from a day on (both days inclusive, ``until_on`` None: open).

    ``end_previous``: whoever holds the post then does so until the day before; else they go on
    beside the new one (a Plh. beside the definitive holder on leave). Refuses who does not
    administer the agency, a person of another agency unless the system administrator asks, an
    unknown capacity, a missing basis, days on which the post is closed, and a second definitive
    holder on the same day.
    """
    agency = post.agency
    lock_for_change(by, agency, now)
    post.refresh_from_db(fields=["until_on"])
    if why := (
        _why_not_appoint(capacity, basis)
        or why_not_period(from_on, until_on)
        or why_not_there(post.title, post.until_on, until_on)
    ):
        raise Refused(why)
    if person.home_id != agency.pk and by and not is_system(by, day_at(None, now)):
        raise Refused(f"{person.name} tidak terdaftar di {agency.name}.")
    if end_previous:
        _end_holdings(post, from_on, by, now)
    period = (from_on, until_on)
    for other in Holding.objects.filter(post=post, cancelled_at=None).select_related("person"):
        if not overlaps(period, (other.from_on, other.until_on)):
            continue
        if capacity == DEFINITIVE == other.capacity:
            raise Refused(f"{post.title} masih dijabat definitif oleh {other.person.name}.")
        if other.person_id == person.pk:
            raise Refused(f"{person.name} sudah memegang {post.title} pada masa itu.")
    holding = Holding.objects.create(
        post=post,
        person=person,
        capacity=capacity,
        from_on=from_on,
        until_on=until_on,
        basis=basis,
    )
    body = {**_period(holding), "post": post.code, "person": person.name, "capacity": capacity}
    body["basis"] = basis
    write(agency=agency, by=by, now=now, action="HolderAppointed", subject=post.title, body=body)
    return holding


def _why_not_appoint(capacity: str, basis: str) -> str | None:
    if capacity not in CAPACITIES:
        return "Kedudukan harus definitif, Plt., Plh., atau Pj."
    if not basis.strip():
        return "Dasar penunjukan (nomor SK atau surat perintah) harus diisi."
    return None


def _end_holdings(post: Post, from_on: date, by: Person | None, now: datetime) -> None:
    for holding in Holding.objects.filter(post=post, cancelled_at=None):
        if overlaps((from_on, None), (holding.from_on, holding.until_on)):
            _end(holding, from_on - ONE_DAY, by, now)


@transaction.atomic
def end_holding(*, holding: Holding, until_on: date, by: Person | None, now: datetime) -> Holding:
    """Somebody holds a post until that day, inclusive; the row stays.

    A day before the first one says that the row was an error: it is cancelled. Refuses who does not
    administer the agency, a row already cancelled, and a later end than is on record.
    """
    lock_for_change(by, holding.post.agency, now)
    holding.refresh_from_db()
    if holding.cancelled_at:
        raise Refused("Catatan pemegang jabatan itu sudah dibatalkan.")
    return _end(holding, until_on, by, now)


def _end(holding: Holding, last_on: date, by: Person | None, now: datetime) -> Holding:
    holding.until_on, holding.cancelled_at = ending(
        from_on=holding.from_on, until_on=holding.until_on, last_on=last_on, now=now
    )
    holding.save(update_fields=["until_on", "cancelled_at"])
    post = holding.post
    body = {
        **_period(holding),
        "post": post.code,
        "person": holding.person.name,
        "capacity": holding.capacity,
        "cancelled": holding.cancelled_at is not None,
    }
    write(agency=post.agency, by=by, now=now, action="HoldingEnded", subject=post.title, body=body)
    return holding


@transaction.atomic
def set_stand_in(
    *,
    holding: Holding,
    person: Person,
    from_on: date,
    until_on: date,
    reason: str,
    by: Person | None,
    now: datetime,
) -> StandIn:
    """A colleague may act for a holder from a day to a day, both inclusive; both may act then.

    Asked by the holder or the agency's administrator. Refuses others, the holder as their own
    stand-in, a person of another agency, a missing reason, days outside the holding, and a second
    stand-in on the same days.
    """
    agency = holding.post.agency
    _lock_for_holder(holding, by, now)
    if why := _why_not_stand_in(holding, person, from_on, until_on, reason):
        raise Refused(why)
    for other in StandIn.objects.filter(holding=holding, cancelled_at=None):
        if overlaps((from_on, until_on), (other.from_on, other.until_on)):
            raise Refused(f"Pada masa itu sudah ada pengganti: {other.person.name}.")
    stand_in = StandIn.objects.create(
        holding=holding, person=person, from_on=from_on, until_on=until_on, reason=reason
    )
    body = {
        **_period(stand_in),
        "holder": holding.person.name,
        "stand_in": person.name,
        "reason": reason,
    }
    title = holding.post.title
    write(agency=agency, by=by, now=now, action="StandInSet", subject=title, body=body)
    return stand_in


@transaction.atomic
def end_stand_in(*, stand_in: StandIn, until_on: date, by: Person | None, now: datetime) -> StandIn:
    """A stand-in acts until that day, inclusive; a day before the first one cancels it.

    Asked by the holder or the agency's administrator. Refuses others, and a later end.
    """
    holding = stand_in.holding
    _lock_for_holder(holding, by, now)
    stand_in.refresh_from_db()
    if stand_in.cancelled_at:
        raise Refused("Penggantian itu sudah dibatalkan.")
    stand_in.until_on, stand_in.cancelled_at = ending(
        from_on=stand_in.from_on, until_on=stand_in.until_on, last_on=until_on, now=now
    )
    stand_in.save(update_fields=["until_on", "cancelled_at"])
    body = {
        **_period(stand_in),
        "holder": holding.person.name,
        "stand_in": stand_in.person.name,
        "cancelled": stand_in.cancelled_at is not None,
    }
    agency, title = holding.post.agency, holding.post.title
    write(agency=agency, by=by, now=now, action="StandInEnded", subject=title, body=body)
    return stand_in


def _lock_for_holder(holding: Holding, by: Person | None, now: datetime) -> None:
    # The holder needs no role to arrange their own absence.
    own = by is not None and by.pk == holding.person_id
    lock_for_change(None if own else by, holding.post.agency, now)


def _why_not_stand_in(
    holding: Holding, person: Person, from_on: date, until_on: date, reason: str
) -> str | None:
    if why := why_not_period(from_on, until_on):
        return why
    if not reason.strip():
        return "Alasan penggantian harus diisi."
    if person.pk == holding.person_id:
        return "Pengganti harus orang lain."
    if person.home_id != holding.post.agency_id:
        return f"{person.name} tidak terdaftar di {holding.post.agency.name}."
    if holding.cancelled_at or from_on < holding.from_on:
        return f"Masa jabatan baru mulai {long_date(holding.from_on)}."
    if holding.until_on is not None and until_on > holding.until_on:
        return f"Masa jabatan berakhir {long_date(holding.until_on)}."
    return None


def _period(row: Holding | StandIn) -> dict[str, str | bool | None]:
    return {
        "from_on": row.from_on.isoformat(),
        "until_on": row.until_on.isoformat() if row.until_on else None,
    }
