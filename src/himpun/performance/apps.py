"""The performance app."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """What the SOP gathers: target against realisation, by indicator, unit and quarter."""

    name = "himpun.performance"
    label = "performance"
