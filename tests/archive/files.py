"""Small files of every kind, made on the spot."""

import zipfile
from io import BytesIO

from himpun.archive.rules import DOCX, ODS, ODT, XLSX, Kind

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(20) + b"\xff\xd9"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L" + bytes(14)
CSV = b"Indikator;Realisasi\nPanjang jalan mantap;1.234,5\n"
TEXT = b"Bukti dukung bidang jalan.\r\n"
PROGRAM = b"MZ\x90\x00" + bytes(200)
HTML = b"\n<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)


def package(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return file.getvalue()


def open_xml(kind: Kind, *, main: str = "", parts: tuple[str, ...] = ()) -> bytes:
    main = main or f"{kind.media_type}.main+xml"
    types = f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return package({"[Content_Types].xml": types, **dict.fromkeys(parts, "x")})


def open_document(kind: Kind, *parts: str) -> bytes:
    return package({"mimetype": kind.media_type, "content.xml": "x", **dict.fromkeys(parts, "x")})


def spoiled(content: bytes) -> bytes:
    """Broken off before its end."""
    return content[: len(content) // 2]


GOOD = {
    "laporan.pdf": PDF,
    "surat.docx": open_xml(DOCX),
    "rekap.xlsx": open_xml(XLSX),
    "surat.odt": open_document(ODT),
    "rekap.ods": open_document(ODS),
    "foto.png": PNG,
    "foto.jpg": JPEG,
    "FOTO.JPEG": JPEG,
    "foto.webp": WEBP,
    "data.csv": CSV,
    "catatan.txt": TEXT,
}
