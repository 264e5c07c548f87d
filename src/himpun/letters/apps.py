"""The letters app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The papers (naskah dinas) that an SOP's steps produce."""

    name = "himpun.letters"
    label = "letters"
