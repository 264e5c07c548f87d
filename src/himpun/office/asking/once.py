"""A form that is sent twice from the same page is done once: a double click where scripts are off,
or a page that is loaded anew because its answer was lost on the way."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

UNDER_WAY: Final = 60
REMEMBERED: Final = 24 * 3600
"""For so long (seconds), while it is being done and once it is: where a process was killed on the
way, the form may soon be sent again."""


def mark_of(request: HttpRequest) -> str:
    """What a form sent again has, and none sent from another page: its address, the page's own
    token against forged requests, and all that is in it. "" where there is no token."""
    if not request.POST.get("csrfmiddlewaretoken"):
        return ""
    files = [
        (name, [(file.name, file.size) for file in sent]) for name, sent in request.FILES.lists()
    ]
    whole = (request.get_full_path(), list(request.POST.lists()), files)
    return f"himpun.sent.{sha256(repr(whole).encode()).hexdigest()}"


def claim(mark: str) -> bool:
    """Whether a form with this mark is the first; of several at once, one is (two queries)."""
    return not mark or cache.add(mark, 1, UNDER_WAY)


def keep(mark: str) -> None:
    """What was claimed is done."""
    if mark:
        cache.set(mark, 1, REMEMBERED)


def release(mark: str) -> None:
    """What was claimed was not done, and may be sent again."""
    if mark:
        cache.delete(mark)
