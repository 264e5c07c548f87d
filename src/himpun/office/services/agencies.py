"""Agencies."""

from datetime import datetime

from django.db import transaction

from himpun.kernel.worktime import ZONES
from himpun.office.models import Agency, JournalHead, Person
from himpun.office.queries import lock_for_change
from himpun.office.rules import Body, Json, Refused, why_not_code
from himpun.office.services._stamp import calendar_changed
from himpun.office.services.journal import write
from himpun.office.services.turn import InTurn


@transaction.atomic
def add_agency(
    *,
    code: str,
    name: str,
    region: str,
    zone: str,
    six_day: bool = False,
    by: Person | None,
    now: datetime,
) -> Agency:
    """A new agency with an empty office and a journal of its own. ``zone``: WIB, WITA or WIT.

    Refuses who is not system administrator, a code in use, an unknown zone, a missing name.
    """
    lock_for_change(by, None, now)
    if why := why_not_code(code):
        raise Refused(why)
    if Agency.objects.filter(code=code).exists():
        raise Refused(f"Kode “{code}” sudah dipakai instansi lain.")
    _check_words(name, region)
    if zone not in ZONES:
        raise Refused("Zona waktu harus WIB, WITA, atau WIT.")
    agency = Agency.objects.create(code=code, name=name, region=region, zone=zone, six_day=six_day)
    JournalHead.objects.create(chain=code, agency=agency)
    body: Body = {"code": code, "name": name, "region": region, "zone": zone, "six_day": six_day}
    write(agency=None, by=by, now=now, action="AgencyAdded", subject=name, body=body)
    return agency


@InTurn(Refused)
def change_agency(
    *, agency: Agency, name: str, region: str, six_day: bool, by: Person | None, now: datetime
) -> Agency:
    """Another name, region or working week; code and zone stay, for past times are told by them.

    Refuses who does not administer the agency, and a missing name.
    """
    lock_for_change(by, agency, now)
    _check_words(name, region)
    # As it is stored: what the caller holds may have been changed by a preview that was undone.
    was = Agency.objects.get(pk=agency.pk)
    before: Json = {"name": was.name, "region": was.region, "six_day": was.six_day}
    agency.name, agency.region, agency.six_day = name, region, six_day
    agency.save(update_fields=["name", "region", "six_day"])
    after: Json = {"name": name, "region": region, "six_day": six_day}
    body: Body = {"before": before, "after": after}
    row = write(agency=agency, by=by, now=now, action="AgencyChanged", subject=name, body=body)
    if was.six_day != six_day:
        why = f"Hari kerja menjadi {'enam' if six_day else 'lima'} hari seminggu"
        calendar_changed(agency=agency, digest=row.hash, why=why, by=by, now=now)
    return agency


def _check_words(name: str, region: str) -> None:
    if not name.strip() or not region.strip():
        raise Refused("Nama instansi dan nama daerah harus diisi.")
