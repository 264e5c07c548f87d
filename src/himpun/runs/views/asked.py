"""Who asks for a page, and when."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from himpun.office import asking

asked = asking.asked("runs", asking.Asked)


def step_address(run: int) -> Callable[[int], str]:
    """The address of a visit of a run, by the kernel's number."""
    # Resolving a name costs more than writing a number into its address.
    pattern = reverse("runs:step", args=[run, 0]).rsplit("0", 1)
    return lambda visit: f"{pattern[0]}{visit}{pattern[1]}"
