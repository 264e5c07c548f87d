"""Somebody who is not signed in."""

from typing import Any

from django.test import Client


def stranger() -> Any:
    """A browser of somebody who has no account; its answers are taken as they come."""
    return Client()
