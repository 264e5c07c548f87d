"""Whether a key is among many: as one parameter, however many there are.

Django's ``__in`` makes each key a parameter of its own: with the agencies of a province, making the
statement takes longer than answering it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.db.models.lookups import Lookup


class Among(Lookup):
    """``rows.filter(Among("run", [3, 7]))``: rows whose integer column is one of some keys. Nothing
    is among none."""

    prepare_rhs = False

    def __init__(self, name: str, keys: Iterable[int]) -> None:
        super().__init__(F(name), list(keys))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """An array of JSON, read like a table."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """An array."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*params, self.rhs]
