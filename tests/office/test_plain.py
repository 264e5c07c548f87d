"""SQL said straight to the driver behaves as Django's own."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from himpun.office.models import Agency
from himpun.office.queries import plain

INSERT = "INSERT INTO office_agency (code, name, region, zone, six_day) VALUES (%s, %s, %s, %s, %s)"
ROW = ["dinas-a", "Dinas A", "Kota A", "WIB", False]

pytestmark = pytest.mark.django_db


def test_it_asks_and_changes_in_the_same_transaction_as_the_orm() -> None:
    Agency.objects.create(code="dinas-b", name="Dinas B", region="", zone="WIB")

    assert plain.change("UPDATE office_agency SET region = %s WHERE zone = %s", ["X", "WIB"]) == 1
    assert plain.rows("SELECT code, region FROM office_agency") == [("dinas-b", "X")]
    assert Agency.objects.get().region == "X"


def test_a_percent_sign_is_written_twice_on_both_databases() -> None:
    assert plain.rows("SELECT 7 %% 4, %s", ["%s"]) == [(3, "%s")]


def test_what_the_database_refuses_is_djangos_error_and_the_transaction_takes_no_more() -> None:
    plain.change(INSERT, ROW)

    with pytest.raises(IntegrityError), transaction.atomic():
        plain.change(INSERT, ROW)
    assert plain.rows("SELECT COUNT(*) FROM office_agency") == [(1,)]

    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            plain.rows("SELECT 1")


def test_whoever_watches_statements_sees_these_too() -> None:
    with CaptureQueriesContext(connection) as asked:
        plain.rows("SELECT 5 + %s", [2])
    assert len(asked) == 1

    seen = []

    def watch(execute: object, sql: str, *rest: object) -> object:
        seen.append(sql)
        return execute(sql, *rest)  # type: ignore[operator]

    with connection.execute_wrapper(watch):
        plain.rows("SELECT 6 + %s", [2])
    assert seen == ["SELECT 6 + %s"]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_closed_is_opened_again() -> None:
    connection.close()
    assert plain.rows("SELECT 1") == [(1,)]


def test_postgresql_plans_once_what_is_asked_again_and_again() -> None:
    if connection.vendor != "postgresql":
        assert plain.rows("SELECT %s", [1]) == [(1,)]
        return
    for number in range(8):
        plain.rows("SELECT name FROM office_agency WHERE id = %s", [number])
    planned = plain.rows("SELECT statement FROM pg_prepared_statements")
    assert any("office_agency" in statement for (statement,) in planned)
