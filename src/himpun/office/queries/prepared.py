"""Questions of the ORM whose SQL is made once per process: to write it costs more than to ask."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from himpun.office.queries import plain

# Values that no row has; where they come out in the SQL's parameters, the asked values go in.
_STAND_INS: Mapping[type, Callable[[int], Any]] = {
    int: lambda i: -7_000_000_000 - i,
    str: lambda i: f"\x01{i}",
    date: lambda i: date(2, 2, 2 + i),
}


class Prepared:
    """A question with named values of given types (int, str, date).

    ``ask`` must be a query whose form does not depend on the values; no value may be None.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], **kinds: type) -> None:
        self._ask = ask
        self._stand_ins = {
            name: _STAND_INS[kind](i) for i, (name, kind) in enumerate(kinds.items())
        }
        self._made = lru_cache(maxsize=4)(self._make)

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The answer's rows as plain tuples (one query)."""
        sql, slots = self._made(connection.vendor)
        given = {name: _adapted(value) for name, value in values.items()}
        return plain.rows(sql, [given[s] if named else s for named, s in slots])

    def _make(self, _vendor: str) -> tuple[str, list[tuple[bool, Any]]]:
        query = self._ask(**self._stand_ins).query
        sql, values = query.get_compiler(connection=connection).as_sql()
        names = {_adapted(value): name for name, value in self._stand_ins.items()}
        slots = [(True, names[v]) if v in names else (False, v) for v in values]
        return sql, slots


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
