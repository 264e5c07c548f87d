"""One agency becomes many: the database copies its rows, each copy with keys of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction

from himpun.runs.rules import NUMBERS_OF_A_RUN

STEP = 1_000_000
"""By which the keys of one agency's rows lie apart from those of its copy."""


@dataclass(frozen=True)
class Copied:
    """A table to copy: ``owners`` are the columns that refer to copied rows, ``changed`` what must
    differ ("{i}" is the number of the copy). ``by_run``: its key is made of the run's."""

    owners: tuple[str, ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)
    key: str = "id"
    by_run: bool = False


OFFICE: Mapping[str, Copied] = {
    "office_agency": Copied(
        changed={"code": "t.code || '-' || {i}", "name": "t.name || ' ' || {i}",
                 "region": "'Kabupaten ' || ({i} / 40)"}
    ),
    "office_unit": Copied(("agency_id", "parent_id")),
    "sops_sopversion": Copied(("agency_id",)),
}  # fmt: skip
PEOPLE: Mapping[str, Copied] = {
    "auth_user": Copied(changed={"username": "t.username || '-' || {i}"}),
    "office_person": Copied(("user_id", "home_id")),
    "office_post": Copied(("agency_id", "unit_id", "head_of_id")),
    "office_holding": Copied(("post_id", "person_id")),
    "office_assignment": Copied(("agency_id", "unit_id", "post_id", "team_id")),
}
RUNS: Mapping[str, Copied] = {
    "runs_run": Copied(("agency_id", "sop_id")),
    "runs_rununit": Copied(("run_id",)),
    "runs_visit": Copied(("agency_id", "run_id"), by_run=True),
    "runs_scope": Copied(("run_id",), by_run=True),
    "runs_block": Copied(("run_id",), by_run=True),
}
MONITORING: Mapping[str, Copied] = {
    "monitoring_runsummary": Copied(("agency_id", "run_id"), key=""),
    "monitoring_steptime": Copied(("agency_id", "run_id"), by_run=True),
}
PERFORMANCE: Mapping[str, Copied] = {
    "performance_objective": Copied(("agency_id", "parent_id")),
    "performance_indicator": Copied(("agency_id", "unit_id", "objective_id")),
    "performance_indicatorversion": Copied(("indicator_id",)),
    "performance_form": Copied(("agency_id", "run_id", "unit_id")),
    "performance_value": Copied(("form_id", "indicator_id", "version_id")),
}


def multiply(copies: int, *tables: Mapping[str, Copied]) -> None:
    """Add so many copies of all rows, table after table, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The copies refer to each other as their originals do; asking that again of millions
            # of rows, one by one, takes longer than everything else.
            cursor.execute("SET LOCAL session_replication_role = replica")
        for group in tables:
            for table, copied in group.items():
                cursor.execute(_sql(table, copied, copies))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _sql(table: str, copied: Copied, copies: int) -> str:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    names = [column.name for column in described]
    picked = ", ".join(_value(name, copied) for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})"
    return f"INSERT INTO {table} ({columns}) {numbers} SELECT {picked} FROM {table} t, n"  # nosec B608


def _value(name: str, copied: Copied) -> str:
    if name in copied.changed:
        return copied.changed[name].format(i="n.i")
    step = STEP * (NUMBERS_OF_A_RUN if copied.by_run and name == copied.key else 1)
    # An integer of PostgreSQL would be too narrow for the keys of a province.
    if name == copied.key or name in copied.owners:
        return f't."{name}" + n.i * CAST({step} AS bigint)'
    return f't."{name}"'
