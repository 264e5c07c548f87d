"""What may be asked of papers: each function is one wish, whole or not at all, and journalled."""

from himpun.letters.services.letterhead import set_letterhead
from himpun.letters.services.sample import load_sample_letterhead

__all__ = ["load_sample_letterhead", "set_letterhead"]
