"""The SOP that is measured."""

from pathlib import Path

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse_text

ROOT = Path(__file__).parents[1]
SOP_ID = "pesisir-selatan-dishub"


def read_sop(sop_id: str = SOP_ID) -> Sop:
    """A definition of the repository."""
    return parse_text((ROOT / "sops" / sop_id / "sop.toml").read_text(encoding="utf-8"))
