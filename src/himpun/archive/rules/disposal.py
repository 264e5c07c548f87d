"""When records may be destroyed, and who may say so."""

from dataclasses import dataclass
from datetime import date

from himpun.archive.rules.retention import DUE, PERMANENT, REVIEW, UNSCHEDULED, stage_at
from himpun.office.rules import long_date

STATES = {
    "proposed": "Menunggu persetujuan",
    "approved": "Disetujui, menunggu pelaksanaan",
    "rejected": "Ditolak",
    "cancelled": "Dibatalkan",
    "done": "Sudah dimusnahkan",
}
MOST_RECORDS = 500
"""In one proposal: what one person can look through before approving it."""
SAME_PERSON = "Yang menyetujui pemusnahan harus orang lain, bukan pengusulnya."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record as disposal sees it. ``proposed``: in another live proposal."""

    no: int
    fate: str
    active_until: date | None
    inactive_until: date | None
    held: bool
    destroyed: bool
    proposed: bool = False


def why_not_destroy(record: Candidate, on: date, *, appraised: bool) -> str | None:
    """Why a record may not be destroyed on a day; ``appraised``: a fresh appraisal is at hand."""
    named = f"Arsip nomor {record.no}"
    if record.destroyed:
        return f"{named} sudah dimusnahkan."
    if record.held:
        return f"{named} ditahan. Cabut penahanannya lebih dahulu."
    stage = stage_at(on, record.active_until, record.inactive_until)
    if stage == UNSCHEDULED:
        return f"{named} belum tercakup jadwal retensi (JRA)."
    if record.fate == PERMANENT:
        return f"{named} bernasib akhir permanen, sehingga tidak dimusnahkan."
    if stage != DUE:
        assert record.inactive_until is not None
        return f"Retensi {named.lower()} baru habis sesudah {long_date(record.inactive_until)}."
    if record.fate == REVIEW and not appraised:
        return f"{named} harus dinilai kembali. Isi hasil penilaian kembali."
    return f"{named} sudah masuk usul musnah lain." if record.proposed else None
