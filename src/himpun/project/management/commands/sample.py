"""`himpun sample`: the five sample agencies, ready to be tried out."""

from argparse import ArgumentParser
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from himpun.kernel.worktime import CalendarUnknown
from himpun.project import sample

QUARTERS = 4
"""Before the present one, whose finished runs are loaded too."""


class Command(BaseCommand):
    help = "Load the five sample agencies, one run each under way. Only with HIMPUN_SAMPLE=ya."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="throw the samples' work away first"
        )

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        now = timezone.now()
        sample.refuse_real_data()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if options["reset"]:
            sample.throw_away()
        sample.load_offices(now=now)
        try:
            for begun in sample.begin_runs(now=now, quarters=QUARTERS, papers=True):
                self.stdout.write(f"Under way since {begun.at:%d %b %Y}: {begun.agency}")
        except CalendarUnknown as unknown:
            self.stdout.write(f"No sample runs were begun: {unknown}")
        sample.load_letterheads(now=now)
        sample.load_archive(now=now)
        sample.load_schedule(now=now)
        self._print_sign_ins()

    def _print_sign_ins(self) -> None:
        rows = sample.sign_ins()
        turns = sample.turns(now=timezone.now())
        wide = max(len(row.username) for row in rows)
        for agency, accounts in groupby(rows, key=lambda row: row.agency):
            self.stdout.write(f"\n{agency or 'No single agency'}")
            for row in accounts:
                steps = turns.get(row.username, [])
                turn = f"   ← step {', '.join(steps)}" if steps else ""
                self.stdout.write(f"  {row.username:{wide}}  {row.name}{turn}")
        self.stdout.write("\n← has a step to do now")
        self.stdout.write(f"Password of every sample account: {sample.PASSWORD}")
        self.stdout.write(f"Address: {settings.HIMPUN_URL}")
