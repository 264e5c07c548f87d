"""Among: a key among many, on the database that is there."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from tests.office.scene import Scene

from himpun.office.models import Unit
from himpun.office.queries.among import Among

pytestmark = pytest.mark.django_db


def test_it_finds_the_rows_of_some_keys(scene: Scene) -> None:
    first, second, *_ = Unit.objects.order_by("pk")
    found = Unit.objects.filter(Among("pk", {first.pk, second.pk, 999_999_999_999}))
    assert set(found) == {first, second}


def test_it_follows_a_reference(scene: Scene) -> None:
    ours = Unit.objects.filter(agency=scene.agency)
    assert set(Unit.objects.filter(Among("agency", [scene.agency.pk]))) == set(ours)


def test_nothing_is_among_none(scene: Scene) -> None:
    assert not Unit.objects.filter(Among("pk", ())).exists()


def test_it_stands_beside_other_conditions(scene: Scene) -> None:
    first, second, *_ = Unit.objects.order_by("pk")
    either = Q(Among("pk", [first.pk]), code=first.code) | Q(Among("pk", [second.pk]), code="")
    assert list(Unit.objects.filter(either)) == [first]


def test_however_many_keys_are_one_parameter(scene: Scene) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert Unit.objects.filter(Among("pk", range(-200_000, 0))).count() == 0
    assert len(asked) == 1
