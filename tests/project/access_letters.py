"""The rows of papers."""

from collections.abc import Mapping

from tests.project.access_row import KEEPERS, NOBODY, READERS, Row, agency

LETTERS: Mapping[str, Row] = {
    "letters:letterhead": Row(READERS, args=agency),
    "letters:letterhead_change": Row(KEEPERS, args=agency),
    # The sample's agencies have no logo.
    "letters:letterhead_logo": Row(NOBODY, args=agency),
}
