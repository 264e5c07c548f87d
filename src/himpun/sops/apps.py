"""The SOP register as a Django application."""

from django.apps import AppConfig


class SopsConfig(AppConfig):
    name = "himpun.sops"
    label = "sops"
