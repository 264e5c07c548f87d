"""`himpun check-store`: whether every stored file is still what was handed in."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from himpun.archive.queries.integrity import damaged_files
from himpun.archive.services.integrity import begin_store_check, check_store_part

DAMAGED = 1


class Command(BaseCommand):
    help = (
        "Read every stored file again, now and to the end; names those that are damaged, with the "
        "records that need them. Exits with 1 where there are any."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        check = begin_store_check(now=timezone.now())
        while check is not None and check.ended_at is None:
            check = check_store_part(now=timezone.now())
        found = damaged_files()
        for one in found:
            self.stdout.write(one.damage.sentence)
            for use in one.uses:
                self.stdout.write(f"  {use.words}")
        count = check.files if check else 0
        said = f"{len(found)} are damaged." if found else "all of them are whole."
        self.stdout.write(f"{count} stored files read: {said}")
        if found:
            raise SystemExit(DAMAGED)
