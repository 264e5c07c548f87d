"""The agency that something belongs to."""

from django.db.models import QuerySet

from himpun.office.models import Agency
from himpun.office.queries.prepared import Prepared

_COLUMNS = [field.attname for field in Agency._meta.concrete_fields]


def agency_by_key(key: int) -> Agency:
    """The agency of that key (one query). Raises Agency.DoesNotExist."""
    found = _BY_KEY.rows(key=key)
    if not found:
        raise Agency.DoesNotExist
    return Agency(**dict(zip(_COLUMNS, found[0], strict=True)))


def _by_key(key: int) -> QuerySet[Agency, tuple[object, ...]]:
    return Agency.objects.filter(pk=key).order_by().values_list(*_COLUMNS)


_BY_KEY = Prepared(_by_key, key=int)
