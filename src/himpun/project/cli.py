"""The `himpun` command. Every subcommand is a Django management command of one of the apps."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

WITHOUT_APPS = {"sops": "himpun.sops"}
"""Commands that only read files: loading every app would make them wait a second for nothing."""


def main() -> None:
    """Runs the subcommand that the command line names; a refused setting ends in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    from django.conf import settings
    from django.core.management import execute_from_command_line, load_command_class

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as refused:
        sys.exit(f"Himpun tidak dapat dijalankan. {refused}")
    named = sys.argv[1] if len(sys.argv) > 1 else ""
    if named in WITHOUT_APPS:
        load_command_class(WITHOUT_APPS[named], named).run_from_argv(sys.argv)
    else:
        execute_from_command_line(sys.argv)
