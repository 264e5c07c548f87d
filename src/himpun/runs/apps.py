"""The runs app."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """Running SOPs: inbox, steps, history."""

    name = "himpun.runs"
    label = "runs"
