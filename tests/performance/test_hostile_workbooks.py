"""A thousand workbooks that something happened to: each is answered, and nothing else happens."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.performance import scene as scenes
from tests.performance.keepers import NOW
from tests.performance.keepers import build as build_keepers
from tests.performance.mutations import ON_BYTES, ON_MARKUP, ON_PARTS, variants
from tests.performance.saving import save
from tests.performance.scene import OWN, Scene
from tests.performance.workbooks import downloaded
from tests.runs.pages import Pages

from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Form, IndicatorVersion, Value, ValueChange
from himpun.performance.queries.forms import form_by_key
from himpun.performance.queries.workbooks.catalogue import catalogue_workbook
from himpun.performance.services.catalogue_sheet import compare_catalogue
from himpun.performance.services.workbook import compare_workbook

COUNT, ON_A_SERVER = 1_000, 230
"""How many; on PostgreSQL fewer, for they are read and compared before a database is asked."""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small(db: None, tmp_path: Path) -> Scene:
    """One unit with ten indicators, some of them filled in."""
    scene = scenes.build(tmp_path, each=10, units=[OWN])
    save(scene, (1, {"realisation": "70", "note": "=1+1"}), (8, {"realisation": "WTP"}))
    save(scene, (10, {"items.berfungsi": "400", "items.terpasang": "500"}))
    return scene


def stored() -> list[object]:
    """Everything that a workbook could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Value, Form, ValueChange, JournalRow)
    ]


def test_each_of_a_thousand_variants_is_compared_or_refused_in_a_sentence(small: Scene) -> None:
    count = ON_A_SERVER if connection.vendor == "postgresql" else COUNT
    before, form = stored(), form_by_key(small.form().pk)
    assert form is not None
    content = downloaded(small)
    known = {value.pk for value in small.values()}
    refused: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for number, name, variant in variants(content, count):
        try:
            found = compare_workbook(
                form=form, content=variant, by=small.filler, now=small.now
            ).difference
        except Refused as no:
            sentence = str(no)
            assert sentence[:1].isupper(), (number, name, sentence)
            assert sentence.endswith("."), (number, name, sentence)
            refused[name] += 1
        else:
            changes = [*found.changes, *(both.change for both in found.conflicts)]
            assert {change.value for change in changes} <= known, (number, name)
            assert all(cell.place and cell.sentence for cell in found.wrong), (number, name)
            compared[name] += 1
    assert stored() == before
    # Both ends of the scale are there: what is past help, and what does not matter.
    kinds = {each.__name__ for each in (*ON_BYTES, *ON_PARTS, *ON_MARKUP)}
    assert refused.keys() | compared.keys() == kinds
    assert refused["truncated"] >= count // len(kinds)
    assert compared["with_text_changed"] > 0
    assert compared["with_rows_exchanged"] > 0


def test_the_page_answers_them_with_an_honest_code(
    small: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: small.now)
    client = Pages(small).client(small.filler)
    address = f"/kinerja/jalan/{small.run_id}/formulir/{OWN}/lembar/"
    before, codes = stored(), Counter[int]()
    for _, _, variant in variants(downloaded(small), 46, seed=1):
        answer = client.post(address, {"berkas": SimpleUploadedFile("a.xlsx", variant)})
        codes[answer.status_code] += 1
    assert set(codes) == {200, 400}
    assert stored() == before


@pytest.mark.once
def test_none_of_them_takes_memory_or_time_to_speak_of(small: Scene, tmp_path: Path) -> None:
    """In a process of its own, whose peak is its own."""
    file = tmp_path / "isian.xlsx"
    file.write_bytes(downloaded(small))
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.hostile_reading", str(file), "400"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["read"] + told["refused"] == 400
    assert told["grown_mb"] < 60
    assert told["slowest"] < 2


@pytest.mark.once
def test_a_catalogue_that_something_happened_to_changes_nothing_either(db: None) -> None:
    keepers = build_keepers()
    keepers.fill(keepers.draft())
    agency, by = keepers.office.agency, keepers.office.kasubag
    before = list(IndicatorVersion.objects.order_by("pk").values())
    ends: Counter[str] = Counter()
    for number, name, variant in variants(catalogue_workbook(agency), 230, seed=3):
        try:
            found = compare_catalogue(agency=agency, content=variant, by=by, now=NOW)
        except Refused as no:
            sentence = str(no)
            assert sentence.endswith("."), (number, name)
            ends["refused"] += 1
        else:
            assert not (found.wrong and found.offer), (number, name)
            assert all(cell.sentence for cell in found.wrong), (number, name)
            ends["wrong" if found.wrong else "changed" if found.lines else "same"] += 1
    assert list(IndicatorVersion.objects.order_by("pk").values()) == before
    assert {"refused", "wrong", "same"} <= set(ends)
