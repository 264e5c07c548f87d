"""Counts what the times of running SOPs tell."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from himpun.monitoring.services import count_times, sum_up_runs
from himpun.office import queries as office


class Command(BaseCommand):
    """Makes the facts that the page Waktu and the boards reckon with."""

    help = (
        "Counts waiting and working time of the steps that have no count yet: of runs from before "
        "the counting, and of years whose holiday table came later."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which agency, and whether all is counted anew."""
        parser.add_argument("--agency", default="", help="code of one agency; all if not given")
        parser.add_argument(
            "--again", action="store_true",
            help="count every step anew, by the calendar as it stands today",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        """Count, and say how many."""
        agencies = office.all_agencies()
        if options["agency"]:
            agencies = agencies.filter(code=options["agency"])
            if not agencies.exists():
                raise CommandError(f"There is no agency {options['agency']}.")
        for agency in agencies:
            asked = {"again": options["again"], "by": None, "now": timezone.now()}
            made = count_times(agency=agency, **asked)
            runs = sum_up_runs(agency=agency, **asked)
            self.stdout.write(f"{agency.code}: {made} steps counted, {runs} runs summed up")
