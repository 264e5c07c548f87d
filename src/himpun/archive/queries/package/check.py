"""Whether a package is whole: the product's own proof, beside that of seed/periksa.py."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from himpun.archive.queries.package.container import Container, NoPackage
from himpun.archive.rules.package import bag, proof
from himpun.archive.rules.package.proof import Finding, Heard
from himpun.office.rules import Refused

LINE = re.compile(r"([0-9a-f]{64})  ([!-~]{1,200})")
MOST_FOUND = 1_000
MOST_ROWS = 2_000_000
UNREADABLE = (KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError, Refused)
"""What reading a record raises that is not as a package writes it."""


@dataclass
class Checked:
    """What came of it. ``about`` is himpun.json, {} where it cannot be read; ``files`` what the
    package says of each file; ``findings`` are [] for a whole package."""

    about: Mapping[str, Any] = field(default_factory=dict)
    files: list[bag.Written] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_package(path: Path) -> Checked:
    """Reads a package to its last byte, with memory for its lists only.

    Refuses (Refused) a package of a newer format. Raises FileNotFoundError where there is none.
    """
    checked = Checked()
    try:
        container = Container(path)
        checked.findings = container.findings
        _Check(container, checked).go()
    except NoPackage as why:
        checked.findings.append(Finding("paket", str(why)))
    return checked


class _Check:
    def __init__(self, container: Container, checked: Checked) -> None:
        self.container, self.checked = container, checked
        self.found = checked.findings
        self.hashes = {path: container.hash_of(path) for path in container.entries}

    def go(self) -> None:
        self._manifests()
        self._about()
        steps: tuple[Callable[[], Iterator[Finding]], ...] = (
            self._info, self._listed, self._records, self._tables,
        )  # fmt: skip
        for step in steps:
            try:
                self._tell(step())
            except UNREADABLE as odd:
                told = f"Catatan di dalam paket tidak terbaca ({type(odd).__name__}: {odd})."
                self.found.append(Finding("paket", told))

    def _tell(self, findings: Iterator[Finding]) -> None:
        for finding in findings:
            self.found.append(finding)
            if len(self.found) > MOST_FOUND:
                raise NoPackage("Terlalu banyak yang rusak; pemeriksaan dihentikan.")

    # ---- BagIt

    def _manifests(self) -> None:
        payload, tags = self._manifest(bag.MANIFEST), self._manifest(bag.TAG_MANIFEST)
        self._tell(self._named({**payload, **tags}))
        self._tell(self._unnamed(payload, tags))
        order = [path for path in payload if path in self.hashes]
        if [*order, *bag.TAGS] != list(self.hashes):
            self.found.append(Finding("manifes", "Berkas tidak berurutan seperti saat disegel."))

    def _manifest(self, name: str) -> dict[str, str]:
        text = self.container.whole(name, bag.MOST_LISTED).decode("ascii", "replace")
        lines = text.split("\n")
        if lines.pop():
            self.found.append(Finding(name, "Baris terakhirnya terpotong."))
        hashes: dict[str, str] = {}
        for no, line in enumerate(lines, start=1):
            match = LINE.fullmatch(line)
            if match is None or match[2] in hashes:
                self._tell(iter([Finding(f"{name} baris {no}", "Baris ini rusak atau berulang.")]))
            else:
                hashes[match[2]] = match[1]
        return hashes

    def _named(self, named: Mapping[str, str]) -> Iterator[Finding]:
        for path, sha256 in named.items():
            if path not in self.hashes:
                yield Finding(path, "Berkas ini hilang; manifes mencatatnya.")
            elif self.hashes[path] != sha256:
                yield Finding(path, "Isi berkas ini telah diubah: hashnya bukan yang di manifes.")

    def _unnamed(
        self, payload: Mapping[str, str], tags: Mapping[str, str]
    ) -> Iterator[Finding]:  # fmt: skip
        for path in self.hashes:
            if path not in bag.TAGS and path not in payload:
                yield Finding(path, "Berkas ini ditambahkan: manifes tidak mencatatnya.")
        for path in bag.TAGS:
            if path not in self.hashes or (path not in tags and path != bag.TAG_MANIFEST):
                yield Finding(path, "Berkas wajib ini hilang atau tidak tercatat.")

    # ---- himpun.json, bag-info.txt, daftar.jsonl

    def _about(self) -> None:
        raw = self.container.whole(bag.ABOUT, bag.MOST_LISTED)
        try:
            about = bag.read_line(raw)
            number = about["format"]
        except UNREADABLE:
            raise NoPackage("himpun.json rusak.") from None
        why = bag.why_not_format(number)
        if why and not self.found:
            raise Refused(why)
        if why:
            raise NoPackage(why)
        self.checked.about = about

    def _info(self) -> Iterator[Finding]:
        about, payload = self.checked.about, self._payload()
        if about["base"] != self.container.base:
            yield Finding(bag.ABOUT, "Nama folder paket bukan yang tercatat.")
        declared = self.container.whole("bagit.txt", bag.MOST_LISTED).decode()
        if declared != bag.BAGIT:
            yield Finding("bagit.txt", "Isinya bukan pernyataan BagIt 1.0.")
        info = self.container.whole("bag-info.txt", bag.MOST_LISTED).decode()
        if info != bag.info_text(about, payload):
            yield Finding("bag-info.txt", "Keterangannya bukan tentang paket ini.")

    def _payload(self) -> list[bag.Written]:
        return [
            bag.Written(path, entry.size, self.hashes[path], self.container.place_of(path))
            for path, entry in self.container.entries.items()
            if path not in bag.TAGS
        ]

    def _listed(self) -> Iterator[Finding]:
        if self.container.entries[bag.LISTED].size > bag.MOST_LISTED:
            raise NoPackage("daftar.jsonl terlalu besar untuk sebuah paket.")
        rows = list(self._rows(bag.LISTED))
        payload = self._payload()
        if [row.get("path") for row in rows] != [file.path for file in payload]:
            yield Finding(bag.LISTED, "Daftar ini tidak menyebut berkas-berkas paket.")
            return
        for file, row in zip(payload, rows, strict=True):
            told = bag.Written(**{**row, "offset": file.offset})
            self.checked.files.append(told)
            if (told.size, told.sha256) != (file.size, file.sha256):
                yield Finding(file.path, "Daftar menyebut ukuran atau hash yang lain.")

    # ---- what the records say of one another

    def _records(self) -> Iterator[Finding]:
        about, heard, files = self.checked.about, Heard(), self.checked.files
        yield from proof.journal_findings(self._rows(bag.JOURNAL), about, heard)
        visits = {row["visit"]: at for at, row in self._placed(bag.VISITS)}

        def content(visit: int) -> proof.Row:
            row: proof.Row = self.container.line_at(bag.VISITS, visits[visit])
            if row.keys() != {"visit", "content"}:
                raise ValueError(f"isian langkah dengan visit {visit}")
            return row["content"]  # type: ignore[no-any-return]

        contents = proof.Contents(content, visits)
        events = self._rows(bag.EVENTS)
        yield from proof.event_findings(events, heard, about["run"]["events"], contents)
        changes = {(row["value"], row["revision"]): at for at, row in self._placed(bag.CHANGES)}

        def change(key: tuple[int, int]) -> proof.Row:
            row: proof.Row = self.container.line_at(bag.CHANGES, changes[key])
            return row

        yield from proof.change_findings(heard, changes, change)
        yield from proof.file_findings(files, heard, about["witnessed"])

    def _tables(self) -> Iterator[Finding]:
        # A recap's tables stand one behind the other: its document is read once for all of them.
        source, said = "", {}
        for file in self.checked.files:
            if not file.source:
                continue
            if file.source != source:
                source = file.source
                said = json.loads(self.container.whole(source, bag.MOST_DOCUMENT))
            text = self.container.whole(file.path, bag.MOST_DOCUMENT).decode("utf-8", "replace")
            header = [cell[1:-1] for cell in text.partition("\r\n")[0].split(",")]
            if text != bag.csv_text(header, said[file.rows]):
                yield Finding(file.path, f"Tabel ini berbeda dari datanya di {source}.")

    def _rows(self, path: str) -> Iterator[dict[str, Any]]:
        return (row for _, row in self._placed(path))

    def _placed(self, path: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The sound lines of a file with their places; of the others it is told which they are."""
        for no, (at, line) in enumerate(self.container.lines(path), start=1):
            if no > MOST_ROWS:
                raise NoPackage(f"{path} terlalu panjang untuk sebuah paket.")
            try:
                row = bag.read_line(line)
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict):
                yield at, row
            else:
                self._tell(iter([Finding(f"{path} baris {no}", "Baris ini telah diubah.")]))
