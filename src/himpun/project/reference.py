"""The reference in docs/reference: made from the code, so that it cannot say anything else."""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from inspect import getdoc
from typing import get_args

from django.core.management.base import BaseCommand
from django.urls import URLPattern, URLResolver, get_resolver

from himpun.kernel import messages
from himpun.kernel.definition import WORKS
from himpun.kernel.parse.document import IDENTITY_KEYS, PERFORMER_KEYS, TOP_KEYS
from himpun.kernel.parse.rows import LATE_KEYS, LATE_ROW_KEYS, ROW_KEYS
from himpun.letters.rules import placeholders
from himpun.letters.rules.kinds import KINDS, REGISTERS
from himpun.performance import rules as measuring
from himpun.project import access
from himpun.project.cli import own_commands
from himpun.project.environment import VARIABLES
from himpun.project.step_kinds import STEP_KINDS, heading_of
from himpun.project.words import WORDS

MADE = "<!-- Made from the code by `himpun docs`. Change the code, then run it again. -->"

PLACEHOLDERS = {
    "facts": (
        "`{periode}` leaves dots where the fact is missing, `{periode?}` lets its line fall away, "
        "`{periode!}` is in capitals."
    ),
    "lists": (
        "A line that names one is repeated for each entry, and falls away when there is none."
    ),
    "blocks": "Each stands alone on its line.",
}


def pages() -> Mapping[str, str]:
    """File name → text of every generated page."""
    return {
        "settings.md": _settings(),
        "commands.md": _commands(),
        "step-kinds.md": _step_kinds(),
        "events.md": _events(),
        "addresses.md": _addresses(),
        "sop-keys.md": _sop_keys(),
        "words.md": _words(),
        "measures.md": _measures(),
        "papers.md": _papers(),
    }


def _page(title: str, intro: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", MADE, intro, *parts)) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _settings() -> str:
    rows = [(_code(v.name), _code(v.default), v.meaning) for v in VARIABLES]
    return _page(
        "Settings",
        "Environment variables, read once at the start; nothing else configures Himpun. An unknown "
        "name that begins with `HIMPUN_`, and a value that cannot be used, is refused at the start "
        "with what would help. The meanings are in the operator's language.",
        _table(("variable", "when absent", "meaning"), rows),
    )


def _step_kinds() -> str:
    rows = [
        (_code(kind), STEP_KINDS[kind].label, heading_of(kind), STEP_KINDS[kind].does)
        for kind in WORKS
    ]
    return _page(
        "Step kinds",
        "What the page of a step lets its performer do: the values of `work` in an SOP. A step may "
        "have several; its page has a form for each.",
        _table(("kind", "called", "form", "what its performer does"), rows),
    )


def _events() -> str:
    return _page(
        "Commands and events of a run",
        "A command asks, an event tells what happened. The history of a run is its events, "
        "numbered without gap; folding them gives the state in the tables, which "
        "`himpun verify-journal` proves.",
        "## Commands",
        _messages(get_args(messages.Command)),
        "## Events",
        _messages(get_args(messages.Event)),
    )


def _messages(kinds: Iterable[type]) -> str:
    rows = [
        (
            _code(k.__name__),
            " ".join((getdoc(k) or "").replace("``", "`").split()),
            ", ".join(f.name for f in fields(k)),
        )
        for k in kinds
    ]
    return _table(("name", "meaning", "carries"), rows)


def _addresses() -> str:
    rules = [(_code(rule), who) for rule, who in access.RULES.items()]
    rows = [(f"`/{path}`", _code(name), access.table().get(name, "")) for path, name in _paths()]
    return _page(
        "Addresses",
        "Every address, its name in the code, and who is let in. Which agency's things a person "
        "then sees is decided by the page; what is not theirs does not exist (404).",
        _table(("rule", "who"), rules),
        _table(("address", "name", "rule"), sorted(rows)),
    )


def _paths(
    resolver: URLResolver | None = None, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    for part in (resolver or get_resolver()).url_patterns:
        path = before + str(part.pattern)
        if isinstance(part, URLResolver):
            inner = (*spaces, part.namespace) if part.namespace else spaces
            yield from _paths(part, path, inner)
        elif isinstance(part, URLPattern):
            yield path, ":".join((*spaces, part.name or part.lookup_str))


def _sop_keys() -> str:
    parts = {
        "At the top": TOP_KEYS,
        "In `[identity]`": IDENTITY_KEYS,
        "In `[performers.<id>]`": PERFORMER_KEYS,
        "In `[[step]]`": ROW_KEYS,
        "In `[step.late]`": LATE_KEYS,
        "In `[[step.late.step]]`": LATE_ROW_KEYS,
    }
    rows = [(where, ", ".join(map(_code, keys))) for where, keys in parts.items()]
    return _page(
        "Keys of the SOP format",
        "All keys that the parser knows; any other is refused. What they mean stands in "
        "[the SOP format](sop-format.md).",
        _table(("where", "keys"), rows),
    )


def _words() -> str:
    return _page(
        "Words",
        "Pages speak the words of the SOP, the code those of its field. This is the only "
        "dictionary.",
        _table(("on pages", "in code"), WORDS.items()),
    )


# ---- commands


def _measures() -> str:
    return _page(
        "Measures",
        "How an indicator is measured: all of it is data of the indicator, and one implementation "
        "reckons with it, on exact fractions, rounded once at the end. What was read in published "
        "reports stands in `tests/performance/rules/test_published.py`.",
        "## Formulas",
        _table(
            ("key", "called", "formula", "where it is used"),
            ((_code(f.key), f.name, f.words, f.source) for f in measuring.FORMULAS.values()),
        ),
        "## Quarters",
        _table(
            ("key", "called"), ((_code(key), said) for key, said in measuring.PERIOD_MODES.items())
        ),
        "## Rating scales",
        _table(
            ("key", "called", "levels", "where it is used"), map(_scale, measuring.SCALES.values())
        ),
        "## Predicates and opinions",
        _table(("key", "codes and scores"), _ordinals()),
        "## Checks of a value",
        _table(
            ("code", "severity", "what hits it"),
            ((_code(code), *told) for code, told in measuring.CHECKS.items()),
        ),
    )


def _scale(scale: measuring.Scale) -> tuple[str, ...]:
    levels = "; ".join(f"{level.word} {bounds}" for level, bounds in scale.legend())
    return _code(scale.key), scale.name, levels, scale.source


def _ordinals() -> Iterator[tuple[str, str]]:
    for key, grades in measuring.ORDINALS.items():
        yield _code(key), ", ".join(f"{grade.code} = {grade.score}" for grade in grades)


def _papers() -> str:
    kinds = [
        (_code(kind.key), kind.title, kind.layout, REGISTERS.get(kind.register, "–"))
        for kind in KINDS.values()
    ]
    named = (
        ("Facts", PLACEHOLDERS["facts"], placeholders.TEXTS),
        ("Lists", PLACEHOLDERS["lists"], placeholders.LISTS),
        ("Blocks", PLACEHOLDERS["blocks"], placeholders.BLOCKS),
    )
    lists = [
        f"## {title}\n\n{how}\n\n"
        + _table(
            ("name", "meaning"), [(_code(f"{{{name}}}"), said) for name, said in names.items()]
        )
        for title, how, names in named
    ]
    blanks = ", ".join(_code(f"{{{name}}}") for name in placeholders.BLANKS)
    return _page(
        "Papers",
        "The kinds of papers, the registers that number them, and what a template may name in "
        "braces. The light text form of a body is told in "
        "[Menyunting naskah](../how-to/menyunting-naskah.md).",
        "## Kinds\n\n" + _table(("key", "called", "layout", "register"), kinds),
        *lists,
        f"## Filled in at signing\n\nIn the head, the number, the date and the signatures of a "
        f"template, never in its body: {blanks}.",
    )


def _commands() -> str:
    parts = []
    for name, summary in own_commands().items():
        parser = command_named(name).create_parser("himpun", name)
        parts += [f"## himpun {name}", summary, *_options(parser)]
    return _page(
        "Commands",
        "Exit codes: 0 done, 1 not done or something found wrong, 2 asked wrongly. "
        "`himpun help COMMAND` says the same.",
        *parts,
    )


def command_named(name: str) -> BaseCommand:
    """One of the product's own commands, by the name that people type."""
    from django.core.management import get_commands, load_command_class

    module = name.replace("-", "_")
    return load_command_class(get_commands()[module], module)


def _options(parser: argparse.ArgumentParser) -> list[str]:
    usual = {action.dest for action in BaseCommand().create_parser("himpun", "x")._actions}
    rows = []
    inner: list[str] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, subparser in action.choices.items():
                inner += [f"### {name}", helps.get(name, ""), *_options(subparser)]
        elif action.dest not in usual:
            rows.append((_code(_written(action)), action.help or ""))
    return ([_table(("argument", "meaning"), rows)] if rows else []) + inner


def _written(action: argparse.Action) -> str:
    """How an argument is typed: `--units N`, `ID`."""
    takes = action.nargs != 0
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if not action.option_strings:
        return metavar
    return ", ".join(action.option_strings) + (f" {metavar}" if takes else "")
