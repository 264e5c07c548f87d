"""Links as evidence: does an address look as if somebody else could open it?

Only by its looks; nothing is fetched. An evaluator must be able to open it years later, so a file
on somebody's computer, an office's inner network or a signed-in page of one's own is told at once.
"""

import re
from ipaddress import ip_address

_ADDRESS = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?:(?P<user>[^/?#@]*)@)?"
    r"(?P<host>\[[0-9a-f:.]+\]|[^/?#:@\s]+)(?P<port>:[0-9]{1,5})?(?P<path>[/?#]\S*)?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
_INNER = (".local", ".lan", ".internal", ".localhost", ".home", ".corp", ".intranet", ".test")
# A page that shows something else to each person who is signed in.
_OWN_PAGES = (
    (re.compile(r"^drive\.google\.com/drive/(u/\d+/)?(my-drive|home|shared-with-me|recent)"),
     "Google Drive pribadi"),
    (re.compile(r"^mail\.google\.com/"), "kotak surat"),
    (re.compile(r"^web\.whatsapp\.com/"), "WhatsApp Web"),
    (re.compile(r"^onedrive\.live\.com/?$"), "OneDrive pribadi"),
    (re.compile(r"^www\.dropbox\.com/home"), "Dropbox pribadi"),
)  # fmt: skip
MOST_CHARACTERS = 1000


def why_not_public(link: str) -> str | None:
    """Why others can hardly open an address; None when nothing speaks against it."""
    shown = f"“{link.strip()[:80]}”"
    if len(link) > MOST_CHARACTERS:
        return f"Tautan {shown} terlalu panjang; paling banyak {MOST_CHARACTERS} huruf."
    found = _ADDRESS.fullmatch(link.strip())
    if not found or found["scheme"].lower() not in ("http", "https"):
        return f"{shown} bukan alamat web; mulai dengan https://."
    if found["user"] is not None:
        return f"Tautan {shown} memuat nama pengguna atau kata sandi."
    host = found["host"].lower().rstrip(".")
    if not _is_public_host(host):
        return f"Tautan {shown} hanya dapat dibuka di jaringan sendiri."
    return _why_own_page(host, found["path"] or "", shown)


def _is_public_host(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_global
    except ValueError:
        labels = host.split(".")
        known = all(_LABEL.fullmatch(label) for label in labels)
        return known and len(labels) > 1 and not labels[-1].isdigit() and not host.endswith(_INNER)


def _why_own_page(host: str, path: str, shown: str) -> str | None:
    for page, said in _OWN_PAGES:
        if page.match(f"{host}{path}"):
            return f"Tautan {shown} menuju {said}; pakai tautan berbagi berkas atau foldernya."
    return None
