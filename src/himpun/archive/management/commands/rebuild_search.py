"""`himpun rebuild-search`: the table of the search, made anew."""

from typing import Any

from django.core.management.base import BaseCommand

from himpun.archive.services.searching import rebuild_search


class Command(BaseCommand):
    help = "Make the table of the search anew, from everything that can be found."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        self.stdout.write(f"{rebuild_search()} things can be found")
