"""The rows of what the times tell."""

from collections.abc import Mapping
from typing import Any

from tests.project.access_row import HERE, KEEPERS, READERS, SIGNED_IN, Row, agency, of_agency
