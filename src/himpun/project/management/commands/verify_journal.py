"""`himpun verify-journal`: proof that nobody changed what was written down."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from himpun.archive.queries.proof import verify_records
from himpun.office import queries as office
from himpun.runs.queries.proof import verify_runs

BROKEN = 1


class Command(BaseCommand):
    help = (
        "Prove that the journals hold, that each running SOP is what its history says, and that "
        "records are what was recorded. "
        "Exits with 1 where anything is broken."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        checked = {"chains": 0, "rows": 0}
        breaks = []
        for agency in (None, *office.all_agencies()):
            checked["chains"] += 1
            newest = office.journal_rows(agency, limit=1).first()
            checked["rows"] += newest.seq if newest else 0
            breaks += list(_breaks(agency))
        if options["json"]:
            found = {"checked": checked, "breaks": breaks}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            for broken in breaks:
                self.stdout.write(f"{broken['chain']} {broken['place']}: {broken['sentence']}")
            self.stdout.write(
                f"{checked['chains']} journals with {checked['rows']} rows checked: "
                + (f"{len(breaks)} places are broken." if breaks else "all of it holds.")
            )
        if breaks:
            raise SystemExit(BROKEN)


def _breaks(agency: office.Agency | None) -> Iterator[dict[str, str]]:
    for row in office.verify_journal(agency):
        yield {"chain": row.chain, "place": f"row {row.seq}", "sentence": row.sentence}
    if agency is not None:
        for broken in verify_runs(agency):
            yield {
                "chain": office.chain_of(agency),
                "place": f"run {broken.run_id}",
                "sentence": broken.sentence,
            }
        for altered in verify_records(agency):
            yield {
                "chain": office.chain_of(agency),
                "place": f"record {altered.no}",
                "sentence": altered.sentence,
            }
