"""Whether the records of a package bear each other out: the journal's rows each their own hash and
the ones before, the events and the values that were typed what the journal says of them.

Everything is read once, row by row; contents that are needed again are asked for by their number.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from himpun.archive.rules.package import bag
from himpun.office.rules import Entry, canonical, entry_hash

Row = Mapping[str, Any]
HANDED_ON = ("StepCompleted", "StepReturned")
PART = "PartDone"
SAVED = "ValuesSaved"
SOURCES = {SAVED: "", "ValuesReturned": "return"}
"""Actions that change values → by which way, where the row does not say it."""
FILES = ("sha256", "scan")
"""Members of a row's body that name a file."""
WHO = ("seq", "at", "actor_id", "actor", "capacity")
EVENT = {"no", "at", "kind", "body", "visit", "actor_id", "actor", "capacity"}
CHANGE = {"value", "revision", "source", "changes", "at", "by", "capacity"}
MOST_NAMED = 20
ENTRY = {field.name for field in fields(Entry)}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed: where, and a sentence."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a row of the journal says of ``keys`` (the first and last event, or values with their
    revisions): the row's own number, moment and people, and the hash over them; ``source`` is the
    way by which values came in."""

    row: Row
    keys: tuple[tuple[int, int], ...]
    sha256: str
    source: str = ""

    @property
    def seq(self) -> int:
        number: int = self.row["seq"]
        return number

    @property
    def first(self) -> int:
        return self.keys[0][0]

    @property
    def last(self) -> int:
        return self.keys[0][1]


@dataclass
class Heard:
    """What the journal of a package attests. ``files``: action → {SHA-256: number of the row};
    ``unhashed``: values that were sent back at a moment, by a version that kept no hash of it."""

    events: list[Said] = field(default_factory=list)
    changes: list[Said] = field(default_factory=list)
    unhashed: set[tuple[int, str]] = field(default_factory=set)
    files: dict[str, dict[str, int]] = field(default_factory=dict)


def journal_findings(rows: Iterable[Row], about: Row, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the rows of a journal; ``heard`` then knows what they attest."""
    sealed = about["journal"]
    digest, numbers, last = hashlib.sha256(), [], (-1, "")
    for row in rows:
        if row.keys() != ENTRY | {"hash"} or not isinstance(row["seq"], int):
            yield Finding(bag.JOURNAL, "Sebuah catatan jurnal tidak lengkap atau berlebih.")
            continue
        seq, number = row["seq"], f"Catatan jurnal nomor {row['seq']}"
        if _hash(row) != row["hash"] or row["chain"] != sealed["chain"]:
            yield Finding(bag.JOURNAL, f"{number}: isinya telah diubah.")
        if last[0] + 1 == seq and last[1] != row["prev_hash"]:
            yield Finding(bag.JOURNAL, f"{number} tidak menyambung catatan sebelumnya.")
        numbers.append(seq)
        _hear(row, f"run/{about['run']['id']}", heard)
        digest.update(str(row["hash"]).encode())
        last = (seq, row["hash"])
    yield from order_findings("Catatan jurnal", bag.JOURNAL, numbers, sealed["positions"])
    if digest.hexdigest() != sealed["sha256"]:
        yield Finding(bag.JOURNAL, "Deretan hash jurnal bukan yang dicatat saat disegel.")


def _hash(row: Row) -> str:
    """The hash that a row ought to have; "" where its moment is not written in the usual way."""
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None or moment_text(at) != row["at"]:
        return ""
    return entry_hash(Entry(**{**{name: row[name] for name in ENTRY}, "at": at}))


def moment_text(at: datetime) -> str:
    """A moment as packages write it: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _hear(row: Row, run: str, heard: Heard) -> None:
    body, action = row["body"], row["action"]
    if not isinstance(body, dict):
        return
    short = {name: row[name] for name in WHO}
    if row["subject"] == run and "events" in body:
        first, last = body["events"]
        heard.events.append(Said(short, ((first, last),), body["sha256"]))
    elif action in SOURCES and "sha256" in body:
        pairs = body["values"] if action == SAVED else body["revisions"]
        keys = tuple((value, revision) for value, revision in pairs)
        source = body["source"] if action == SAVED else SOURCES[action]
        heard.changes.append(Said(short, keys, body["sha256"], source))
    elif action in SOURCES:
        heard.unhashed.update((value, row["at"]) for value in body["values"])
    else:
        for sha256 in filter(None, map(body.get, FILES)):
            heard.files.setdefault(action, {})[str(sha256)] = row["seq"]


def order_findings(
    what: str, place: str, seen: Sequence[int], sealed: Sequence[int]
) -> Iterator[Finding]:
    """Numbers that are missing, were added, or stand in another order than was sealed."""
    missing = [no for no in sealed if no not in set(seen)] if set(sealed) - set(seen) else []
    for no in missing[:MOST_NAMED]:
        yield Finding(place, f"{what} nomor {no} hilang.")
    known = set(sealed)
    added = [no for no in seen if no not in known]
    for no in added[:MOST_NAMED]:
        yield Finding(place, f"{what} nomor {no} ditambahkan setelah disegel.")
    moved = [after for before, after in pairwise(seen) if after <= before]
    for no in moved[:MOST_NAMED]:
        yield Finding(place, f"{what} nomor {no} dipindahkan atau digandakan.")


class Contents:
    """What was filled in at the visits of a run. ``read`` gives it by the visit's number; ``there``
    are the visits that have something. Remembers what of it the events have borne out."""

    def __init__(self, read: Callable[[int], Row], there: Iterable[int]) -> None:
        self.read, self.there = read, {*there}
        self.whole: set[int] = set()
        self.parts: dict[int, set[str]] = {}

    def of(self, event: Row) -> Row:
        """What was filled in with the first event of a command."""
        visit, kind = event["visit"], event["kind"]
        if kind not in (*HANDED_ON, PART) or visit not in self.there:
            return {}
        filled = self.read(visit)
        if kind != PART:
            self.whole.add(visit)
            return filled
        performer = event["body"]["performer"]
        self.parts.setdefault(visit, set()).add(performer)
        return filled.get("parts", {}).get(performer, {})  # type: ignore[no-any-return]

    def unborne(self) -> list[int]:
        """Visits with something of which no event says anything."""
        return [visit for visit in sorted(self.there - self.whole) if not self._only_parts(visit)]

    def _only_parts(self, visit: int) -> bool:
        done, filled = self.parts.get(visit, set()), self.read(visit)
        return filled.keys() == {"parts"} and filled["parts"].keys() <= done


def event_findings(
    rows: Iterable[Row], heard: Heard, total: int, contents: Contents
) -> Iterator[Finding]:
    """What is wrong with the events: each must be what a row of the journal attests."""
    attested = {said.keys[0][0]: said for said in heard.events}
    numbers: list[int] = []
    said: Said | None = None
    own: list[Row] = []
    for row in rows:
        numbers.append(row["no"])
        if found := attested.pop(row["no"], None):
            said, own = found, []
        if said is None or row["no"] > said.keys[0][1]:
            yield Finding(bag.EVENTS, f"Kejadian nomor {row['no']} tidak ada dalam jurnal.")
            continue
        own.append(row)
        if not _is_of(row, said):
            yield Finding(bag.EVENTS, f"Kejadian nomor {row['no']}: waktu atau pelakunya diubah.")
        if row["no"] == said.keys[0][1] and _digest_of(own, contents) != said.sha256:
            where = f"Kejadian nomor {said.keys[0][0]} s.d. {said.keys[0][1]}"
            yield Finding(bag.EVENTS, f"{where} berbeda dari catatan jurnal nomor {said.seq}.")
    yield from order_findings("Kejadian", bag.EVENTS, numbers, range(1, total + 1))
    for visit in contents.unborne()[:MOST_NAMED]:
        yield Finding(bag.VISITS, f"Isian langkah dengan visit {visit} tidak ada dalam jurnal.")


def _is_of(event: Row, said: Said) -> bool:
    same = all(event[name] == said.row[name] for name in WHO[1:])
    return same and event.keys() == EVENT and event["visit"] == event["body"].get("visit")


def _digest_of(events: Sequence[Row], contents: Contents) -> str:
    bodies = [[event["kind"], event["body"]] for event in events]
    return _digest([bodies, contents.of(events[0])])


def _digest(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


Keys = Mapping[tuple[int, int], Any]


def change_findings(
    heard: Heard, there: Keys, read: Callable[[tuple[int, int]], Row]
) -> Iterator[Finding]:
    """What is wrong with the changes of values; ``there`` has a key (value, revision) for each."""
    borne: set[tuple[int, int]] = set()
    for said in heard.changes:
        rows = [read(key) for key in said.keys if key in there]
        borne.update(said.keys)
        whole = len(rows) == len(said.keys) and all(_is_by(row, said) for row in rows)
        if not whole or _digest([row["changes"] for row in rows]) != said.sha256:
            told = f"Perubahan nilai berbeda dari catatan jurnal nomor {said.seq}."
            yield Finding(bag.CHANGES, told)
    for key in sorted(there.keys() - borne):
        if (key[0], read(key)["at"]) not in heard.unhashed:
            told = f"Perubahan ke-{key[1]} nilai nomor {key[0]} tidak ada dalam jurnal."
            yield Finding(bag.CHANGES, told)


def _is_by(change: Row, said: Said) -> bool:
    row = said.row
    wanted = (row["at"], row["actor"], row["capacity"], said.source)
    given = (change["at"], change["by"], change["capacity"], change["source"])
    return change.keys() == CHANGE and given == wanted


def file_findings(
    files: Sequence[bag.Written], heard: Heard, witnessed: Iterable[str]
) -> Iterator[Finding]:
    """Files that are not those on record, and files on record that are not here."""
    here = {file.sha256 for file in files}
    for action in witnessed:
        for sha256, seq in heard.files.get(action, {}).items():
            if sha256 not in here:
                told = f"Berkas {sha256} dari catatan jurnal nomor {seq} hilang."
                yield Finding(bag.JOURNAL, told)
    for file in files:
        if file.recorded and file.recorded != file.sha256:
            yield Finding(file.path, "Berkas ini bukan yang tercatat sebelum disegel.")
        if file.witnessed and file.sha256 not in heard.files.get(file.witnessed, {}):
            yield Finding(file.path, "Tidak ada catatan jurnal tentang berkas dengan hash ini.")
