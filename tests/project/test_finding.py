"""What each app has is found by the search at once, and again when it is made anew."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.project.moments import NOW

from himpun.archive.models import SearchText
from himpun.archive.services import rebuild_search
from himpun.letters.models import Paper
from himpun.office.models import Person
from himpun.runs.models import Run

pytestmark = pytest.mark.usefixtures("sampled", "db")


def kept() -> dict[str, tuple[str, str, str]]:
    rows = SearchText.objects.values_list("ref", "subject", "text_words", "keys")
    return {ref: (subject, words, keys) for ref, subject, words, keys in rows}


def test_what_was_written_at_once_is_what_is_made_anew() -> None:
    at_once = kept()
    kinds = set(SearchText.objects.values_list("kind", flat=True).distinct())
    assert {"sop", "indikator", "isian"} <= kinds
    rebuild_search()
    assert kept() == at_once


def test_every_run_and_paper_can_be_found() -> None:
    refs = set(kept())
    assert {f"run/{key}" for key in Run.objects.values_list("pk", flat=True)} <= refs
    assert {f"paper/{key}" for key in Paper.objects.values_list("pk", flat=True)} <= refs


def test_every_page_that_is_found_is_there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.HIMPUN_SAMPLE = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client = Client()
    reader = Person.objects.get(user__username="inspektorat")
    client.force_login(reader.user)
    pages: dict[str, str] = {}
    for row in SearchText.objects.order_by("pk"):
        pages.setdefault(row.kind, reverse(row.page, args=row.args))
    for kind, address in pages.items():
        assert client.get(address).status_code == 200, kind
