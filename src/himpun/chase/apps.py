"""The chase app."""

from django.apps import AppConfig


class ChaseConfig(AppConfig):
    """Reminding whoever owes data, until they are handed in."""

    name = "himpun.chase"
    label = "chase"
