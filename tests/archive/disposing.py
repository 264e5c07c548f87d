"""Proposals in tests: records whose retention is over, proposed, approved, carried out."""

from typing import Any

from tests.archive.scene import LATER, OLD, Scene, pdf
from tests.office.scene import TODAY

from himpun.archive.models import Disposal, Record
from himpun.archive.services import carry_out_disposal, decide_disposal, propose_disposal

DEED: dict[str, Any] = {
    "deed": "000.5.6/1/2026", "deed_on": TODAY, "way": "Dicacah", "witnesses": "Kasubag Umum",
}  # fmt: skip


def old_record(scene: Scene, word: str = "lama", **other: Any) -> Record:
    """A record whose retention is over, once the schedule is loaded."""
    return scene.file(f"Rekapitulasi {word}", dated_on=OLD, content=pdf(word), **other)


def proposed(scene: Scene, *rows: Record, **other: Any) -> Disposal:
    said: dict[str, Any] = {"reason": "Retensi habis", "by": scene.admin, "now": LATER} | other
    return propose_disposal(agency=scene.agency, records=[row.no for row in rows], **said)


def approved(scene: Scene, *rows: Record, **other: Any) -> Disposal:
    made = proposed(scene, *rows, **other)
    return decide_disposal(disposal=made.pk, approve=True, by=scene.head, now=LATER)


def carried_out(scene: Scene, *rows: Record) -> Disposal:
    made = approved(scene, *rows)
    return carry_out_disposal(disposal=made.pk, **DEED, by=scene.admin, now=LATER)
