"""The monitoring app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """What the times of running SOPs tell."""

    name = "himpun.monitoring"
    label = "monitoring"
