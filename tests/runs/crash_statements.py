"""A program that ends, or a database that fails, at each statement of a piece of work."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.core.management.color import no_style
from django.db import OperationalError, connection
from django.db.models import AutoField
from tests.runs.crash_rivals import disconnected

from himpun.archive.models import StoredFile
from himpun.office.models import JournalHead, JournalRow
from himpun.runs.models import Attachment, Block, Draft, Event, Run, RunUnit, Scope, Visit

TABLES = (
    Run, RunUnit, Scope, Block, Visit, Event, Draft, Attachment, JournalHead, JournalRow,
)  # fmt: skip
DEAD = 99
MOST = 500
"""More statements than any service has."""


@contextmanager
def watching(before: Callable[[str], None], after: Callable[[str], None]) -> Iterator[None]:
    """Calls ``before`` and ``after`` with each statement of this thread, commits too."""
    commit = connection._commit  # type: ignore[attr-defined]

    def statement(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        before(sql)
        result = execute(sql, values, many, context)
        after(sql)
        return result

    def committing() -> None:
        before("COMMIT")
        commit()
        after("COMMIT")

    connection._commit = committing  # type: ignore[attr-defined]
    try:
        with connection.execute_wrapper(statement):
            yield
    finally:
        del connection._commit  # type: ignore[attr-defined]


def numbers_as_before() -> None:
    """PostgreSQL gives no number twice, not even one whose row was never kept; here what is asked
    again shall get the same."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Run, StoredFile]):
            cursor.execute(sql)


def killed_after(statements: int, wish: Callable[[], Any]) -> bool:
    """Whether a process that makes a wish was ended, in no orderly way, after so many statements;
    else it came to the end of its wish."""
    numbers_as_before()
    with disconnected():
        child = os.fork()
        if child == 0:
            _die_while(statements, wish)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, DEAD), f"the wish failed in its process ({code})"
    return code == DEAD


def _die_while(statements: int, wish: Callable[[], Any]) -> None:
    """Runs in the child, which must never come back into the test."""
    sent = count(1)

    def die(_sql: str) -> None:
        if next(sent) == statements:
            os._exit(DEAD)

    try:
        with watching(before=lambda _: None, after=die):
            wish()
    except BaseException:
        os._exit(1)
    os._exit(0)


def failed_at(statement: int, wish: Callable[[], Any]) -> bool:
    """Whether a wish failed because the database refused its so-manyth statement, as a full disk
    makes it do; else the wish was granted."""
    numbers_as_before()
    sent = count(1)

    def refuse(sql: str) -> None:
        if next(sent) == statement:
            raise OperationalError(f"disk I/O error: {sql}")

    try:
        with watching(before=refuse, after=lambda _: None):
            wish()
    except OperationalError:
        return True
    return False


def everything_stored() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of running SOPs and journals, without numbers that the database gives."""
    return {table.__name__: _rows(table) for table in TABLES}


def _rows(table: Any) -> list[tuple[Any, ...]]:
    names = [
        field.attname for field in table._meta.concrete_fields if not isinstance(field, AutoField)
    ]
    return sorted(table.objects.values_list(*names), key=repr)
