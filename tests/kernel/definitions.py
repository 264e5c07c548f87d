"""The SOPs of the repository, read once each."""

from functools import cache
from pathlib import Path

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse_text

FOLDER = Path(__file__).resolve().parent.parent.parent / "sops"
SOPS = sorted(path.parent.name for path in FOLDER.glob("*/sop.toml"))


@cache
def read_sop(name: str) -> Sop:
    """One SOP by the name of its folder."""
    return parse_text((FOLDER / name / "sop.toml").read_text(encoding="utf-8"))
