"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Who is told what: in the program, by mail at once, in a daily digest."""

    name = "himpun.notices"
    label = "notices"
