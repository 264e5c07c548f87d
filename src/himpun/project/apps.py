"""The project as a Django application: its commands, templates and static files."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "himpun.project"
    label = "project"
