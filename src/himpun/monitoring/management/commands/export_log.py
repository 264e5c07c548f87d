"""Writes the event log of an agency's runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from himpun.monitoring.queries.eventlog import SUFFIX, event_log
from himpun.office import queries as office


class Command(BaseCommand):
    """The log of one agency, in pieces, however many runs it has."""

    help = (
        "Writes the histories of an agency's runs as an event log for process mining: XES "
        "(IEEE 1849) or OCEL 2.0. Events name offices, never people."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose runs, in which form, where to."""
        parser.add_argument("--agency", required=True, help="code of the agency")
        parser.add_argument("--sop", default="", help="only the runs of this SOP")
        parser.add_argument("--run", type=int, default=0, help="only this run, by its number")
        parser.add_argument(
            "--format", choices=list(SUFFIX), default="xes", help="xes or ocel; xes if not given"
        )
        parser.add_argument(
            "--output", default="", help="file to write; the standard output if not given"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write, piece by piece."""
        agency = office.all_agencies().filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(f"There is no agency {options['agency']}.")
        pieces = event_log(agency, options["format"], options["sop"], options["run"])
        if not options["output"]:
            self.stdout.ending = ""
            for piece in pieces:
                self.stdout.write(piece)
            return
        try:
            with Path(options["output"]).open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(pieces)
        except OSError as no:
            raise CommandError(f"The file cannot be written: {no.strerror}.") from None
