"""What was sent and may not be taken: shown again, so that nobody types it twice."""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

MOST: Final = 200
"""Texts that are shown again; a form has fewer, but for a sheet of figures."""
NOT_TYPED: Final = frozenset(
    {"csrfmiddlewaretoken", "aksi", "kunci", "login", "next", "nik", "revisi", "versi"}
)
SECRET: Final = ("pass", "sandi", "proof", "code", "token")


def texts_typed(request: HttpRequest) -> list[str]:
    """The texts of a form that was sent, each once, in its order; never a secret."""
    found: dict[str, None] = {}
    for name, texts in request.POST.lists():
        if name not in NOT_TYPED and not any(part in name.lower() for part in SECRET):
            found.update(dict.fromkeys(text for text in map(str, texts) if text.strip()))
    return list(found)[:MOST]


def page_before(request: HttpRequest) -> str:
    """The address of our page that a request came from; "/" where that is not known."""
    came_from = request.headers.get("Referer", "")
    here = {request.get_host()}
    if not came_from.startswith("http") or not url_has_allowed_host_and_scheme(came_from, here):
        return "/"
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
