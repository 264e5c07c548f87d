"""The words of the catalogue: kinds of objectives and indicators, and what stands below what."""

import re

CODE, NAME = 40, 500
_CODE = re.compile(r"[^\W_]([\w .-]*[^\W_])?")
OBJECTIVE_KINDS: dict[str, str] = {
    "tujuan": "Tujuan",
    "sasaran": "Sasaran",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub-kegiatan": "Subkegiatan",
}
INDICATOR_KINDS: dict[str, str] = {
    "iku": "Indikator kinerja utama (IKU)",
    "ikk": "Indikator kinerja kunci (IKK)",
    "program": "Indikator program",
    "kegiatan": "Indikator kegiatan",
    "sub-kegiatan": "Indikator subkegiatan",
}
SHORT_KINDS: dict[str, str] = {
    "iku": "IKU",
    "ikk": "IKK",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub-kegiatan": "Subkegiatan",
}
BUDGETED = ("program", "kegiatan", "sub-kegiatan")
"""Kinds of objective that have a budget."""
MOST_DAYS = 366


def why_not_below(kind: str, parent: str) -> str | None:
    """Why an objective of a kind cannot stand below one of another: each stands below a wider one;
    a tujuan or sasaran may also stand below its own kind, an agency's below the regency's."""
    order = list(OBJECTIVE_KINDS)
    place, above = order.index(kind), order.index(parent)
    if above < place or (above == place and kind in ("tujuan", "sasaran")):
        return None
    return f"{OBJECTIVE_KINDS[kind]} tidak dapat berada di bawah {OBJECTIVE_KINDS[parent]}."


def why_not_code(code: str) -> str | None:
    """Why a text cannot be a code: letters and digits, and between them also "." "-" "_" " "; it
    stands in addresses, and in brackets in rules across values."""
    if not code.strip():
        return "Kode harus diisi."
    if len(code) > CODE:
        return f"Kode paling panjang {CODE} huruf."
    if not _CODE.fullmatch(code):
        return (
            f"Kode “{code}” hanya boleh berisi huruf, angka, titik, tanda hubung, garis bawah, dan "
            "spasi di tengahnya."
        )
    return None
