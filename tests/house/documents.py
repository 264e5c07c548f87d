"""What the documents promise: links, commands, make targets, and the words of pages."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.source import PACKAGE, ROOT

CODE = re.compile(r"^```[^\n]*\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
# At the start of a line, behind a folder, or behind a variable set for this command alone.
HIMPUN = re.compile(r"(?:^|/bin/|^[A-Z_]+=\S+ )himpun[ \t]+([a-z][^\n]*)", re.MULTILINE)
MAKE = re.compile(r"^make[ \t]+([a-z-]+)", re.MULTILINE)
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
# What follows a command without being a word of it.
AFTERWARDS = re.compile(r" <<.*| #.*| \|.*| &&.*|;.*")
SNIPPET = re.compile(r"<<'PY'\n(.*?)^PY$", re.DOTALL | re.MULTILINE)
# A label stands alone between quotes, tags or tags of the template, never inside a sentence.
BEFORE, BEHIND = r"""(?:["'>“}]|^)\s*""", r"""\s*(?:["'<“”{(]|$)"""

TOP = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
INDONESIAN = (
    "memulai-sop",
    "mengerjakan-tugas",
    "mengikuti-jalannya-sop",
    "mengatur-sop-berjalan",
    "mengelola-kantor",
    "bertindak-atas-nama",
    "membaca-sebagai-inspektorat",
    "mengisi-formulir-data-kinerja",
    "mengisi-lewat-excel",
    "mengubah-katalog-lewat-excel",
    "menyusun-indikator-dan-pk",
    "menyegel-dan-memeriksa-paket-arsip",
    "mengelola-arsip",
    "memusnahkan-arsip",
    "mencari",
    "membaca-waktu-sop",
    "memonitor-pelaksanaan-sop",
    "mengumpulkan-bukti-lke",
)


def documents() -> list[Path]:
    return [*(ROOT / name for name in TOP), *sorted((ROOT / "docs").rglob("*.md"))]


def guides() -> list[Path]:
    """The guides for those who use the pages."""
    return [ROOT / "docs" / "how-to" / f"{name}.md" for name in INDONESIAN]


def code_in(text: str) -> str:
    """Everything that is set as code, a line each."""
    return "\n".join(block or span for block, span in CODE.findall(text))


def broken_links(path: Path, text: str) -> Iterator[str]:
    """Relative links of a document that lead nowhere."""
    for target in LINK.findall(CODE.sub("", text)):
        if not re.match(r"[a-z]+:|#", target) and not (path.parent / target.split("#")[0]).exists():
            yield target


def commands_in(text: str) -> list[str]:
    """What stands behind `himpun` where a document names a command with its arguments."""
    return [AFTERWARDS.sub("", words).strip() for words in HIMPUN.findall(code_in(text))]


def targets_in(text: str) -> list[str]:
    return MAKE.findall(code_in(text))


def labels_in(text: str) -> list[str]:
    """Names of pages, buttons and fields: set in bold, without the mark of a sentence's end."""
    return [label.strip() for label in BOLD.findall(text)]


@cache
def page_sources() -> str:
    """All that pages are made from."""
    endings = {".html", ".py", ".js"}
    files = (path for path in sorted(PACKAGE.rglob("*")) if path.suffix in endings)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def is_on_a_page(label: str) -> bool:
    return bool(re.search(BEFORE + re.escape(label) + BEHIND, page_sources(), re.MULTILINE))


def snippets_in(name: str) -> list[str]:
    """The Python that a guide has the operator type."""
    return SNIPPET.findall((ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8"))
