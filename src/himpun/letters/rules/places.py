"""Where on a paper something will stand: what the typesetter tells and the signing needs.

The typesetter leaves room for texts that are known only at signing (number, date, who signs) and
for the marks; `himpun.letters.signing` puts blank fields there before the first paraf.
"""

from dataclasses import dataclass
from typing import Final, Literal

TEXTS: Final = ("nomor", "tanggal", "jabatan", "kapasitas", "nama", "pangkat", "nip", "keterangan")
"""Names of the blank text fields a paper may have."""
INITIALS: Final = ("paraf-1", "paraf-2", "paraf-3")
SIGNATURE: Final = "tanda-tangan"
OTHER_SIGNATURE: Final = "tanda-tangan-2"
"""Where a second party signs: who hands over, who keeps the minutes."""
QR: Final = "qr"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, in points from the page's lower left corner; pages count from 1.

    A text is written into it in letters of ``size`` points, on up to ``lines`` lines; what is too
    long is set smaller until it fits. The name of a place may end in ``#2``, ``#3`` … where the
    same text stands more than once.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float = 11.0
    align: Align = "left"
    bold: bool = False
    lines: int = 1

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


def text_of(name: str) -> str:
    """The text that stands in the place of this name: ``nomor#2`` shows ``nomor``."""
    return name.partition("#")[0]


def is_mark(name: str) -> bool:
    """A paraf or a signature stands here: `paraf-1`, `tanda-tangan`, `tanda-tangan-2`."""
    return name.startswith(("paraf-", SIGNATURE))


def is_blank(name: str) -> bool:
    """A text that is known only at signing stands here."""
    return not is_mark(name) and name != QR


def why_not_place(name: str, place: Place) -> str | None:
    """None for a rectangle that can be written into, else what is wrong with it."""
    if place.page < 1 or place.width <= 0 or place.height <= 0:
        return f"Tempat “{name}” tidak memiliki halaman atau luas."
    return None
