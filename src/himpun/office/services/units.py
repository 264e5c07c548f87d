"""Units and posts."""

from datetime import date, datetime

from django.db import transaction

from himpun.office.models import Agency, Person, Post, Unit
from himpun.office.queries import lock_for_change
from himpun.office.rules import Body, Refused, why_not_code, why_not_there
from himpun.office.services.journal import write


@transaction.atomic
def add_unit(
    *,
    agency: Agency,
    code: str,
    name: str,
    kind: str,
    parent: Unit | None = None,
    position: int = 0,
    by: Person | None,
    now: datetime,
) -> Unit:
    """A new unit below ``parent``; ``kind`` is the word by which SOPs choose units.

    Refuses who does not administer the agency, a code in use, a missing name or kind, a parent of
    another agency or one that closes.
    """
    lock_for_change(by, agency, now)
    if why := why_not_code(code) or _why_not_named(name, kind):
        raise Refused(why)
    if why := _why_not_below(agency, parent, None):
        raise Refused(why)
    if Unit.objects.filter(agency=agency, code=code).exists():
        raise Refused(f"Kode unit “{code}” sudah dipakai.")
    unit = Unit.objects.create(
        agency=agency, code=code, name=name, kind=kind, parent=parent, position=position
    )
    body: Body = {"code": code, "kind": kind, "parent": parent.code if parent else None}
    write(agency=agency, by=by, now=now, action="UnitAdded", subject=name, body=body)
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, name: str, kind: str, by: Person | None, now: datetime) -> Unit:
    """Another name or kind; runs that have begun keep the name they began with.

    Refuses who does not administer the agency, a missing name or kind.
    """
    lock_for_change(by, unit.agency, now)
    if why := _why_not_named(name, kind):
        raise Refused(why)
    before = {"name": unit.name, "kind": unit.kind}
    unit.name, unit.kind = name, kind
    unit.save(update_fields=["name", "kind"])
    body: Body = {"code": unit.code, "before": before, "after": {"name": name, "kind": kind}}
    write(agency=unit.agency, by=by, now=now, action="UnitChanged", subject=name, body=body)
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit | None, by: Person | None, now: datetime) -> Unit:
    """Puts a unit, with all below it, under another one (None: at the top).

    Refuses who does not administer the agency, a parent of another agency, one that closes before
    the unit does, and a parent that is the unit itself or stands below it.
    """
    lock_for_change(by, unit.agency, now)
    unit.refresh_from_db(fields=["until_on"])
    if why := _why_not_below(unit.agency, parent, unit.until_on):
        raise Refused(why)
    if parent and Unit.tree.descendants(unit, include_self=True).filter(pk=parent.pk).exists():
        raise Refused(f"{unit.name} tidak dapat ditempatkan di bawah dirinya sendiri.")
    before = unit.parent
    unit.parent = parent
    unit.save(update_fields=["parent"])
    body = {
        "code": unit.code,
        "before": before.code if before else None,
        "after": parent.code if parent else None,
    }
    write(agency=unit.agency, by=by, now=now, action="UnitMoved", subject=unit.name, body=body)
    return unit


@transaction.atomic
def add_post(
    *, unit: Unit, code: str, title: str, position: int = 0, by: Person | None, now: datetime
) -> Post:
    """A new post in a unit, held by nobody yet.

    Refuses who does not administer the agency, a code in use, a missing title, a unit that closes.
    """
    agency = unit.agency
    lock_for_change(by, agency, now)
    if why := why_not_code(code):
        raise Refused(why)
    if not title.strip():
        raise Refused("Nama jabatan harus diisi.")
    if Post.objects.filter(agency=agency, code=code).exists():
        raise Refused(f"Kode jabatan “{code}” sudah dipakai.")
    unit.refresh_from_db(fields=["until_on"])
    if why := why_not_there(unit.name, unit.until_on, None):
        raise Refused(why)
    post = Post.objects.create(agency=agency, unit=unit, code=code, title=title, position=position)
    body = {"code": code, "unit": unit.code}
    write(agency=agency, by=by, now=now, action="PostAdded", subject=title, body=body)
    return post


@transaction.atomic
def change_post(*, post: Post, title: str, by: Person | None, now: datetime) -> Post:
    """Another title; what was done under the former one keeps it.

    Refuses who does not administer the agency, a missing title.
    """
    lock_for_change(by, post.agency, now)
    if not title.strip():
        raise Refused("Nama jabatan harus diisi.")
    before, post.title = post.title, title
    post.save(update_fields=["title"])
    body = {"code": post.code, "before": before, "after": title}
    write(agency=post.agency, by=by, now=now, action="PostChanged", subject=title, body=body)
    return post


def _why_not_named(name: str, kind: str) -> str | None:
    return None if name.strip() and kind.strip() else "Nama dan jenis unit harus diisi."


def _why_not_below(agency: Agency, parent: Unit | None, until_on: date | None) -> str | None:
    if parent is None:
        return None
    if parent.agency_id != agency.pk:
        return "Unit induk harus unit dari instansi yang sama."
    parent.refresh_from_db(fields=["until_on"])
    return why_not_there(parent.name, parent.until_on, until_on)
