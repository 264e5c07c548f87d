"""The `himpun` command. Every subcommand is a Django management command of one of the apps."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Runs the subcommand that the command line names; a refused setting ends in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as refused:
        sys.exit(f"Himpun tidak dapat dijalankan. {refused}")
    execute_from_command_line(sys.argv)
