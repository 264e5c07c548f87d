"""What is in force on a day."""

from datetime import date

from django.db.models import Q


def in_force(on: date, path: str = "") -> Q:
    """Rows with from_on, until_on, cancelled_at that hold on a day; ``path`` leads to the row."""
    return (
        Q(**{f"{path}from_on__lte": on})
        & (Q(**{f"{path}until_on": None}) | Q(**{f"{path}until_on__gte": on}))
        & Q(**{f"{path}cancelled_at": None})
    )


def to_come(on: date) -> Q:
    """Rows that hold on a day or will later."""
    return (Q(until_on=None) | Q(until_on__gte=on)) & Q(cancelled_at=None)


def still_there(on: date, path: str = "") -> Q:
    """Units, posts and teams that were not closed before a day."""
    return Q(**{f"{path}until_on": None}) | Q(**{f"{path}until_on__gte": on})
