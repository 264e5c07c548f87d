"""The tables of chasing. No business methods here, and no signals."""

from himpun.chase.models.clock import ChaseClock
from himpun.chase.models.closing import Closing
from himpun.chase.models.ladder import LadderVersion
from himpun.chase.models.ledger import Contact, Digest, Rung, Told

__all__ = ["ChaseClock", "Closing", "Contact", "Digest", "LadderVersion", "Rung", "Told"]
