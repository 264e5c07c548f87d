"""SpiffWorkflow doing the same: read the run's document, finish a task, write the document back."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

from django.db import connection
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from tests.kernel.test_oracle_spiff import Peer

from bench.definition import read_sop
from himpun.kernel.run import Unit


class StoredPeer:
    """A run of the exported SOP kept as its serializer's document in a table of the same database
    engine, at the place where every unit gathers its data."""

    def __init__(self, units: int) -> None:
        names = [f"bidang-{i}" for i in range(1, units)] + ["sekretariat"]
        kinds = ["bidang"] * (units - 1) + ["sekretariat"]
        taking = tuple(Unit(name, name, kind) for name, kind in zip(names, kinds, strict=True))
        self.peer = Peer(read_sop(), taking)
        self.serializer = BpmnWorkflowSerializer()
        self._reach()
        self._open()

    def _reach(self) -> None:
        while waiting := [place for place in self.peer.waiting() if place[0] != "8"]:
            for node, unit in waiting:
                self.peer.complete(node, unit, "lanjut")

    def _open(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="himpun-bench-")
        if connection.vendor == "sqlite":
            self.store: Any = sqlite3.connect(Path(self.folder.name) / "peer.sqlite3")
            self.store.execute("PRAGMA journal_mode=WAL")
            self.store.execute("PRAGMA synchronous=FULL")
            self.mark = "?"
        else:
            import psycopg

            own = connection.settings_dict
            host = own["OPTIONS"].get("host") or own["HOST"] or None
            self.store = psycopg.connect(dbname=own["NAME"], user=own["USER"], host=host)
            self.mark = "%s"
        self.store.execute("CREATE TABLE IF NOT EXISTS peer (id int, document text)")
        self.store.execute("DELETE FROM peer")
        document = self.serializer.serialize_json(self.peer.engine)
        self.store.execute(f"INSERT INTO peer VALUES (1, {self.mark})", [document])
        self.store.commit()

    def complete(self, unit: str) -> float:
        """Finish step 8 of a unit; seconds that it took."""
        begun = time.perf_counter()
        (document,) = self.store.execute("SELECT document FROM peer").fetchone()
        self.peer.engine = self.serializer.deserialize_json(document)
        self.peer.complete("8", unit, "lanjut")
        document = self.serializer.serialize_json(self.peer.engine)
        self.store.execute(f"UPDATE peer SET document = {self.mark}", [document])
        self.store.commit()
        return time.perf_counter() - begun
