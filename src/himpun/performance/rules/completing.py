"""What an agency asks for when a form is declared complete."""

COMPLETING: dict[str, str] = {
    "any": "Boleh ada yang kosong; kekosongannya tampak pada rekapitulasi",
    "valid": "Boleh ada yang kosong, tetapi tidak ada aturan antarnilai yang dilanggar",
    "every": "Semua indikator terisi, atau beralasan bila tidak ada nilainya",
    "evidence": "Semua terisi, dan setiap bukti dukung yang wajib sudah dilampirkan",
    "notes": "Semua terisi beserta buktinya, dan setiap peringatan sudah dijelaskan",
}
"""From the least to the most; each asks also for what stands above it."""


def wants(policy: str, what: str) -> bool:
    """Does an agency's policy ask for what another policy names?"""
    order = list(COMPLETING)
    return order.index(policy) >= order.index(what)
