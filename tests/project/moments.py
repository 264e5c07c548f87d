"""The clock of the project's tests."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
"""Friday 20 November 2026, 10.00 WIB."""
