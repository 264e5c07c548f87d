"""What the package of a closed run holds of its SOP."""

import json
from collections.abc import Iterator

from himpun.archive.rules.package.bag import Item
from himpun.kernel.bpmn import to_bpmn
from himpun.kernel.parse import dump
from himpun.sops.queries.versions import sop_of
from himpun.sops.rules.toml import write_toml


def version_items(version_pk: int, fingerprint: str) -> Iterator[Item]:
    """A published version: as it was frozen (the fingerprint is that file's SHA-256), as its
    author writes it, and as a BPMN drawing."""
    sop = sop_of(version_pk, fingerprint)
    frozen = json.dumps(dump(sop), ensure_ascii=False, separators=(",", ":")).encode()
    yield Item(
        "sop/sop.json", "sop", "Definisi SOP, seperti saat diterbitkan (JSON)",
        "application/json", frozen, recorded=fingerprint,
    )  # fmt: skip
    yield Item(
        "sop/sop.toml", "sop", "Definisi SOP, untuk dibaca (TOML)", "application/toml",
        write_toml(sop).encode(),
    )  # fmt: skip
    yield Item(
        "sop/sop.bpmn", "sop", "Gambar alur SOP (BPMN 2.0)", "application/xml",
        to_bpmn(sop).encode(),
    )  # fmt: skip
