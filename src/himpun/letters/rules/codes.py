"""What the QR code of a paper says: where anybody checks it, and which version it stands on."""

import re
from typing import Final

_CODE: Final = re.compile(
    r"https?://[^\s?#]+/(?P<token>[A-Za-z0-9_-]{16,40})/?\?v=(?P<version>[1-9][0-9]{0,5})"
)


def paper_code(address: str, version: int) -> str:
    """The text of the code: the paper's check address, with the version it is printed on."""
    return f"{address}?v={version}"


def read_code(text: str) -> tuple[str, int] | None:
    """The token and the version in a code that a paper of this program carries; None in another.

    Whose address stands before the token is not asked: papers may be older than the address.
    """
    found = _CODE.fullmatch(text.strip())
    return (found["token"], int(found["version"])) if found else None


def why_not_codes(codes: list[str], token: str, version: int) -> str | None:
    """Why a scan with these codes is not of this version of a paper; None if it is."""
    if not codes:
        return (
            "Kode QR tidak ditemukan pada pindaian. Pindai seluruh halaman dengan kode di kakinya, "
            "lurus dan terang, lalu unggah lagi."
        )
    found = [known for code in codes if (known := read_code(code))]
    if not found:
        return "Kode QR pada pindaian bukan kode naskah dari sistem ini."
    if any(other != token for other, _ in found):
        return "Pindaian itu dari naskah lain, bukan dari naskah ini."
    wrong = sorted({number for _, number in found if number != version})
    if wrong:
        return (
            f"Pindaian itu dari versi {wrong[0]}, padahal yang ditandatangani versi {version}. "
            f"Cetak versi {version}, tanda tangani, lalu unggah pindaiannya."
        )
    return None
