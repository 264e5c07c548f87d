"""What goes into a package: the apps above are asked by name, the journal is read here."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from himpun.archive.rules.package.bag import JOURNAL, Item, json_line
from himpun.archive.rules.package.proof import moment_text
from himpun.office import queries as office
from himpun.office.queries.attested import rows_on
from himpun.office.queries.journal import chain_of, end_of


def parts_of(run_id: int) -> Iterator[Item]:
    """The files of every app that the setting HIMPUN_PACKAGE_PARTS names, in its order.

    Each name is a function (run_id) -> Iterable[Item]; what it yields, and in which order, depends
    on the run's records only, so that a package made again has the same bytes.
    """
    for path in getattr(settings, "HIMPUN_PACKAGE_PARTS", ()):
        yield from import_string(path)(run_id)


def subjects_of(run_id: int) -> list[str]:
    """The subjects under which the journal speaks of a run, as the functions named by the setting
    HIMPUN_PACKAGE_SUBJECTS tell them, each (run_id) -> Iterable[str]."""
    paths = getattr(settings, "HIMPUN_PACKAGE_SUBJECTS", ())
    return sorted({text for path in paths for text in import_string(path)(run_id)})


@dataclass
class JournalPart:
    """An agency's journal rows about some subjects, up to the chain's end when this was made."""

    agency: office.Agency
    subjects: list[str]
    positions: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.until, _ = end_of(self.agency)
        self._digest = hashlib.sha256()

    def item(self) -> Item:
        """The rows as a file; once it was written, ``words`` tells of them."""
        title = "Catatan jurnal instansi tentang SOP berjalan ini (JSON per baris)"
        path = JOURNAL.removeprefix("data/")
        return Item(path, "jurnal", title, "application/jsonl", self._lines())

    def _lines(self) -> Iterator[bytes]:
        for row in rows_on(self.agency, self.subjects, until=self.until):
            self.positions.append(row.seq)
            self._digest.update(row.hash.encode())
            yield json_line(
                {
                    "chain": row.chain, "seq": row.seq, "at": moment_text(row.at),
                    "actor_id": row.actor_id, "actor": row.actor_text, "capacity": row.capacity,
                    "post_title": row.post_title, "on_behalf_of": row.on_behalf_of,
                    "action": row.action, "subject": row.subject, "body": row.body,
                    "prev_hash": row.prev_hash, "hash": row.hash,
                }
            )  # fmt: skip

    def words(self) -> dict[str, Any]:
        """As himpun.json says it."""
        return {
            "chain": chain_of(self.agency), "positions": self.positions,
            "sha256": self._digest.hexdigest(),
        }  # fmt: skip

    def moved_on(self) -> bool:
        """Whether the journal has said more about the subjects since this was made."""
        return has_more(self.agency, self.subjects, self.until)


def has_more(agency: office.Agency, subjects: list[str], after: int) -> bool:
    """Whether a journal speaks of subjects behind a row's number."""
    return next(rows_on(agency, subjects, after=after), None) is not None
