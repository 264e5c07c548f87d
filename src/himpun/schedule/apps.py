"""The schedule app."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """When SOPs start, what a change of the calendar moves, and feeds for calendar programs."""

    name = "himpun.schedule"
    label = "schedule"
