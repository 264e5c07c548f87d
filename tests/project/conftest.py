"""The sample agencies, loaded once for all tests of a file that only look at them."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from tests.project.moments import NOW
from tests.remembered import remembered

from himpun.project import sample


def _load() -> list[sample.Begun]:
    sample.load_offices(now=NOW)
    begun = sample.begin_runs(now=NOW)
    sample.load_letterheads(now=NOW)
    return begun


@pytest.fixture(scope="module")
def sampled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[sample.Begun]]:
    """The runs of the sample. What a test changes goes with its `db`, the rest with the file."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            with override_settings(HIMPUN_SAMPLE=True):
                begun = remembered("the sample", _load)
            with django_db_blocker.block():
                yield begun
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
