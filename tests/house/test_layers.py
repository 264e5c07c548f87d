"""Which file may import what: the table of docs/explanation, kept by a machine.

Folder = what it is about, file name = which layer it is. The order of the apps themselves is kept
by import-linter; this keeps the order inside an app, and at its borders.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house.source import APPS, PACKAGE, imports, module_path, parsed, shown

# A layer -> what it may import of its own app, and of the apps below it.
OWN: dict[str, set[str]] = {
    "rules": set(),
    "typeset": {"rules"},
    "signing": {"typeset", "rules"},
    "models": {"rules"},
    "queries": {"models", "rules", "store", "typeset", "signing"},
    "store": {"models", "rules"},
    "services": {"queries", "store", "models", "rules", "typeset", "signing"},
    "jobs": {"services", "queries"},
    "forms": {"services", "queries", "rules"},
    "asking": {"queries", "rules"},
    "views": {"asking", "forms", "services", "queries", "rules"},
    "api": {"forms", "services", "queries", "rules"},
    "access": {"access_steps"},
    "access_steps": set(),
    "urls": {"views", "api", "urls_steps"},
    "urls_steps": {"views"},
    "templatetags": {"queries", "rules"},
    "management": {"jobs", "services", "queries", "rules"},
    "apps": set(),
    "migrations": {"rules"},
    "seed": set(),
}
# A layer -> what it may import of another app. Nobody imports a neighbour's models or store.
OTHERS: dict[str, set[str]] = {
    "rules": {"rules"},
    "typeset": {"rules"},
    "signing": {"rules"},
    "models": {"rules"},
    "queries": {"queries", "rules"},
    "store": {"queries", "rules"},
    "services": {"services", "queries", "rules"},
    "jobs": {"services", "queries"},
    "forms": {"queries", "rules"},
    "asking": {"queries", "rules"},
    "views": {"asking", "services", "queries", "rules"},
    "api": {"services", "queries", "rules"},
    "access": set(),
    "access_steps": set(),
    "urls": set(),
    "urls_steps": set(),
    "templatetags": {"queries", "rules"},
    "management": {"services", "queries", "rules"},
    "apps": set(),
    "migrations": set(),
    "seed": set(),
}
# What makes an answer depend on more than the arguments.
IMPURE = {
    "glob", "io", "locale", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "shutil", "socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
    "zoneinfo",
}  # fmt: skip
# What pure rules may take from outside: app → libraries that are as pure as they are
# (docs/decisions/0012-expressions-with-simpleeval.md).
PURE_LIBRARIES = {"performance": {"simpleeval"}}
CLOCK = {"now", "today", "utcnow"}


def files_of(*apps: str) -> Iterator[Path]:
    for app in apps:
        yield from sorted((PACKAGE / app).rglob("*.py"))


def layer_of(path: Path) -> str:
    return module_path(path)[1]


def pure_files() -> Iterator[Path]:
    yield from files_of("kernel")
    yield from (path for path in files_of(*APPS) if layer_of(path) == "rules")


def test_every_file_of_an_app_has_the_name_of_a_layer() -> None:
    unknown = [shown(path) for path in files_of(*APPS) if layer_of(path) not in {*OWN, "__init__"}]
    assert not unknown, f"the layers are {sorted(OWN)}"


def why_not_import(importer: tuple[str, ...], imported: tuple[str, ...]) -> str | None:
    """The rule an import breaks, both as paths inside the package; None if it may stand."""
    layer = importer[1]
    if imported[0] == "kernel" or len(imported) < 2:
        return None
    if imported[0] == importer[0]:
        if imported[1] == layer or imported[1] in OWN[layer]:
            return None
        return f"{layer} may import {sorted(OWN[layer])} of its own app"
    if imported[0] == "project":
        return "nothing below the project may import it"
    if imported[1] in OTHERS[layer]:
        return None
    return f"{layer} may import {sorted(OTHERS[layer])} of another app"


def test_every_layer_imports_only_what_it_may() -> None:
    broken = [
        f"{shown(path)}:{line} imports {name}: {why}"
        for path in files_of(*APPS)
        if layer_of(path) != "__init__"
        for line, name in imports(path)
        if name.startswith("himpun.")
        and (why := why_not_import(module_path(path), tuple(name.split(".")[1:])))
    ]
    assert not broken


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("runs.services", "runs.store.load_for_change", True),
        ("runs.services.steps", "office.queries.mandates_of", True),
        ("letters.services", "runs.services.complete_step", True),
        ("runs.views", "runs.services.complete_step", True),
        ("runs.views", "runs.models.Run", False),
        ("runs.views", "office.asking.asked", True),
        ("runs.views", "office.views.asked", False),
        ("runs.queries", "office.asking.asked", False),
        ("office.asking", "office.models.Person", False),
        ("office.asking", "office.views.asked", False),
        ("runs.queries", "office.models.Person", False),
        ("runs.rules", "runs.models.Run", False),
        ("runs.jobs", "runs.rules.ladder", False),
        ("runs.views", "runs.services", True),
        ("letters.views", "project.settings", False),
    ],
)
def test_the_table_of_layers_says_what_the_design_says(
    importer: str, imported: str, *, allowed: bool
) -> None:
    why = why_not_import(tuple(importer.split(".")), tuple(imported.split(".")))
    assert (why is None) is allowed


def may_stand_in_pure(path: Path, name: str) -> bool:
    package, app = name.split(".", maxsplit=1)[0], module_path(path)[0]
    if name.startswith("himpun.kernel.") or package in PURE_LIBRARIES.get(app, ()):
        return True
    if layer_of(path) == "rules" and ".rules" in name:
        return True
    return package in sys.stdlib_module_names and package not in IMPURE


def test_the_kernel_and_the_rules_import_only_the_standard_library_and_each_other() -> None:
    broken = [
        f"{shown(path)}:{line} imports {name}"
        for path in pure_files()
        for line, name in imports(path)
        if not may_stand_in_pure(path, name)
    ]
    assert not broken


def test_the_kernel_and_the_rules_never_read_a_clock_or_a_file() -> None:
    broken = [
        f"{shown(path)}:{node.lineno}"
        for path in pure_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK)
            or (isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"})
        )
    ]
    assert not broken


def test_typesetting_and_signing_know_neither_tables_nor_pages() -> None:
    """Bytes in, bytes out: see docs/decisions/0015-typesetting-and-signing-are-layers.md."""
    broken = [
        f"{shown(path)}:{line} imports {name}"
        for path in files_of("letters")
        if layer_of(path) in {"typeset", "signing"}
        for line, name in imports(path)
        if name.split(".")[0] == "django"
    ]
    assert not broken


def test_no_app_connects_a_signal() -> None:
    broken = [
        f"{shown(path)}:{line}"
        for path in files_of(*APPS, "project")
        for line, name in imports(path)
        if "signals" in name.split(".") or name == "django.dispatch.receiver"
    ]
    assert not broken
