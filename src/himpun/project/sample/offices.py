"""The sample agencies, their accounts and SOPs: never beside real data, only in sample mode."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

from himpun.letters import services as letters
from himpun.office import queries as office
from himpun.office import services as office_services
from himpun.office.rules import Refused
from himpun.performance import services as performance
from himpun.project.sign_in import mark_as_sample, sample_accounts, sample_accounts_exist
from himpun.sops import services as sops
from himpun.sops.management.definitions import definitions_in

PASSWORD = "contoh-himpun-2026"  # nosec B105 - printed for all to see; good in sample mode only
BEFORE = timedelta(days=60)
"""How long before today the sample agencies were entered."""


@dataclass(frozen=True, slots=True)
class SignInRow:
    """An account of the sample: user name, the office it stands for, the agency."""

    username: str
    name: str
    agency: str


@transaction.atomic
def load_offices(*, now: datetime, indicators: bool = True) -> None:
    """Agencies, people, published SOPs, indicators with their agreements; what is there is kept.
    Without ``indicators`` their SOPs run without forms.

    Refuses as ``refuse_real_data`` does.
    """
    refuse_real_data()
    known = set(User.objects.values_list("pk", flat=True))
    entered = now - BEFORE
    agencies = office_services.load_sample(now=entered, password=PASSWORD)
    mark_as_sample(User.objects.exclude(pk__in=known).values_list("pk", flat=True))
    by_code = {agency.code: agency for agency in agencies}
    for sop in definitions_in(settings.HIMPUN_SOPS):
        if sop.id in by_code:
            sops.publish_sop(agency=by_code[sop.id], sop=sop, by=None, now=entered)
    for agency in agencies if indicators else ():
        year = office.day_at(agency, now).year
        performance.load_sample_indicators(agency=agency, year=year, now=entered)


@transaction.atomic
def load_letterheads(*, now: datetime) -> None:
    """Letterheads of the sample agencies: from now on they make their papers here, also in runs
    that are under way. Refuses as ``refuse_real_data`` does."""
    refuse_real_data()
    for agency in office.all_agencies():
        letters.load_sample_letterhead(agency=agency, now=now)


def throw_away() -> None:
    """Empty a sample database and its files. Refuses as ``refuse_real_data`` does."""
    refuse_real_data()
    call_command("flush", interactive=False, verbosity=0)
    cache.clear()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def refuse_real_data() -> None:
    """Refuses outside sample mode, and a database in which somebody has begun real work."""
    if not settings.HIMPUN_SAMPLE:
        raise Refused(
            "Contoh hanya dapat dimuat dalam mode contoh. Jalankan dengan HIMPUN_SAMPLE=ya pada "
            "basis data tersendiri, atau pakai make run."
        )
    if Group._meta.db_table not in connection.introspection.table_names():
        return
    if not sample_accounts_exist() and (office.all_agencies().exists() or User.objects.exists()):
        raise Refused(
            "Basis data ini sudah berisi data yang bukan contoh. Pakai basis data lain, misalnya "
            "dengan HIMPUN_VAR yang lain."
        )


def sign_ins() -> Sequence[SignInRow]:
    """Every sample account, by agency; those of no single agency come last."""
    rows = [
        SignInRow(user.username, user.person.name, _place(user.person.home))
        for user in sample_accounts().select_related("person__home").order_by("pk")
    ]
    return sorted(rows, key=lambda row: (not row.agency, row.agency))


def _place(agency: office.Agency | None) -> str:
    return f"{agency.name}, {agency.region}" if agency else ""
