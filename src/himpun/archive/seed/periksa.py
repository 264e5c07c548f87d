#!/usr/bin/env python3
"""Memeriksa paket arsip Himpun tanpa Himpun.

    python3 periksa.py PAKET.zip      atau      python3 periksa.py FOLDER

Cukup Python 3.8 atau lebih baru; tidak ada yang dipasang dan tidak ada yang diubah. Yang diperiksa:
setiap bita ZIP, setiap berkas terhadap manifesnya, jurnal beserta rantainya, catatan kejadian,
rekapitulasi beserta tabelnya, dan setiap berkas terhadap hash yang dicatat jurnal. Kode keluar: 0
utuh, 1 ada yang rusak, 2 tidak dapat diperiksa. Tanda tangan elektronik di dalam naskah tidak
diperiksa di sini; untuk itu pakai `himpun verify-package`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import sys
import zlib
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Tuple

FORMAT = 1
MB = 1024 * 1024
LIMIT_16, LIMIT_32 = 0xFFFF, 0xFFFFFFFF
MOST_FILES, MOST_LISTED, MOST_DOCUMENT, LONGEST_LINE = 100_000, 64 * MB, 128 * MB, 16 * MB
MOST_ROWS, MOST_FOUND = 2_000_000, 1_000
TAGS = (
    "index.html", "periksa.py", "himpun.json", "daftar.jsonl", "bagit.txt", "bag-info.txt",
    "manifest-sha256.txt", "tagmanifest-sha256.txt",
)  # fmt: skip
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PATH = re.compile(r"data(/[a-z0-9_]([a-z0-9._-]*[a-z0-9_-])?)+")
BASE = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
LINE = re.compile(r"([0-9a-f]{64})  ([!-~]{1,200})")
JOURNAL, EVENTS = "data/jurnal/jurnal.jsonl", "data/kejadian/kejadian.jsonl"
VISITS, CHANGES = "data/kejadian/isian.jsonl", "data/formulir/perubahan.jsonl"
ROW = {
    "chain", "seq", "at", "actor_id", "actor", "capacity", "post_title", "on_behalf_of", "action",
    "subject", "body", "prev_hash", "hash",
}  # fmt: skip
EVENT = {"no", "at", "kind", "body", "visit", "actor_id", "actor", "capacity"}
BY = ("at", "actor_id", "actor", "capacity")
CHANGE = {"value", "revision", "source", "changes", "at", "by", "capacity"}
LISTED = {"path", "size", "sha256", "kind", "title", "media_type"}
Found = List[Tuple[str, str]]


class Hopeless(Exception):
    """Pemeriksaan tidak dapat diteruskan; kalimatnya mengatakan di mana dan mengapa."""


class Newer(Exception):
    """Paket ini ditulis oleh versi yang lebih baru."""


class Part(NamedTuple):
    """A file of the package: in which file on the disk it lies, from where, how many bytes."""

    place: str
    offset: int
    size: int
    crc: int = -1

    def pieces(self) -> Iterator[bytes]:
        with open(self.place, "rb") as file:
            file.seek(self.offset)
            left = self.size
            while left and (piece := file.read(min(MB, left))):
                left -= len(piece)
                yield piece

    def whole(self, most: int) -> bytes:
        if self.size > most:
            raise ValueError("terlalu besar")
        return b"".join(self.pieces())

    def line_at(self, offset: int) -> bytes:
        with open(self.place, "rb") as file:
            file.seek(self.offset + offset)
            return file.readline(min(LONGEST_LINE, self.size - offset))

    def lines(self) -> Iterator[tuple[int, bytes]]:
        with open(self.place, "rb") as file:
            at = 0
            while at < self.size:
                file.seek(self.offset + at)
                line = file.readline(min(LONGEST_LINE, self.size - at))
                if not line:
                    return
                yield at, line
                at += len(line)


Parts = Dict[str, Part]
Row = Dict[str, Any]

# ---- JSON: sorted keys, no blanks, no fractions


def canonical(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8")


def no_fraction(text: str) -> None:
    raise ValueError(text)


def read_json(text: bytes) -> Any:
    value = json.loads(text.decode("utf-8"), parse_float=no_fraction, parse_constant=no_fraction)
    if canonical(value) != text:
        raise ValueError("bukan bentuk baku")
    return value


def rows_of(parts: Parts, path: str, found: Found) -> Iterator[tuple[int, Row]]:
    """The lines of a file that are as they must be; every other one is told."""
    if path not in parts:
        return
    for no, (at, line) in enumerate(parts[path].lines(), start=1):
        if no > MOST_ROWS or len(found) > MOST_FOUND:
            raise Hopeless(f"{path}: Barisnya, atau yang rusak di dalamnya, terlalu banyak.")
        value = read_row(line)
        if value is None:
            found.append((f"{path} baris {no}", "Baris ini rusak atau telah diubah."))
        else:
            yield at, value


def read_row(line: bytes) -> Row | None:
    try:
        value = read_json(line[:-1])
    except (ValueError, RecursionError):
        return None
    return value if line[-1:] == b"\n" and isinstance(value, dict) else None


def order(seen: list[int], wanted: list[int], what: str, place: str, found: Found) -> None:
    """Tells numbers that are missing, that were added, that stand twice or in another order."""
    known = set(wanted)
    had = set(seen)
    for no in [no for no in wanted if no not in had][:20]:
        found.append((place, f"{what} nomor {no} tidak ada."))
    for no in [no for no in seen if no not in known][:20]:
        found.append((place, f"{what} nomor {no} disisipkan; paket ini tidak memuatnya."))
    last = -1
    for no in seen:
        if no <= last:
            found.append((place, f"{what} nomor {no} tidak pada tempatnya."))
        last = max(no, last)


# ---- the ZIP: every byte of it is determined by names, sizes, CRCs and places


def local_header(name: bytes, size: int, crc: int) -> bytes:
    big = size >= LIMIT_32
    extra = struct.pack("<HHQQ", 1, 16, size, size) if big else b""
    shown, version = (LIMIT_32, 45) if big else (size, 20)
    head = struct.pack(
        "<4s5H3L2H", b"PK\3\4", version, 0, 0, 0, 33, crc, shown, shown, len(name), len(extra)
    )
    return head + name + extra


def central_header(name: bytes, size: int, crc: int, offset: int) -> bytes:
    fields = struct.pack("<QQ", size, size) if size >= LIMIT_32 else b""
    fields += struct.pack("<Q", offset) if offset >= LIMIT_32 else b""
    extra = struct.pack("<HH", 1, len(fields)) + fields if fields else b""
    version, shown = (45 if extra else 20), min(size, LIMIT_32)
    head = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 3 << 8 | version, version, 0, 0, 0, 33, crc, shown, shown,
        len(name), len(extra), 0, 0, 0, 0o100644 << 16, min(offset, LIMIT_32),
    )  # fmt: skip
    return head + name + extra


def ending(count: int, size: int, offset: int) -> bytes:
    text = b""
    if count >= LIMIT_16 or size >= LIMIT_32 or offset >= LIMIT_32:
        text = struct.pack(
            "<4sQ2H2L4Q", b"PK\6\6", 44, 3 << 8 | 45, 45, 0, 0, count, count, size, offset
        ) + struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    few = min(count, LIMIT_16)
    return text + struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, few, few, min(size, LIMIT_32), min(offset, LIMIT_32), 0
    )


def read_end(tail: bytes, length: int) -> tuple[int, int, int]:
    """(entries, bytes, begin) of the directory, by the last 98 bytes of the file."""
    broken = Hopeless(f"bita {max(0, length - 22)}: Ujung ZIP rusak atau terpotong.")
    if tail[-22:-18] != b"PK\5\6" or len(tail) < 22:
        raise broken
    count, size, offset = struct.unpack("<H2L", tail[-12:-2])
    if count == LIMIT_16 or LIMIT_32 in (size, offset):
        if len(tail) < 98 or tail[:4] != b"PK\6\6":
            raise broken
        count, size, offset = struct.unpack("<3Q", tail[32:56])
    text = ending(count, size, offset)
    if tail[-len(text) :] != text or offset + size + len(text) != length or not count:
        raise broken
    if count > MOST_FILES or size > MOST_LISTED:
        raise Hopeless("Daftar isi ZIP terlalu besar untuk sebuah paket.")
    return count, size, offset


def read_zip(place: str, found: Found) -> tuple[str, Parts]:
    """The folder's name and the files of a package, in their order."""
    length = os.path.getsize(place)
    with open(place, "rb") as file:
        file.seek(max(0, length - 98))
        count, size, begin = read_end(file.read(98), length)
        file.seek(begin)
        directory = file.read(size)
        parts: Parts = {}
        at = last = 0
        base = ""
        for no in range(1, count + 1):
            name, size_of, crc, at = read_entry(directory, at, no, last, found)
            base = base or name.split("/")[0]
            path = name[len(base) + 1 :]
            if not name.startswith(base + "/") or not BASE.fullmatch(base) or path in parts:
                raise Hopeless(f"Nama “{name}” dalam ZIP tidak diperbolehkan, atau ada dua kali.")
            first = read_head(file, last, (name, size_of, crc), found)
            parts[path] = Part(place, first, size_of, crc)
            last = first + size_of
            if last > begin:
                raise Hopeless(f"{path}: Isinya melampaui daftar isi ZIP.")
    if at != size or last != begin:
        raise Hopeless(f"bita {last}: Ada yang terselip di antara isi dan daftar isi ZIP.")
    return base, parts


def read_head(file: Any, at: int, said: tuple[str, int, int], found: Found) -> int:
    """Where the content begins, whose header must stand at ``at``, behind the content before."""
    name, size, crc = said
    header = local_header(name.encode("ascii"), size, crc)
    file.seek(at)
    head = file.read(30)
    if head[:4] != b"PK\3\4" or len(head) < 30:
        raise Hopeless(f"bita {at}: Kepala ZIP berkas {name} rusak atau tidak di tempatnya.")
    first: int = at + 30 + sum(struct.unpack("<2H", head[26:30]))
    file.seek(at)
    if file.read(first - at) != header:
        path = name.split("/", 1)[-1]
        found.append((path, f"Kepala ZIP berkas ini (bita {at}) telah diubah."))
    return first


def read_entry(
    directory: bytes, at: int, no: int, begins: int, found: Found
) -> tuple[str, int, int, int]:
    """Name, size and CRC of an entry of the directory, and where the next one begins."""
    head = directory[at : at + 46]
    if len(head) < 46 or head[:4] != b"PK\1\2":
        raise Hopeless(f"Entri nomor {no} pada daftar isi ZIP rusak.")
    flags, method, _, _, crc, packed, size = struct.unpack("<4H3L", head[8:28])
    lengths = struct.unpack("<3H", head[28:34])
    after = at + 46 + sum(lengths)
    raw = directory[at + 46 : at + 46 + lengths[0]]
    if not re.fullmatch(rb"[!-~]{1,300}", raw):
        raise Hopeless(f"Nama entri nomor {no} pada daftar isi ZIP tidak diperbolehkan.")
    name = raw.decode("ascii")
    if method or flags & 1 or packed != size:
        raise Hopeless(f"{name}: Isi paket tidak boleh dimampatkan atau dikunci.")
    if size == LIMIT_32 and lengths[1] >= 20:
        size = struct.unpack("<Q", directory[at + 46 + lengths[0] + 4 :][:8])[0]
    if directory[at:after] != central_header(raw, size, crc, begins):
        told = f"Entri nomor {no} pada daftar isi ZIP telah diubah."
        found.append((name.split("/", 1)[-1], told))
    return name, size, crc, after


def read_folder(place: str) -> tuple[str, Parts]:
    """The same of a package that was unpacked; its folder may bear any name."""
    names = []
    for folder, _, files in os.walk(place):
        for name in files:
            path = os.path.relpath(os.path.join(folder, name), place).replace(os.sep, "/")
            if os.path.islink(os.path.join(folder, name)):
                raise Hopeless(f"{path} bukan berkas biasa.")
            names.append(path)
    if len(names) > MOST_FILES:
        raise Hopeless("Berkasnya terlalu banyak untuk sebuah paket.")
    return "", {n: Part(os.path.join(place, n), 0, os.path.getsize(os.path.join(place, n)))
                for n in sorted(names)}  # fmt: skip


# ---- BagIt: every file has its hash, every hash its file


def hash_of(path: str, part: Part, found: Found) -> str:
    digest, crc = hashlib.sha256(), 0
    for piece in part.pieces():
        digest.update(piece)
        crc = zlib.crc32(piece, crc)
    if part.crc not in (-1, crc):
        found.append((path, "Isi berkas ini tidak cocok dengan CRC pada ZIP."))
    return digest.hexdigest()


def read_manifest(parts: Parts, name: str, found: Found) -> dict[str, str]:
    """Path → SHA-256, in the order of the manifest."""
    if name not in parts:
        return {}
    hashes: dict[str, str] = {}
    try:
        lines = parts[name].whole(MOST_LISTED).decode("ascii").split("\n")
    except ValueError:
        raise Hopeless(f"{name} rusak atau terlalu besar.") from None
    if lines.pop() != "":
        found.append((name, "Baris terakhir terpotong."))
    for no, line in enumerate(lines, start=1):
        match = LINE.fullmatch(line)
        if match is None or match.group(2) in hashes:
            told = "Baris ini rusak, atau berkasnya disebut dua kali."
            found.append((f"{name} baris {no}", told))
        else:
            hashes[match.group(2)] = match.group(1)
    return hashes


def check_bag(parts: Parts, zipped: bool, found: Found) -> dict[str, str]:
    """Tells what the manifests say otherwise; path → hash as the content has it."""
    hashes = {path: hash_of(path, part, found) for path, part in parts.items()}
    payload = read_manifest(parts, TAGS[6], found)
    tags = read_manifest(parts, TAGS[7], found)
    for path, named in {**payload, **tags}.items():
        if path not in parts:
            found.append((path, "Berkas ini tidak ada, padahal tercatat dalam manifes."))
        elif hashes[path] != named:
            found.append((path, "Isi berkas ini tidak sama dengan hash dalam manifes."))
    check_names(parts, payload, tags, found)
    first = [path for path in parts if path not in TAGS]
    listed = [path for path in payload if path in parts]
    if zipped and [*listed, *TAGS] != [*first, *(p for p in parts if p in TAGS)]:
        found.append(("manifes", "Urutan berkas dalam ZIP bukan urutan dalam manifes."))
    return hashes


def check_names(
    parts: Parts, payload: dict[str, str], tags: dict[str, str], found: Found
) -> None:  # fmt: skip
    """Nothing is here that no manifest names, and nothing has a name of another kind."""
    for path in parts:
        if path in TAGS:
            continue
        if path not in payload:
            found.append((path, "Berkas ini disisipkan; manifes tidak mencatatnya."))
        if not PATH.fullmatch(path):
            found.append((path, "Nama berkas ini tidak diperbolehkan dalam paket."))
    for path in TAGS:
        if path not in parts or (path not in tags and path != TAGS[7]):
            found.append((path, "Berkas wajib ini tidak ada atau tidak tercatat."))


# ---- what the records say of one another


def check_listed(parts: Parts, hashes: dict[str, str], found: Found) -> list[Row]:
    """daftar.jsonl: one line a file, with the hash that was on record before."""
    if parts["daftar.jsonl"].size > MOST_LISTED:
        raise Hopeless("daftar.jsonl terlalu besar untuk sebuah paket.")
    rows = [row for _, row in rows_of(parts, "daftar.jsonl", found)]
    payload = [path for path in parts if path not in TAGS]
    named = [str(row.get("path")) for row in rows]
    if sorted(named) != sorted(payload) or len(set(named)) != len(named):
        found.append(("daftar.jsonl", "Daftar ini tidak menyebut setiap berkas tepat satu kali."))
    for row in rows:
        path = str(row.get("path"))
        if path not in parts:
            found.append((path, "Berkas ini ada dalam daftar, tetapi tidak dalam paket."))
            continue
        if not row.keys() >= LISTED or row["size"] != parts[path].size:
            found.append((path, "Daftar menyebut keterangan lain tentang berkas ini."))
        for key, what in (("sha256", "daftar"), ("recorded", "catatan sebelum penyegelan")):
            if row.get(key, hashes[path]) != hashes[path]:
                found.append((path, f"Hash berkas ini bukan yang tertulis dalam {what}."))
    return rows


def check_tables(parts: Parts, rows: list[Row], found: Found) -> None:
    """Every CSV says again what its JSON says, which is read once for all that follow on it."""
    said: tuple[str, Any] = ("", {})
    for row in rows:
        path, source = str(row.get("path")), str(row.get("source", ""))
        if not source or path not in parts or source not in parts:
            continue
        try:
            if said[0] != source:
                said = (source, read_json(parts[source].whole(MOST_DOCUMENT)))
            made = said[1][row["rows"]]
            text = parts[path].whole(MOST_DOCUMENT).decode("utf-8")
            names = [cell[1:-1] for cell in text.split("\r\n", 1)[0].split(",")]
            lines = [names, *([cell_of(each, name) for name in names] for each in made)]
            same = text == "".join(csv_line(cells) for cells in lines)
        except (ValueError, KeyError, TypeError, RecursionError):
            same = False
        if not same:
            found.append((path, f"Tabel ini tidak sama dengan datanya ({source})."))


def cell_of(row: Any, name: str) -> str:
    for key in name.split("."):
        row = row.get(key) if isinstance(row, dict) else None
    if isinstance(row, (dict, list)):
        raise TypeError(name)
    if isinstance(row, bool):
        return "ya" if row else "tidak"
    return "" if row is None else str(row)


def csv_line(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\r\n"


class Witness:
    """What the journal's rows say of the events, the changes and the files."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.events: list[Row] = []
        self.changes: list[Row] = []
        self.unhashed: set[tuple[int, str]] = set()
        self.files: dict[str, dict[str, int]] = {}

    def hear(self, row: Row, run: str) -> None:
        body, action = row["body"], row["action"]
        if not isinstance(body, dict):
            return
        short = {key: row[key] for key in ("seq", "at", "actor_id", "actor", "capacity")}
        if row["subject"] == run and "events" in body:
            self.events.append({**short, "range": body["events"], "sha256": body["sha256"]})
        elif action == "ValuesSaved":
            said = {"values": body["values"], "source": body["source"]}
            self.changes.append({**short, **said, "sha256": body["sha256"]})
        elif action == "ValuesReturned" and "sha256" in body:
            said = {"values": body["revisions"], "source": "return"}
            self.changes.append({**short, **said, "sha256": body["sha256"]})
        elif action == "ValuesReturned":  # by a version that kept no hash of it
            self.unhashed.update((value, row["at"]) for value in body["values"])
        else:
            for key in ("sha256", "scan"):
                if body.get(key):
                    self.files.setdefault(action, {})[str(body[key])] = row["seq"]


def check_journal(parts: Parts, about: Row, found: Found) -> Witness:
    """Every row has its own hash and follows on the one before it, if that is here too."""
    witness, digest = Witness(), hashlib.sha256()
    before: Row = {"seq": -1, "hash": ""}
    for _, row in rows_of(parts, JOURNAL, found):
        if set(row) != ROW or not isinstance(row["seq"], int):
            found.append((JOURNAL, "Ada catatan jurnal yang bagiannya kurang atau lebih."))
            continue
        seq = row["seq"]
        made = hashlib.sha256(canonical({k: v for k, v in row.items() if k != "hash"})).hexdigest()
        if made != row["hash"] or row["chain"] != about["journal"]["chain"]:
            found.append((JOURNAL, f"Isi catatan jurnal nomor {seq} telah diubah."))
        if seq == before["seq"] + 1 and row["prev_hash"] != before["hash"]:
            found.append((JOURNAL, f"Catatan jurnal nomor {seq} tidak menyambung yang sebelumnya."))
        witness.numbers.append(seq)
        witness.hear(row, f"run/{about['run']['id']}")
        digest.update(str(row["hash"]).encode("ascii", "replace"))
        before = row
    order(witness.numbers, about["journal"]["positions"], "Catatan jurnal", JOURNAL, found)
    if digest.hexdigest() != about["journal"]["sha256"]:
        found.append((JOURNAL, "Deretan hash jurnal bukan yang dicatat saat penyegelan."))
    return witness


class Filled:
    """What was filled in, by visit; and which of it the events have asked for."""

    def __init__(self, parts: Parts, found: Found) -> None:
        self.part = parts.get(VISITS)
        self.places = {row["visit"]: at for at, row in rows_of(parts, VISITS, found)}
        self.asked: dict[int, set[str]] = {}

    def read(self, visit: int) -> Any:
        row = read_json(self.part.line_at(self.places[visit])[:-1]) if self.part else {}
        if set(row) != {"visit", "content"}:
            raise ValueError(f"isian langkah dengan visit {visit}")
        return row["content"]

    def of(self, event: Row) -> Any:
        """What was filled in with an event, as the journal hashed it."""
        visit, kind = event["visit"], event["kind"]
        if kind not in ("StepCompleted", "StepReturned", "PartDone") or visit not in self.places:
            return {}
        performer = event["body"]["performer"] if kind == "PartDone" else ""
        self.asked.setdefault(visit, set()).add(performer)
        content = self.read(visit)
        return content.get("parts", {}).get(performer, {}) if performer else content

    def unasked(self) -> Iterator[int]:
        for visit in self.places:
            asked, content = self.asked.get(visit, set()), self.read(visit)
            parts = content.get("parts", {}) if set(content) == {"parts"} else {"": 0}
            if "" not in asked and not set(parts) <= asked:
                yield visit


def check_events(parts: Parts, about: Row, witness: Witness, found: Found) -> None:
    """Events are numbered without gap, and each is as a row of the journal says."""
    filled = Filled(parts, found)
    begins = {row["range"][0]: row for row in witness.events}
    numbers: list[int] = []
    group: list[Row] = []
    said: Row = {}
    for _, event in rows_of(parts, EVENTS, found):
        if event["no"] in begins:
            said, group = begins.pop(event["no"]), []
        numbers.append(event["no"])
        if not said or event["no"] > said["range"][1]:
            found.append((EVENTS, f"Kejadian nomor {event['no']} tidak dicatat jurnal."))
            continue
        group.append(event)
        if set(event) != EVENT or any(event[key] != said[key] for key in BY) or (
            event["visit"] != event["body"].get("visit")
        ):  # fmt: skip
            found.append((EVENTS, f"Waktu atau pelaku kejadian nomor {event['no']} telah diubah."))
        if event["no"] == said["range"][1]:
            bodies = [[each["kind"], each["body"]] for each in group]
            text = canonical([bodies, filled.of(group[0])])
            if hashlib.sha256(text).hexdigest() != said["sha256"]:
                where = f"Kejadian nomor {said['range'][0]} s.d. {said['range'][1]}"
                found.append((EVENTS, f"{where} bukan yang dicatat jurnal nomor {said['seq']}."))
    order(numbers, list(range(1, about["run"]["events"] + 1)), "Kejadian", EVENTS, found)
    for visit in filled.unasked():
        found.append((VISITS, f"Isian langkah dengan visit {visit} tidak dicatat jurnal."))


def check_changes(parts: Parts, witness: Witness, found: Found) -> None:
    """What was typed into the forms is what the journal says was saved."""
    places = {(row["value"], row["revision"]): at for at, row in rows_of(parts, CHANGES, found)}
    said_of = set()
    for said in witness.changes:
        keys = [tuple(pair) for pair in said["values"]]
        said_of.update(keys)
        lines = [read_change(parts, places[key]) for key in keys if key in places]
        by = (said["at"], said["actor"], said["capacity"], said["source"])
        same = len(lines) == len(keys) and all(
            (line["at"], line["by"], line["capacity"], line["source"]) == by for line in lines
        )
        text = canonical([line["changes"] for line in lines])
        if not same or hashlib.sha256(text).hexdigest() != said["sha256"]:
            where = f"jurnal nomor {said['seq']}"
            found.append((CHANGES, f"Perubahan nilai bukan yang dicatat {where}."))
    for key in sorted(set(places) - said_of):
        if (key[0], read_change(parts, places[key])["at"]) not in witness.unhashed:
            told = f"Perubahan ke-{key[1]} nilai nomor {key[0]} tidak dicatat jurnal."
            found.append((CHANGES, told))


def read_change(parts: Parts, at: int) -> Row:
    row = read_json(parts[CHANGES].line_at(at)[:-1])
    if set(row) != CHANGE:
        raise ValueError("perubahan nilai")
    return dict(row)


def check_files(about: Row, rows: list[Row], witness: Witness, found: Found) -> None:
    """A file that the journal names is here; one that is here on its word is named by it."""
    here = {str(row.get("sha256")) for row in rows}
    for action in about["witnessed"]:
        for sha256, seq in witness.files.get(action, {}).items():
            if sha256 not in here:
                told = f"Berkas yang dicatat jurnal nomor {seq} tidak ada: {sha256}."
                found.append((JOURNAL, told))
    for row in rows:
        if "witnessed" in row and row["sha256"] not in witness.files.get(row["witnessed"], {}):
            found.append((str(row.get("path")), "Jurnal tidak mencatat berkas dengan hash ini."))


def check_about(base: str, parts: Parts, hashes: dict[str, str], found: Found) -> Row:
    """himpun.json, if this program knows its format."""
    try:
        about = read_json(parts["himpun.json"].whole(MOST_LISTED)[:-1])
        number = about["format"]
        count = sum(1 for path in hashes if path not in TAGS)
        total = sum(parts[path].size for path in hashes if path not in TAGS)
        info = parts["bag-info.txt"].whole(MB).decode("utf-8")
        declared = parts["bagit.txt"].whole(MB)
    except (KeyError, ValueError, TypeError, RecursionError):
        raise Hopeless("himpun.json, bagit.txt, atau bag-info.txt tidak ada atau rusak.") from None
    if number != FORMAT and not found:
        raise Newer(f"Paket ini berformat {number}; pemeriksa ini mengenal sampai {FORMAT}.")
    if base and about.get("base") != base:
        found.append(("himpun.json", "Nama folder paket bukan yang tercatat."))
    if declared != BAGIT or f"Payload-Oxum: {total}.{count}\n" not in info:
        found.append(("bag-info.txt", "Jumlah berkas atau bita bukan yang tercatat."))
    return about  # type: ignore[no-any-return]


def check(place: str) -> Found:
    """Every finding (place, sentence) about a package; [] for a whole one. Raises Newer."""
    found: Found = []
    try:
        zipped = not os.path.isdir(place)
        base, parts = read_zip(place, found) if zipped else read_folder(place)
        hashes = check_bag(parts, zipped, found)
        about = check_about(base, parts, hashes, found)
        rows = check_listed(parts, hashes, found)
        steps: list[Callable[[], None]] = [lambda: check_tables(parts, rows, found)]
        witness = check_journal(parts, about, found)
        steps.append(lambda: check_events(parts, about, witness, found))
        steps.append(lambda: check_changes(parts, witness, found))
        steps.append(lambda: check_files(about, rows, witness, found))
        for step in steps:
            step()
    except Hopeless as why:
        found.append(("paket", str(why)))
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError) as odd:
        found.append(("paket", f"Catatan di dalamnya tidak terbaca ({type(odd).__name__}: {odd})."))
    return found


def main(words: list[str]) -> int:
    if len(words) != 1:
        sys.stderr.write("Pakai: python3 periksa.py PAKET.zip\n")
        return 2
    try:
        found = check(words[0])
    except (OSError, Newer) as why:
        sys.stderr.write(f"Tidak dapat diperiksa. {why}\n")
        return 2
    for where, sentence in found:
        sys.stdout.write(f"{where}: {sentence}\n")
    told = f"{len(found)} temuan: paket ini TIDAK utuh." if found else (
        "Paket utuh: manifes, jurnal, kejadian, rekapitulasi, dan hash berkas cocok.\n"
        "Tanda tangan elektronik di dalam naskah tidak diperiksa oleh program ini.")  # fmt: skip
    sys.stdout.write(f"{told}\n")
    return 1 if found else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
