"""The web application as `himpun serve` runs it: its process does not outlive the one above it."""

from himpun.project.processes import die_with_parent
from himpun.project.wsgi import application

__all__ = ["application"]

die_with_parent()
