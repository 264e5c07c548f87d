"""The identity block of PermenPANRB 35/2012, as its labels and values."""

from dataclasses import dataclass

from himpun.kernel.definition import Sop
from himpun.kernel.worktime.words import day_text

EMPTY = "belum diisi"


@dataclass(frozen=True, slots=True)
class BlockView:
    """A part with a heading and its items in order."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityView:
    """``facts``: (label, value), the value "" where the SOP says nothing; ``pairs``: the blocks,
    two beside each other."""

    agency: str
    facts: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[BlockView, BlockView], ...]


def identity_of(sop: Sop) -> IdentityView:
    """The block of an SOP. Offices only; no person is named."""
    about = sop.identity
    days = (
        ("Tanggal pembuatan", about.created),
        ("Tanggal revisi", about.revised),
        ("Tanggal efektif", about.effective),
        ("Tanggal pengesahan", about.ratified),
    )
    facts = (
        ("Nomor SOP", about.number),
        *((label, day_text(on)) for label, on in days if on),
        ("Disahkan oleh", about.approved_by),
        ("Nama SOP", sop.name),
    )
    pairs = (
        (
            BlockView("Dasar hukum", about.legal_basis),
            BlockView("Kualifikasi pelaksana", about.qualifications),
        ),
        (
            BlockView("Keterkaitan", about.related),
            BlockView("Peralatan/perlengkapan", about.equipment),
        ),
        (
            BlockView("Peringatan", about.warnings),
            BlockView("Pencatatan dan pendataan", about.records),
        ),
    )
    return IdentityView(sop.agency, facts, pairs)
