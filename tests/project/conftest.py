"""The sample agencies, loaded once for all tests of a file that only look at them."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker
from tests.project.loaded import the_sample

from himpun.project import sample


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
                begun = the_sample()
            with django_db_blocker.block():
                yield begun
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
