"""A small package made by hand: two steps, one value, one file, one recap. What it says can be
changed before it is sealed, as somebody would who knows how packages are made."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import himpun.archive
from himpun.archive.queries.package.check import check_package
from himpun.archive.rules.package import bag
from himpun.archive.rules.package.bag import Item, csv_text, json_line
from himpun.archive.rules.package.proof import moment_text
from himpun.archive.services._package_writer import PackageWriter
from himpun.office.rules import GENESIS, Entry, canonical, entry_hash

START = datetime(2026, 9, 14, 1, tzinfo=UTC)
PERIKSA = Path(himpun.archive.__file__).parent / "seed" / "periksa.py"
PAPER = b"%PDF-1.7 surat tugas"
RUN = 7
KASUBAG = "Kepala Subbagian Perencanaan"
Rows = list[dict[str, Any]]


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _events() -> Rows:
    bodies = [
        ("RunStarted", {"sop": "dinas", "version": 1, "period": "2026-TW3", "units": []}, None),
        ("StepOpened", {"visit": 1, "node": "1"}, 1),
        ("StepCompleted", {"visit": 1, "exit": "lanjut"}, 1),
        ("RunFinished", {}, None),
    ]
    return [
        {
            "no": no, "at": moment_text(START + timedelta(hours=no // 3)), "kind": kind,
            "body": body, "visit": visit, "actor_id": 3, "actor": "Kasubag Perencanaan",
            "capacity": KASUBAG,
        }
        for no, (kind, body, visit) in enumerate(bodies, start=1)
    ]  # fmt: skip


CONTENT = {"catatan": "Sudah diperiksa."}
CHANGE = {"realisation": ["", "80"]}
RECAP: dict[str, Any] = {
    "indicators": [
        {"code": "1.01", "name": 'Layanan "terpenuhi"', "quarter": {"percent": "100.4"}},
        {"code": "1.02", "name": "Kegiatan", "quarter": {"percent": None}},
    ]
}


@dataclass
class Handmade:
    """What will be in the package. ``changed``: files whose bytes are others in the end."""

    events: Rows = field(default_factory=_events)
    visits: Rows = field(default_factory=lambda: [{"visit": 1, "content": CONTENT}])
    changes: Rows = field(
        default_factory=lambda: [
            {
                "value": 5, "revision": 1, "changes": CHANGE, "source": "grid",
                "at": moment_text(START), "by": "Kasubag Perencanaan", "capacity": KASUBAG,
            }
        ]
    )  # fmt: skip
    journal: Rows = field(default_factory=list)
    recap: bytes = canonical(RECAP).encode()
    table: bytes = csv_text(("code", "name", "quarter.percent"), RECAP["indicators"]).encode()
    paper: bytes = PAPER
    items: list[Item] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._write_journal()
        self.items = self._all_items()
        self.about = _about(self.journal)

    def _write_journal(self) -> None:
        def attested(first: int, last: int, content: Any) -> dict[str, Any]:
            own = [[e["kind"], e["body"]] for e in self.events[first - 1 : last]]
            return {"run": RUN, "events": [first, last], "sha256": digest([own, content])}

        self._row("RunStarted", f"run/{RUN}", attested(1, 2, {}), 11, 0)
        self._row("FileAttached", f"run/{RUN}", {"sha256": _sha(PAPER), "visit": 1}, 12, 0)
        saved = {
            "form": 9, "source": "grid", "values": [[5, 1]], "sha256": digest([CHANGE]),
        }  # fmt: skip
        self._row("ValuesSaved", "form/9", saved, 14, 0)
        self._row("RecapFrozen", "recap/2", {"run": RUN, "sha256": _sha(self.recap)}, 15, 1)
        self._row("StepCompleted", f"run/{RUN}", attested(3, 4, CONTENT), 16, 1)

    def _row(
        self, action: str, subject: str, body: dict[str, Any], seq: int, hours: int
    ) -> None:  # fmt: skip
        last: dict[str, Any] = self.journal[-1] if self.journal else {"seq": 0, "hash": GENESIS}
        follows = last["seq"] + 1 == seq
        row = {
            "chain": "dinas", "seq": seq, "at": moment_text(START + timedelta(hours=hours)),
            "actor_id": 3, "actor": "Kasubag Perencanaan", "capacity": KASUBAG, "post_title": "",
            "on_behalf_of": "", "action": action, "subject": subject, "body": body,
            "prev_hash": last["hash"] if follows else _sha(str(seq).encode()),
        }  # fmt: skip
        self.journal.append({**row, "hash": hash_of(row)})

    def _all_items(self) -> list[Item]:
        recap, lines = "rekapitulasi/revisi-1/rekapitulasi.json", "application/jsonl"
        return [
            Item(
                recap, "rekapitulasi", "Rekapitulasi (JSON)", "application/json", self.recap,
                recorded=_sha(self.recap), witnessed="RecapFrozen",
            ),
            Item(
                "rekapitulasi/revisi-1/indikator.csv", "rekapitulasi", "Indikator (CSV)",
                "text/csv", self.table, source=recap, rows="indicators",
            ),
            Item(
                "berkas/langkah-1/1-surat-tugas.pdf", "berkas", "Surat tugas", "application/pdf",
                self.paper, recorded=_sha(PAPER), witnessed="FileAttached",
            ),
            Item(_below(bag.CHANGES), "formulir", "Perubahan", lines, _lines(self.changes)),
            Item(_below(bag.EVENTS), "kejadian", "Kejadian", lines, _lines(self.events)),
            Item(_below(bag.VISITS), "kejadian", "Isian", lines, _lines(self.visits)),
            Item(_below(bag.JOURNAL), "jurnal", "Jurnal", lines, _lines(self.journal)),
        ]  # fmt: skip

    def again(self) -> Handmade:
        """The items as the rows are now; what himpun.json says of them stays as it was."""
        self.items = self._all_items()
        return self

    def sealed(self, path: Path) -> Path:
        """Writes the package, whole as far as its own manifests go."""
        with path.open("w+b") as file:
            writer = PackageWriter(file, self.about["base"])
            for item in self.items:
                writer.add(item)
            writer.finish(self.about)
        return path


def hash_of(row: dict[str, Any]) -> str:
    words = {name: held for name, held in row.items() if name != "hash"}
    return entry_hash(Entry(**{**words, "at": datetime.fromisoformat(row["at"])}))


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _below(path: str) -> str:
    return path.removeprefix("data/")


def _lines(rows: Sequence[Any]) -> bytes:
    return b"".join(map(json_line, rows))


def _about(journal: Rows) -> dict[str, Any]:
    hashes = hashlib.sha256("".join(row["hash"] for row in journal).encode())
    return {
        "format": 1, "product": "himpun 0", "base": "paket-dinas-2026-tw3-7-1",
        "title": "Pengumpulan Data Kinerja, triwulan III 2026",
        "agency": {"code": "dinas", "name": "Dinas", "region": "Kabupaten", "zone": "WIB"},
        "run": {
            "id": RUN, "sop": "dinas", "sop_name": "Pengumpulan Data Kinerja", "sop_number": "",
            "sop_version": 1, "sop_fingerprint": "0" * 64, "period": "2026-TW3",
            "period_text": "triwulan III 2026", "state": "finished", "state_text": "Selesai",
            "started_at": moment_text(START), "ended_at": moment_text(START), "events": 4,
        },
        "sealed": {"at": moment_text(START), "by": "Kasubag Perencanaan", "capacity": ""},
        "no": 1, "earlier": None, "reason": "",
        "journal": {
            "chain": "dinas", "positions": [row["seq"] for row in journal],
            "sha256": hashes.hexdigest(),
        },
        "witnessed": list(bag.WITNESSED),
    }  # fmt: skip


def periksa() -> ModuleType:
    """The program that every package brings along, as a module."""
    spec = importlib.util.spec_from_file_location("periksa", PERIKSA)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Check = Callable[[Path], list[str]]


def ours(path: Path) -> list[str]:
    """What `himpun verify-package` finds: "place: sentence"."""
    return [f"{found.place}: {found.sentence}" for found in check_package(path).findings]


def theirs() -> Check:
    """What the program in the package finds, which shares no code with ours."""
    module = periksa()
    return lambda path: [f"{place}: {sentence}" for place, sentence in module.check(str(path))]
