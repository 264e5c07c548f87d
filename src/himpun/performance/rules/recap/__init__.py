"""A recap: from plain values to canonical JSON, what is different between two, and how it reads."""

from himpun.performance.rules.recap.build import (
    Body,
    body_of,
    body_text,
    fingerprint_of,
    read_body,
)
from himpun.performance.rules.recap.difference import Change, differences
from himpun.performance.rules.recap.shown import Shown, Stamp, show
from himpun.performance.rules.recap.sources import (
    AgreementSource,
    BudgetSource,
    Head,
    IndicatorSource,
    ObjectiveSource,
    Proof,
    Source,
    UnitSource,
    YearSource,
)

__all__ = [
    "AgreementSource",
    "Body",
    "BudgetSource",
    "Change",
    "Head",
    "IndicatorSource",
    "ObjectiveSource",
    "Proof",
    "Shown",
    "Source",
    "Stamp",
    "UnitSource",
    "YearSource",
    "body_of",
    "body_text",
    "differences",
    "fingerprint_of",
    "read_body",
    "show",
]
