"""The `himpun` command. Every subcommand is a Django management command of one of the apps."""

import difflib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.management.base import BaseCommand

WITHOUT_APPS = {"sops": "himpun.sops"}
"""Commands that only read files: loading every app would make them wait a second for nothing."""
FAILED, MISUSED, INTERRUPTED = 1, 2, 130
HELP = ("help", "--help", "-h")


def main() -> None:
    """Run what the command line names and leave with its exit code: 0 done, 1 not done, 2 asked
    wrongly. Whatever goes wrong is told in a sentence; the trace only with HIMPUN_DEBUG=ya."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    sys.exit(code)


def run(words: Sequence[str]) -> int:
    """The exit code of a command line without the program's own name."""
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "himpun.project.settings")
    from django.conf import settings

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as refused:
        return _say(f"Himpun tidak dapat dijalankan. {refused}", FAILED)
    if not words or (words[0] in HELP and len(words) == 1):
        return _list_commands(MISUSED if not words else 0)
    if words[0] in ("version", "--version"):
        sys.stdout.write(f"himpun {version('himpun')}\n")
        return 0
    name, *rest = (words[1], "--help") if words[0] == "help" else words
    return _run_command(name, rest)


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


def _run_command(name: str, rest: Sequence[str]) -> int:
    import django
    from django.core.management import get_commands, load_command_class

    module = name.replace("-", "_")
    if name in WITHOUT_APPS:
        return _obey(name, load_command_class(WITHOUT_APPS[name], name), rest)
    django.setup()
    apps = get_commands()
    if module not in apps:
        near = difflib.get_close_matches(name, list(own_commands()), n=1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        return _say(f"There is no command “{name}”.{hint} `himpun help` lists them.", MISUSED)
    return _obey(name, load_command_class(apps[module], module), rest)


def _obey(name: str, command: "BaseCommand", rest: Sequence[str]) -> int:
    """Run a loaded command; its refusals and failures become a sentence and an exit code."""
    from django.conf import settings
    from django.core.management.base import CommandError

    command._called_from_command_line = True  # type: ignore[attr-defined]
    try:
        parser = command.create_parser("himpun", name)
        options = vars(parser.parse_args(list(rest)))
        options.setdefault("args", ())
        command.execute(*options.pop("args"), **options)
    except CommandError as refused:
        return _say(str(refused), refused.returncode)
    except SystemExit as ended:
        return _code_of(ended)
    except Exception as raised:
        if settings.DEBUG:
            raise
        return _say(_sentence(raised), FAILED)
    return 0


def _code_of(ended: SystemExit) -> int:
    if ended.code is None or isinstance(ended.code, int):
        return ended.code or 0
    return _say(str(ended.code), FAILED)


def _sentence(raised: Exception) -> str:
    """What went wrong, for who stands at the command line."""
    from django.db import DatabaseError

    from himpun.kernel.messages import Rejected
    from himpun.office.rules import Refused

    if isinstance(raised, Rejected | Refused):
        return str(raised)
    if isinstance(raised, DatabaseError):
        return f"The database refused: {raised}".rstrip()
    return (
        f"This failed unexpectedly ({type(raised).__name__}: {raised}). "
        "With HIMPUN_DEBUG=ya the place is shown."
    )


def own_commands() -> dict[str, str]:
    """Name → what it does, of the product's own commands, by name."""
    from django.core.management import get_commands

    found = {}
    for module, app in sorted(get_commands().items()):
        if app.startswith("himpun."):
            place = f"{app}.management.commands.{module}"
            if find_spec(place):
                found[module.replace("_", "-")] = str(import_module(place).Command.help)
    return found


def _list_commands(code: int) -> int:
    import django

    django.setup()
    out = sys.stdout if code == 0 else sys.stderr
    out.write("himpun COMMAND [options]      himpun help COMMAND says more\n\n")
    for name, summary in own_commands().items():
        out.write(f"  {name:16} {summary}\n")
    out.write("\nDjango's own commands (migrate, collectstatic, …) work as well.\n")
    return code


if __name__ == "__main__":
    main()
