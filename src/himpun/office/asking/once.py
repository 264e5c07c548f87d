"""A form that is sent twice from the same page is done once: a double click where scripts are off,
or a page that is loaded anew because its answer was lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

SENT_BEFORE: Final = "Isian yang sama sudah diterima tadi, jadi tidak disimpan dua kali."
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


@contextmanager
def first_time(request: HttpRequest) -> Iterator[bool]:
    """Whether a form is sent for the first time; of several at once, one is. What ends in an
    exception was not done, and may be sent again (three queries)."""
    mark = mark_of(request)
    if mark and not cache.add(mark, 1, UNDER_WAY):
        yield False
        return
    try:
        yield True
    except BaseException:
        cache.delete(mark)
        raise
    if mark:
        cache.set(mark, 1, REMEMBERED)
