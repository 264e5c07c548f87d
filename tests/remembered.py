"""A scene is built once per process and then copied back, row by row: building it through the
services takes a second, copying it back some milliseconds."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

T = TypeVar("T")
Rows = list[tuple[str, list[str], list[tuple[Any, ...]]]]

_KEPT: dict[Hashable, tuple[Any, Rows]] = {}


def remembered(key: Hashable, build: Callable[[], T]) -> T:
    """What ``build`` answers, with the rows it leaves in empty tables; built once per ``key``.

    The answer is a dataclass, a model, or a list or dictionary of such; each caller gets copies of
    the models in it.
    """
    if any(_rows(model)[2] for model in _models()):
        return build()
    if key not in _KEPT:
        answer = build()
        _KEPT[key] = (answer, [found for model in _models() if (found := _rows(model))[2]])
    else:
        _put_back(_KEPT[key][1])
    kept: T = _copied(_KEPT[key][0])
    return kept


def _models() -> list[type[Model]]:
    """Tables that a scene may fill: ours, and the accounts."""
    ours = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("himpun.")
        for model in config.get_models(include_auto_created=True)
    ]
    user = apps.get_model("auth", "User")
    return [apps.get_model("auth", "Group"), user, user.groups.through, *ours]


def _rows(model: type[Model]) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    table = model._meta.db_table
    columns = [str(field.column) for field in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table}"')
        return table, columns, cursor.fetchall()


@transaction.atomic
def _put_back(rows: Rows) -> None:
    # One transaction, at whose end every row has what it refers to.
    with connection.cursor() as cursor:
        for table, columns, values in rows:
            names = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)
        for sql in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(sql)


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
