"""The project as a Django application: its commands, templates and static files."""

from typing import Any

from django.apps import AppConfig
from django.core import checks

from himpun.project.complaints import speak_plainly

BUNDLES = ("built/charts.js", "built/grid.css", "built/grid.js")


class ProjectConfig(AppConfig):
    name = "himpun.project"
    label = "project"

    def ready(self) -> None:
        speak_plainly()
        # Asked by `collectstatic`, and by every command that asks for all checks.
        checks.register(missing_bundles, checks.Tags.staticfiles)


def missing_bundles(**_: Any) -> list[checks.CheckMessage]:
    """A warning when the browser's libraries were not bundled: their pages could not be shown."""
    from django.contrib.staticfiles import finders

    missing = [name for name in BUNDLES if not finders.find(name)]
    if not missing:
        return []
    said = f"The browser's libraries are not there: {', '.join(missing)}."
    return [checks.Warning(said, hint="Run `make bundles` in the checkout.", id="himpun.W001")]
