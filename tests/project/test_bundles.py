"""The browser's libraries are bundled from locked packages, and who forgot to is told."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings
from tests.house.source import ROOT

from himpun.project.apps import BUNDLES

LOCKS = ("browser/package-lock.json", ".ci/chromium/package-lock.json")


def packages(lock: str) -> dict[str, dict[str, object]]:
    found = json.loads((ROOT / lock).read_text(encoding="utf-8"))["packages"]
    return {path.removeprefix("node_modules/"): entry for path, entry in found.items() if path}


def test_every_entry_in_the_browser_folder_becomes_a_file(bundled: Callable[[str], Path]) -> None:
    entries = {f"built/{path.name}" for path in (ROOT / "browser").glob("*.js")}
    assert entries == {name for name in BUNDLES if name.endswith(".js")}
    assert all(bundled(name).stat().st_size > 10_000 for name in BUNDLES)


def test_no_bundle_names_a_source_map_that_is_not_there(bundled: Callable[[str], Path]) -> None:
    assert not [n for n in BUNDLES if "sourceMappingURL" in bundled(n).read_text("utf-8")]


def test_the_licence_of_every_bundled_package_comes_along(bundled: Callable[[str], Path]) -> None:
    text = bundled("built/licences.txt").read_text(encoding="utf-8")
    for name, entry in packages(LOCKS[0]).items():
        assert (f"{name} {entry['version']}\n" in text) is not bool(entry.get("dev")), name


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_by_its_hash(lock: str) -> None:
    assert packages(lock)
    for name, entry in packages(lock).items():
        assert str(entry["integrity"]).startswith("sha512-"), name
        assert "resolved" not in entry, name


def test_the_bundler_is_locked_for_every_machine() -> None:
    locked = packages(LOCKS[0])
    asked = locked["esbuild"]["optionalDependencies"]
    assert isinstance(asked, dict)
    assert {"@esbuild/linux-x64", "@esbuild/linux-arm64", "@esbuild/darwin-arm64"} <= asked.keys()
    assert asked.keys() <= locked.keys()


def test_collecting_without_the_bundles_says_how_to_make_them(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    said = StringIO()
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=False, stderr=said)
    assert "built/charts.js" in said.getvalue()
    assert "make bundles" in said.getvalue()
