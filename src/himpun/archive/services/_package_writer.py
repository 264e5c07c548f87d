"""Writing a package to the disk, one file after another."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from himpun.archive.queries import path_of
from himpun.archive.rules.package import bag
from himpun.archive.rules.package.container import LIMIT_32, Entry, directory, local_header
from himpun.archive.rules.package.index import index_text
from himpun.office.rules import Refused

CHUNK = 1024 * 1024
PERIKSA = Path(__file__).parent.parent / "seed" / "periksa.py"
LOST = "Berkas “{title}” tidak ada di penyimpanan. Pulihkan dari cadangan, lalu segel lagi."
CHANGED = "Isi berkas “{title}” telah berubah sejak disimpan. Pulihkan dahulu dari cadangan."
TWICE = "Berkas {path} disebut dua kali untuk paket ini."
TOO_MANY = f"Paket ini memuat lebih dari {bag.MOST_FILES} berkas."


@dataclass
class PackageWriter:
    """Writes into ``file``, which is empty and can be written anywhere. ``base`` is the package's
    folder. Needs memory for the list of files, and for one piece of a content."""

    file: BinaryIO
    base: str
    written: list[bag.Written] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    size: int = 0

    def __post_init__(self) -> None:
        self._paths: set[str] = set()

    def add(self, item: bag.Item) -> bag.Written:
        """Puts a file in. Refuses a name of another kind, one that is there already, and a stored
        file that is lost, or is not what was stored."""
        path = f"data/{item.path}"
        if why := bag.why_not_path(path):
            raise Refused(why)
        if len(self.written) >= bag.MOST_FILES - len(bag.TAGS):
            raise Refused(TOO_MANY)
        if path in self._paths:
            raise Refused(TWICE.format(path=path))
        if item.kind not in bag.KINDS:
            raise Refused(f"Jenis berkas “{item.kind}” tidak dikenal.")
        entry, sha256 = self._put(path, self._pieces(item), self._size_of(item))
        if isinstance(item.content, bag.Stored) and sha256 != item.content.sha256:
            raise Refused(CHANGED.format(title=item.title))
        file = bag.Written(
            path=path, size=entry.size, sha256=sha256, offset=self._begin(entry), kind=item.kind,
            title=" ".join(item.title.split())[:400], media_type=item.media_type,
            recorded=item.recorded, witnessed=item.witnessed,
            source=f"data/{item.source}" if item.source else "", rows=item.rows,
        )  # fmt: skip
        self.written.append(file)
        self._paths.add(path)
        return file

    def finish(self, about: Mapping[str, Any]) -> None:
        """Writes what lists the files, and the directory of the ZIP."""
        files, tags = self.written, []
        texts = {
            bag.INDEX: index_text(about, files).encode(),
            bag.VERIFIER: PERIKSA.read_bytes(),
            bag.ABOUT: bag.json_line(about),
            bag.LISTED: b"".join(map(bag.listed_line, files)),
            "bagit.txt": bag.BAGIT.encode(),
            "bag-info.txt": bag.info_text(about, files).encode(),
            bag.MANIFEST: bag.manifest_text(files).encode(),
        }
        for name, content in texts.items():
            entry, sha256 = self._put(name, [content], len(content))
            tags.append(bag.Written(name, entry.size, sha256, self._begin(entry)))
        last = bag.manifest_text(tags).encode()
        self._put(bag.TAG_MANIFEST, [last], len(last))
        self.file.write(directory(self.entries))
        self.file.flush()

    def _pieces(self, item: bag.Item) -> Iterable[bytes]:
        content = item.content
        if isinstance(content, bytes):
            yield content
        elif isinstance(content, bag.Stored):
            try:
                with path_of(content.sha256).open("rb") as file:
                    while piece := file.read(CHUNK):
                        yield piece
            except FileNotFoundError:
                raise Refused(LOST.format(title=item.title)) from None
        else:
            yield from content

    def _size_of(self, item: bag.Item) -> int:
        """As far as it is known before: it decides how long the header is."""
        if isinstance(item.content, bag.Stored):
            return item.content.size
        return len(item.content) if isinstance(item.content, bytes) else 0

    def _put(self, path: str, pieces: Iterable[bytes], expected: int) -> tuple[Entry, str]:
        name = f"{self.base}/{path}"
        begin, digest, crc, size = self.size, hashlib.sha256(), 0, 0
        room = len(local_header(Entry(name, expected, 0, begin)))
        self.file.seek(begin + room)
        for piece in pieces:
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
            size += len(piece)
            self.file.write(piece)
        if (size >= LIMIT_32) != (expected >= LIMIT_32):
            raise Refused(f"Berkas {path} terlalu besar untuk sebuah paket.")
        entry = Entry(name, size, crc, begin)
        self.file.seek(begin)
        self.file.write(local_header(entry))
        self.size = begin + room + size
        self.file.seek(self.size)
        self.entries.append(entry)
        return entry, digest.hexdigest()

    def _begin(self, entry: Entry) -> int:
        return entry.offset + len(local_header(entry))
