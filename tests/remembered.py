"""A scene is built once per process and then copied back, table by table: building it through the
services takes a second, copying it back some milliseconds."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from himpun.office.queries import plain

T = TypeVar("T")
Rows = Any
"""The rows of a table: tuples, or PostgreSQL's own text of them."""

_KEPT: dict[Hashable, tuple[Any, dict[type[Model], Rows]]] = {}


def remembered(key: Hashable, build: Callable[[], T]) -> T:
    """What ``build`` answers, with the rows it leaves in empty tables; built once per ``key``.

    The answer is a dataclass, a model, or a list or dictionary of such; each caller gets copies of
    the models in it.
    """
    if _something_there():
        return build()
    if key not in _KEPT:
        answer = build()
        _KEPT[key] = (answer, {model: found for model in _models() if (found := _rows(model))})
    else:
        _put_back(_KEPT[key][1])
    kept: T = _copied(_KEPT[key][0])
    return kept


@cache
def _models() -> tuple[type[Model], ...]:
    """Tables that a scene may fill: ours, and the accounts."""
    ours = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("himpun.")
        for model in config.get_models(include_auto_created=True)
    ]
    user = apps.get_model("auth", "User")
    return (apps.get_model("auth", "Group"), user, user.groups.through, *ours)


def _something_there() -> bool:
    # PostgreSQL would plan a question of a hundred tables for longer than it looks into them.
    ((found,),) = plain.rows(_anything())
    return bool(found)


@cache
def _anything() -> str:
    tables = (f'EXISTS (SELECT 1 FROM "{model._meta.db_table}")' for model in _models())
    return f"SELECT {' OR '.join(tables)}"


def _named(model: type[Model]) -> tuple[str, str]:
    """A table and its columns, as SQL writes them."""
    columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
    return f'"{model._meta.db_table}"', ", ".join(columns)


def _rows(model: type[Model]) -> Rows:
    table, columns = _named(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as text:
                return b"".join(text)
        cursor.execute(f"SELECT {columns} FROM {table}")
        return cursor.fetchall()


@transaction.atomic
def _put_back(kept: dict[type[Model], Rows]) -> None:
    # One transaction, at whose end every row has what it refers to.
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with _unchecked(cursor):
                for model, rows in kept.items():
                    table, columns = _named(model)
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as text:
                        text.write(rows)
            cursor.execute("; ".join(connection.ops.sequence_reset_sql(no_style(), list(kept))))
            return
        for model, rows in kept.items():
            table, columns = _named(model)
            marks = ", ".join(["%s"] * len(model._meta.concrete_fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


@contextmanager
def _unchecked(cursor: Any) -> Iterator[None]:
    """Rows come in without a look at what they refer to: it was there when they were kept. Only
    who may do everything on the server may ask for that."""
    cursor.execute("SELECT current_setting('is_superuser')")
    may = cursor.fetchone()[0] == "on"
    if may:
        cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    if may:
        cursor.execute("SET LOCAL session_replication_role = origin")


def _copied(answer: Any) -> Any:
    if isinstance(answer, Model):
        # Deep: a person's account, kept beside the person, may get another password.
        return copy.deepcopy(answer)
    if is_dataclass(answer) and not isinstance(answer, type):
        held = {f.name: getattr(answer, f.name) for f in fields(answer) if f.init}
        return replace(answer, **{n: _copied(v) for n, v in held.items() if isinstance(v, Model)})
    if isinstance(answer, list):
        return [_copied(each) for each in answer]
    if isinstance(answer, dict):
        return {key: _copied(each) for key, each in answer.items()}
    return answer
