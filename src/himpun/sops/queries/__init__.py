"""Questions about SOPs; each is one function, its cost in queries is said there."""

from himpun.sops.models import SopVersion
from himpun.sops.queries.page import SopPage, page_of, problems_of, table_of_version
from himpun.sops.queries.versions import (
    Damaged,
    RegisterRow,
    current_version,
    register,
    sop_of,
    version_of,
    versions_of,
)
from himpun.sops.rules.reading import gaps_of, questions_of

__all__ = [
    "Damaged",
    "RegisterRow",
    "SopPage",
    "SopVersion",
    "current_version",
    "gaps_of",
    "page_of",
    "problems_of",
    "questions_of",
    "register",
    "sop_of",
    "table_of_version",
    "version_of",
    "versions_of",
]
