"""The addresses that a paper's QR code and a recipient's link hold, and how a link is known again.

A recipient's link carries a code that only this installation can make (HMAC over the recipient and
the link's number). The tables hold no link, so a copy of them opens none.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

CHECK_PREFIX: Final = "/p/"
LINK_PREFIX: Final = "/t/"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,40}")
_LINK = re.compile(r"([1-9][0-9]{0,17})\.([1-9][0-9]{0,5})\.([A-Za-z0-9_-]{24})")
_CODE_BYTES = 18


def check_path(token: str) -> str:
    """The path of a paper's check page; behind the installation's address it is the QR's text."""
    return f"{CHECK_PREFIX}{token}"


def token_in(text: str) -> str | None:
    """The token of a paper in what a QR code says, or as it was typed; None in anything else.

    Whose address stands before it is not asked: the token alone says which paper.
    """
    said = text.strip().partition("?")[0]
    if "/" in said:
        said = said.rpartition(CHECK_PREFIX)[2].removesuffix("/")
    return said if _TOKEN.fullmatch(said) else None


@dataclass(frozen=True, slots=True)
class Link:
    """What a link claims: its recipient, which of the recipient's links it is, and its code."""

    recipient: int
    no: int
    code: str


def write_link(secret: str, recipient: int, no: int) -> str:
    """A recipient's link without the address before it."""
    return f"{recipient}.{no}.{_code(secret, recipient, no)}"


def read_link(text: str) -> Link | None:
    """What a link claims; None for a text of another form."""
    found = _LINK.fullmatch(text)
    return Link(int(found[1]), int(found[2]), found[3]) if found else None


def is_ours(secret: str, link: Link) -> bool:
    """Whether this installation made a link."""
    return hmac.compare_digest(link.code, _code(secret, link.recipient, link.no))


def _code(secret: str, recipient: int, no: int) -> str:
    said = f"himpun.letters.link:{recipient}:{no}".encode()
    digest = hmac.new(secret.encode(), said, hashlib.sha256).digest()
    return urlsafe_b64encode(digest[:_CODE_BYTES]).decode()
