"""How values are written: many at once, each only as the revision that its writer saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn
from himpun.performance.models import Form, Value

if TYPE_CHECKING:
    from himpun.office.queries import Person

in_turn = InTurn(Refused)

OVERTAKEN = "Orang lain menyimpan perubahan pada saat yang sama. Muat ulang halaman ini."
COLUMNS = (
    "realisation", "items", "no_value", "obstacles", "solutions", "follow_up", "follow_up_by",
    "follow_up_on", "budget", "note", "warnings", "achievement", "revision", "changed_at",
    "changed_by", "returned", "returned_at",
)  # fmt: skip
"""What a change of a value writes."""


def lock_form(form_id: int) -> Form:
    """A form for change. Whoever changes values, vouches for them or completes a form locks it
    first, several in the order of their keys: then nobody waits in a circle. Refuses a form that is
    not there (one query)."""
    # Only its own row: the run and the agency stay free for others.
    found = Form.objects.select_for_update(of=("self",)).filter(pk=form_id)
    form = found.select_related("agency", "run", "unit").first()
    if form is None:
        raise Refused("Formulir ini tidak ada.")
    return form


def lock_again(form: Form) -> None:
    """A form that was read before, locked and as it stands now (one query). Refuses one that is
    gone."""
    names = ("revision", "complete_at", "closes_at")
    # Forms are usually ordered by their units: PostgreSQL locks no row of an outer join.
    rows = Form.objects.select_for_update().filter(pk=form.pk).order_by("pk")
    row = rows.values_list(*names).first()
    if row is None:
        raise Refused("Formulir ini tidak ada.")
    form.revision, form.complete_at, form.closes_at = row


def lock_forms(form_ids: Sequence[int]) -> list[Form]:
    """Several forms for change, by their keys (one query)."""
    rows = Form.objects.select_for_update(of=("self",)).filter(pk__in=form_ids).order_by("pk")
    return list(rows.select_related("agency", "run", "unit"))


def sums_of_values() -> dict[str, Coalesce]:
    """What a form keeps of its values, as an update of forms computes it from them."""
    values = Value.objects.filter(form=OuterRef("pk")).order_by().values("form")
    return {
        "achieved": Coalesce(Subquery(values.values(sum=Sum("achievement"))), 0),
        "counted": Coalesce(Subquery(values.values(many=Count("achievement"))), 0),
    }


def write_values(values: Sequence[Value], now: datetime, by: Person | None) -> None:
    """Write the values anew, each one revision further (one query, however many there are).

    Refuses when one of them is no longer at the revision that it was read at: then nothing is
    written.
    """
    for value in values:
        value.revision += 1
        value.changed_at, value.changed_by = now, by
    if _update(values) != len(values):
        raise Refused(OVERTAKEN)


def _update(values: Sequence[Value]) -> int:
    """One statement that joins the new values to their rows; a CASE for each column, as the ORM
    would write it, takes ten times as long."""
    fields: list[Any] = [Value._meta.get_field(name) for name in COLUMNS]
    columns = [str(field.column) for field in fields]
    kinds = ["bigint", *(str(field.db_type(connection)) for field in fields)]
    # PostgreSQL takes a bare row for text; SQLite would make numbers of a cast date or JSON.
    typed = connection.vendor == "postgresql"
    row = ", ".join(f"CAST(%s AS {kind})" if typed else "%s" for kind in kinds)
    table = Value._meta.db_table
    # Both databases call the columns of VALUES so.
    puts = ", ".join(f'"{column}" = fresh.column{no}' for no, column in enumerate(columns, 2))
    guard = f"{table}.revision = fresh.column{columns.index('revision') + 2} - 1"
    sql = (
        f"UPDATE {table} SET {puts}"  # nosec B608 - names of columns, never what people typed
        f" FROM (VALUES {', '.join([f'({row})'] * len(values))}) AS fresh"
        f" WHERE {table}.id = fresh.column1 AND {guard}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for value in values for part in _parts(value, fields)])
        return int(cursor.rowcount)


def _parts(value: Value, fields: Sequence[Any]) -> list[Any]:
    found: list[Any] = [value.pk]
    for field in fields:
        kept = getattr(value, field.attname)
        found.append(field.get_db_prep_save(kept, connection))
    return found
