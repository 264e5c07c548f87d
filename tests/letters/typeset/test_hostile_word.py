"""Word files that mean harm, are broken, or hold what could not be kept: each is told why."""

import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress

import docx
import pytest
from PIL import Image
from tests.letters.papers import AT, LETTER

from himpun.letters.typeset import docx_of, read_docx
from himpun.office.rules import Refused

GOOD = docx_of(LETTER, at=AT)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = "word/_rels/document.xml.rels"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in content.items():
            package.writestr(name, part)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return packed({**parts(), name: content})


def without(name: str) -> bytes:
    return packed({part: content for part, content in parts().items() if part != name})


def replaced(name: str, old: str, new: str) -> bytes:
    part = parts()[name].decode()
    assert old in part
    return with_part(name, part.replace(old, new, 1).encode())


def related(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    made = f'<Relationship Id="rId99" Type="{TYPE}/{kind}" Target="{target}"{mode}/>'
    return replaced(RELS, "</Relationships>", f"{made}</Relationships>")


def in_body(markup: str) -> bytes:
    return replaced("word/document.xml", "<w:body>", f"<w:body>{markup}")


def saved(change: Callable[..., object]) -> bytes:
    word = docx.Document()
    change(word)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    out.seek(0)
    return out


DELETED = "<w:r><w:delText>x</w:delText></w:r>"
FOOTNOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
SHEET = ("wordprocessingml.document.main", "spreadsheetml.sheet.main")
RUN = "<w:r><w:t>x</w:t></w:r>"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
HOSTILE: Mapping[str, tuple[bytes, str]] = {
    "macros": (with_part("word/vbaProject.bin", b"x"), "makro"),
    "macros by type": (
        replaced("[Content_Types].xml", "document.main+xml", "document.macroEnabled.main+xml"),
        "makro",
    ),
    "a link": (related("hyperlink", "http://contoh.go.id/"), "tautan, gambar, atau templat"),
    "a picture elsewhere": (related("image", "http://contoh.go.id/x.png"), "dari luar berkas"),
    "a template elsewhere": (related("attachedTemplate", "file:///x.dotm"), "dari luar berkas"),
    "a frame elsewhere": (related("frame", "http://contoh.go.id/"), "dari luar berkas"),
    "an object": (related("oleObject", "embeddings/x.bin", ""), "objek atau berkas"),
    "an object's part": (with_part("word/embeddings/x.bin", b"x"), "objek atau berkas"),
    "another file's chunk": (related("aFChunk", "x.html", ""), "objek atau berkas"),
    "a tracked insertion": (
        in_body(f'<w:p><w:ins w:id="1" w:author="x">{RUN}</w:ins></w:p>'), "perubahan terlacak",
    ),
    "a tracked deletion": (
        in_body(f'<w:p><w:del w:id="1" w:author="x">{DELETED}</w:del></w:p>'),
        "perubahan terlacak",
    ),
    "a field that fetches": (
        in_body('<w:p><w:r><w:instrText>INCLUDETEXT "c:\\\\x.txt"</w:instrText></w:r></w:p>'),
        "dari berkas lain",
    ),
    "a simple field that fetches": (
        in_body('<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\x"><w:r/></w:fldSimple></w:p>'),
        "dari berkas lain",
    ),
    "a text box": (
        in_body(f"<w:p><w:r><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:r></w:p>"),
        "kotak teks",
    ),
    "a footnote": (in_body(f"<w:p>{FOOTNOTE}</w:p>"), "catatan kaki"),
    "a picture in the body": (saved(lambda word: word.add_picture(picture())), "memuat gambar"),
    "a table in a table": (
        saved(lambda word: word.add_table(1, 1).cell(0, 0).add_table(1, 1)), "tabel di dalam tabel",
    ),
    "a wide table": (saved(lambda word: word.add_table(1, 31)), "lebih dari 30 kolom"),
    "a document type": (with_part("word/x.xml", DOCTYPE), "definisi XML"),
    "parts that swell": (with_part("word/x.xml", b" " * 13_000_000), "jauh lebih banyak"),
    "many parts": (packed({f"x{n}": b"" for n in range(900)}), "jauh lebih banyak"),
    "a sheet": (
        replaced("[Content_Types].xml", *SHEET),
        "bukan naskah Word",
    ),
    "no XML": (with_part("word/document.xml", b"<w:document"), "rusak"),
    "no body": (with_part("word/document.xml", f"<w:document {W}/>".encode()), "rusak"),
    "depth": (with_part("word/x.xml", b"<a>" * 500 + b"</a>" * 500), "rusak"),
    "no document": (without("word/document.xml"), "rusak"),
    "half of it": (GOOD[: len(GOOD) // 2], "rusak"),
    "nothing": (b"", "kosong"),
    "an old file": (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "versi lama"),
    "a PDF": (b"%PDF-1.7", "bukan naskah Word"),
    "too large": (b"PK\x03\x04" + b"x" * 9_000_000, "MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_a_sentence(name: str) -> None:
    content, said = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        read_docx(content)
    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_flipped_byte_is_read_or_refused() -> None:
    """Nothing but a sentence comes of it."""
    for at in range(0, len(GOOD), len(GOOD) // 60):
        broken = GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :]
        with suppress(Refused):
            assert read_docx(broken)
