"""What proves a value, as it is handed in: for the form, and for a correction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from himpun.office.rules import Json, Refused
from himpun.office.services.journal import write
from himpun.performance.models import Evidence, Form, Value
from himpun.performance.queries.sheet import sheet_of
from himpun.performance.services._save import warnings_json

if TYPE_CHECKING:
    from himpun.archive.queries import StoredFile
    from himpun.office.queries import Person

MOST_NAME = 300
MOST_LINK = 1_000


@dataclass(frozen=True, slots=True)
class Proof:
    """A stored file or a link, and what it is called."""

    name: str
    file: StoredFile | None = None
    link: str = ""


def sound(proof: Proof) -> Proof:
    """A proof without stray spaces. Refuses both or neither of file and link, and a link that is no
    web address."""
    link = proof.link.strip()
    name = " ".join(proof.name.split())[:MOST_NAME]
    if (proof.file is None) == (not link):
        raise Refused("Lampirkan satu berkas atau satu tautan.")
    if link:
        _want_address(link)
    return replace(proof, link=link, name=name or link[:MOST_NAME])


def _want_address(link: str) -> None:
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    plain = link.isprintable() and " " not in link and len(link) <= MOST_LINK
    if parts.scheme not in ("http", "https") or not parts.netloc or not plain:
        raise Refused("Tautan harus berupa alamat web yang diawali https://, tanpa spasi.")


def put_proof(
    row: Value, proof: Proof, proves: str, form: Form, *, by: Person, capacity: str, now: datetime
) -> Evidence:
    """A proof becomes evidence of a value, with its journal."""
    added = Evidence.objects.create(
        value=row, proves=proves, file=proof.file, link=proof.link, name=proof.name,
        added_at=now, added_by=by,
    )  # fmt: skip
    body: dict[str, Json] = {
        "value": row.pk, "evidence": added.pk, "proves": proves, "name": added.name,
        "sha256": proof.file.sha256 if proof.file else "", "link": proof.link,
    }  # fmt: skip
    write(
        agency=form.agency, by=by, now=now, action="EvidenceAdded", subject=f"form/{form.pk}",
        body=body, capacity=capacity, post_title="",
    )  # fmt: skip
    return added


def check_again(form: Form, row: Value) -> None:
    """Whether evidence is missing, or cannot be opened, is said among the value's warnings."""
    line = sheet_of(form, [row.pk]).lines[row.pk]
    Value.objects.filter(pk=row.pk).update(warnings=warnings_json(line, line.entry, form))
