"""`himpun docs`: writes the generated reference, or says what of it is out of date."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from himpun.project.environment import PACKAGE
from himpun.project.reference import pages

REFERENCE = PACKAGE.parent.parent / "docs" / "reference"


class Command(BaseCommand):
    help = "Write docs/reference from the code. For developers, in a checkout."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit with 1 where it is not so"
        )
        parser.add_argument("--folder", type=Path, default=REFERENCE, help="another folder")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}. This needs a checkout.", returncode=2)
        stale = [name for name, text in pages().items() if _read(folder / name) != text]
        if options["check"] and stale:
            names = ", ".join(stale)
            raise CommandError(f"Out of date in docs/reference: {names}. Run `himpun docs`.")
        for name in stale:
            (folder / name).write_text(pages()[name], encoding="utf-8")
            self.stdout.write(f"written: {name}")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
