"""Classification codes: what a record is about, as numbers that letters bear too.

Shipped are the codes of the national scheme (Permendagri 83/2022) that the papers of performance
data need. An agency adds its own and renames these; its schedule (JRA) brings further ones.
"""

import re
from collections.abc import Mapping

ACCOUNTABILITY = "000.8.6.3"
"""What the papers of an SOP that gathers performance data are filed under."""
PROCEDURE = "000.8.3.3"
SHIPPED: Mapping[str, str] = {
    "000.7.2.7": "Penetapan/Kontrak Kinerja",
    "000.7.2.8": "Laporan Berkala",
    "000.7.5": "Pemantauan, Evaluasi, dan Pelaporan Perencanaan",
    "000.8.3.1": "Proses Bisnis",
    PROCEDURE: "Standar Operasional Prosedur",
    "000.8.3.4": "Pelayanan Publik",
    ACCOUNTABILITY: "Akuntabilitas Kinerja Instansi Pemerintah",
}
CODE = re.compile(r"[0-9A-Z]{1,6}(\.[0-9A-Z]{1,6}){0,7}")
LONGEST = 40
LONGEST_TITLE = 200


def why_not_classification(code: str) -> str | None:
    """Why a text is no classification code: figures and capitals, in parts with dots between."""
    if len(code) <= LONGEST and CODE.fullmatch(code):
        return None
    return (
        f"“{code[:40]}” bukan kode klasifikasi. Tulis seperti 000.8.6.3, sebagai teks: angka atau "
        "huruf besar dengan titik di antaranya."
    )


def in_order(code: str) -> tuple[tuple[int, str], ...]:
    """How codes are sorted: 000.8.2 before 000.8.10."""
    return tuple((int(p), "") if p.isdigit() else (10**6, p) for p in code.split("."))
