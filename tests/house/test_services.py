"""A service is one thing that someone may ask for, and its tests are found under its name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import APPS, PACKAGE, ROOT, parsed, shown


def public_services() -> Iterator[tuple[str, Path, ast.FunctionDef]]:
    for app in APPS:
        one = PACKAGE / app / "services.py"
        several = sorted((PACKAGE / app / "services").rglob("*.py"))
        # A module or folder with a leading underscore is what the services of its package share.
        public = [path for path in several if "/_" not in path.as_posix()]
        for path in [one] * one.exists() + public:
            for node in parsed(path).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield app, path, node


def test_every_public_service_has_a_test_file_of_its_name() -> None:
    missing = [
        f"tests/{app}/test_{service.name}.py"
        for app, _, service in public_services()
        if not list((ROOT / "tests" / app).rglob(f"test_{service.name}.py"))
    ]
    assert not missing


def test_every_public_service_takes_its_arguments_by_keyword() -> None:
    broken = [
        f"{shown(path)}:{service.lineno} {service.name}"
        for _, path, service in public_services()
        if service.args.args or service.args.posonlyargs
    ]
    assert not broken
