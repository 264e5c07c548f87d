"""Making the search anew."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from tests.archive.scene import Scene
from tests.archive.test_index_text import entry, names

from himpun.archive.models import SearchText
from himpun.archive.rules.searching import Entry
from himpun.archive.services import index_text, rebuild_search

SOURCE = "tests.archive.test_rebuild_search.source"
FOUND: list[Entry] = []


def source() -> Iterator[Entry]:
    """An app above that can find what FOUND holds."""
    yield from FOUND


@pytest.fixture(autouse=True)
def sources(settings: Any) -> Iterator[None]:
    settings.HIMPUN_SEARCH_SOURCES = (SOURCE,)
    yield
    FOUND.clear()


def test_records_and_what_the_apps_above_have_are_found_again(scene: Scene) -> None:
    scene.file("Rekapitulasi", security="rahasia", people=(scene.kasubag.pk,))
    FOUND.append(entry(scene, "Indikator jalan", kind="indikator"))
    index_text(entries=[entry(scene, "Sisa")])
    SearchText.objects.filter(kind="arsip").delete()
    assert rebuild_search() == 2
    assert names(scene.kasubag, "rekapitulasi") == ["Rekapitulasi"]
    assert names(scene.office.kabid, "rekapitulasi") == []
    assert names(scene.kasubag, "jalan") == ["Indikator jalan"]
    assert names(scene.kasubag, "sisa") == []


def test_the_command_says_how_many(scene: Scene) -> None:
    scene.file()
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert out.getvalue() == "1 things can be found\n"
