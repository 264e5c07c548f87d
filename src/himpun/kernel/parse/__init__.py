"""The document of an SOP (``sop.toml``, or the same as JSON) becomes a Sop, and a Sop a document.

The format is told in docs/reference/sop-format.md.
"""

from himpun.kernel.parse.document import parse, parse_text
from himpun.kernel.parse.dump import dump, fingerprint, write_window
from himpun.kernel.parse.fields import Mistake, Mistakes

__all__ = ["Mistake", "Mistakes", "dump", "fingerprint", "parse", "parse_text", "write_window"]
