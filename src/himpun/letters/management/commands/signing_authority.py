"""`himpun signing-authority`: what the instance signs with, to be told to those who check."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from himpun.letters.queries.keys import authority_pem, authority_shown


class Command(BaseCommand):
    help = (
        "Print the fingerprint of the certificate authority that signs papers, or its certificate."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pem", action="store_true", help="the certificate itself")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        shown, pem = authority_shown(), authority_pem()
        if shown is None or pem is None:
            raise CommandError("There is no authority yet: it is made at the first signature.")
        if options["pem"]:
            self.stdout.write(pem, ending="")
            return
        self.stdout.write(f"{shown.name}, until {shown.valid_until:%Y-%m-%d}")
        self.stdout.write(f"SHA-256 {shown.fingerprint}")
