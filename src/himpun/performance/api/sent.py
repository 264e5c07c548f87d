"""JSON as it is sent: bounded, of the right type, every mistake told in a sentence."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse

MOST_BYTES = 2 * 1024 * 1024
MOST_DIGITS = 15
JSON = "application/json"


class NotSent(Exception):
    """A request that cannot be read: its sentence, and the status that says so."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def answer(status: int, sentence: str, **more: Any) -> JsonResponse:
    """A sentence as an answer."""
    return JsonResponse({"sentence": sentence, **more}, status=status)


def object_sent(request: HttpRequest) -> dict[str, Any]:
    """The object in a request's body. Refuses another type (415), more than 2 MiB (413), and what
    is no JSON object (400)."""
    if request.content_type != JSON:
        raise NotSent(415, "Kiriman ini harus berupa JSON.")
    body = _body(request)
    try:
        found = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotSent(400, "Kiriman ini bukan JSON yang utuh.") from None
    if not isinstance(found, dict):
        raise NotSent(400, "Kiriman ini harus berupa satu objek JSON.")
    return found


def _body(request: HttpRequest) -> bytes:
    told = request.headers.get("Content-Length", "")
    if told.isdigit() and int(told) > MOST_BYTES:
        raise NotSent(413, "Kiriman ini terlalu besar; paling besar 2 MB.")
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise NotSent(413, "Kiriman ini terlalu besar; paling besar 2 MB.")
    return body


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def whole(found: Any, name: str) -> int:
    """A whole number from 0 on in a field."""
    if type(found) is not int or not 0 <= found < 10**MOST_DIGITS:
        raise NotSent(400, f"“{name}” harus berupa bilangan bulat.")
    return found


def texts(found: Any, name: str) -> dict[str, str]:
    """An object of texts in a field."""
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise NotSent(400, f"“{name}” harus berupa objek yang berisi teks.")
    return found
