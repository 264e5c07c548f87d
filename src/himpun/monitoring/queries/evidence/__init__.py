"""What stands in an evidence pack, criterion by criterion."""

from himpun.monitoring.models import EvidencePack
from himpun.monitoring.queries.evidence.gathering import Gathered, gather
from himpun.monitoring.queries.evidence.packs import (
    evidence_waiting,
    pack_in,
    packs_of,
    path_of_pack,
    why_not_gather,
    years_of,
)

__all__ = [
    "EvidencePack",
    "Gathered",
    "evidence_waiting",
    "gather",
    "pack_in",
    "packs_of",
    "path_of_pack",
    "why_not_gather",
    "years_of",
]
