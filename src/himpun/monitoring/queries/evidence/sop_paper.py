"""An SOP as a paper that people read: its identity block and its rows, beside the files for
machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from himpun.kernel.definition import Sop, Step
from himpun.kernel.duty import step_titles
from himpun.letters.rules.document import (
    Block,
    Column,
    Document,
    HeadField,
    Heading,
    Item,
    Listing,
    Paragraph,
    Table,
    Text,
    line,
    plain,
)
from himpun.sops import queries as sops
from himpun.sops.rules.identity import IdentityView

COLUMNS = (
    ("No", 5), ("Kegiatan", 34), ("Pelaksana", 22), ("Kelengkapan", 22), ("Waktu", 10),
    ("Output", 20), ("Keterangan", 24),
)  # fmt: skip
BASIS = (
    "Isi SOP sebagaimana dijalankan di Himpun, disusun dari definisinya. Naskah SOP yang disahkan "
    "tetap yang ditandatangani pejabat; SHA-256 definisi ini {fingerprint}."
)


def sop_document(version_pk: int, fingerprint: str) -> Document:
    """A published version (no query once it was read)."""
    sop = sops.sop_of(version_pk, fingerprint)
    table = sops.table_of_version(version_pk, fingerprint)
    facts = [(label, value) for label, value in table.identity.facts if value]
    body = (
        *_blocks(table.identity),
        _rows(sop, {row.key: row.flow for row in table.rows}),
        *_gaps(sop),
    )
    return Document(
        kind="sop",
        layout="naskah",
        subject=f"SOP {sop.name}",
        landscape=True,
        title=("STANDAR OPERASIONAL PROSEDUR", sop.name.upper()),
        head=tuple(
            HeadField(label, line(value))
            for label, value in (("Instansi", sop.agency), *facts, ("Versi", str(sop.version)))
        ),
        body=(*body, Paragraph(plain(BASIS.format(fingerprint=fingerprint)))),
    )


def _blocks(identity: IdentityView) -> Iterator[Block]:
    """The blocks of the identity that the SOP fills in."""
    for block in (one for pair in identity.pairs for one in pair):
        if block.items:
            yield from _listed(block.title, block.items)


def _listed(title: str, items: Sequence[str]) -> Iterator[Block]:
    yield Heading(plain(title), 2)
    yield Listing(tuple(Item(plain(text)) for text in items), "bullet")


def _rows(sop: Sop, flows: Mapping[str, str]) -> Table:
    return Table(
        columns=tuple(Column(weight) for _, weight in COLUMNS),
        header=(tuple(name for name, _ in COLUMNS),),
        rows=tuple(_cells(sop, step, flows.get(key, "")) for key, step in sop.by_key.items()),
        small=True,
    )


def _cells(sop: Sop, step: Step, flow: str) -> tuple[Text, ...]:
    said = (step.note or step.window_text, flow)
    return tuple(
        plain(text)
        for text in (
            step.key, step.activity, step_titles(sop, step), "; ".join(step.requires),
            step.time.raw if step.time else "", "; ".join(step.output),
            ". ".join(text.rstrip(".") for text in said if text),
        )
    )  # fmt: skip


def _gaps(sop: Sop) -> Iterator[Block]:
    """What the paper does not say, so that nobody takes it for an omission of this print."""
    if gaps := sops.gaps_of(sop):
        yield from _listed("Yang tidak ada dalam SOP ini", gaps)
