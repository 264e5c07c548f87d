"""The definitions that lie in a folder as ``<id>/sop.toml``. No database, and no other app."""

from collections.abc import Iterator
from pathlib import Path

from himpun.kernel.definition import Sop
from himpun.kernel.parse import Mistake, Mistakes, parse_text

NAME = "sop.toml"


class NotFound(Exception):
    """There is no such definition; the text says where was looked, and what there is."""


def files_in(folder: Path) -> list[Path]:
    """The definitions of a folder, by their ids."""
    return sorted(folder.glob(f"*/{NAME}"))


def file_of(folder: Path, named: str) -> Path:
    """The file that a person means: the id of a definition in the folder, or the path of a file."""
    for path in files_in(folder):
        if path.parent.name == named:
            return path
    path = Path(named)
    if path.is_file():
        return path
    if (path / NAME).is_file():
        return path / NAME
    known = ", ".join(found.parent.name for found in files_in(folder)) or "none"
    raise NotFound(f"There is no SOP or file “{named}”. Known SOPs in {folder}: {known}.")


def read(path: Path) -> Sop:
    """The definition in a file. Raises Mistakes, also for what is no text in UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Mistakes([Mistake("baris 1", "Berkas ini bukan teks UTF-8.")]) from None
    return parse_text(text)


def definitions_in(folder: Path) -> Iterator[Sop]:
    """Every definition of a folder, by id. Raises Mistakes at the first that cannot be read."""
    yield from map(read, files_in(folder))
