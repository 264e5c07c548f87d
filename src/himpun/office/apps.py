"""The office as a Django application."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "himpun.office"
    label = "office"
