"""Typst, locked in: our own sources, our own fonts, data as JSON, nothing from disk or network.

The sources are the files in `papers/`; what a user wrote reaches them as data only. A font that is
missing is an error of the installation, a letter that the font lacks a refusal with its place.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import typst

import himpun
from himpun.letters.rules.document import (
    LONGEST_PAGES,
    LONGEST_TEXT,
    Document,
    Embedded,
    parts_of,
)
from himpun.letters.rules.places import Place
from himpun.letters.typeset.packed import clean, packed
from himpun.letters.typeset.result import FontsMissing, Printed
from himpun.office.rules import Refused

PAPERS = Path(__file__).parent / "papers"
FONTS = Path(himpun.__file__).parent / "project" / "static" / "built" / "fonts"
FACES = ("Arimo_400Regular", "Arimo_400Regular_Italic", "Arimo_700Bold", "Arimo_700Bold_Italic")
# A folder that does not exist: where typst looks for packages it finds none.
NOWHERE = str(PAPERS / "no-packages")
NOT_PRINTABLE = re.compile(r"the (?:text|character) `?\"?(.+?)\"?`? could not be displayed")

T = TypeVar("T")


def font(*, bold: bool = False) -> Path:
    """The file of the letters that papers are set in, for who writes into a finished paper."""
    path = FONTS / f"{FACES[2] if bold else FACES[0]}.ttf"
    if not path.is_file():
        raise FontsMissing("The fonts of papers are missing: run `make bundles`.")
    return path


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    font()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def printed(
    document: Document, *, at: datetime, embedded: Sequence[Embedded] = (), author: str = "Himpun"
) -> Printed:
    """See `himpun.letters.typeset.printed`."""
    press = _compiler(document, author=author, embedded=embedded)
    standard = "a-3b" if embedded else "a-2b"
    places, pages = _placed(press)
    pdf = _compiled(
        press, format="pdf", pdf_standards=[standard], timestamp=at.replace(microsecond=0)
    )
    return Printed(pdf, places, pages)


def _compiler(document: Document, *, author: str, embedded: Sequence[Embedded]) -> typst.Compiler:
    texts = sum(len(part) for part in parts_of(document) if isinstance(part, str))
    if texts > LONGEST_TEXT:
        raise Refused(f"Naskah terlalu panjang: {texts} huruf, paling banyak {LONGEST_TEXT} huruf.")
    files = [asdict(file) | {"content": file.content.decode()} for file in embedded]
    inputs = {"data": packed(document, author=author), "embedded": files}
    return typst.Compiler(
        str(PAPERS / f"{document.layout}.typ"),
        root=str(PAPERS),
        font_paths=_fonts(),
        sys_inputs={name: json.dumps(said, ensure_ascii=False) for name, said in inputs.items()},
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
    )


def _compiled(press: typst.Compiler, **how: Any) -> bytes:
    """What the compiler made; its warnings are errors, and what cannot be printed is refused."""
    made, warnings = _asked(lambda: press.compile_with_warnings(**how))
    if warnings:
        raise RuntimeError("typst: " + "; ".join(str(warning) for warning in warnings))
    assert isinstance(made, bytes)
    return made


def _asked(question: Callable[[], T]) -> T:
    try:
        return question()
    except (typst.TypstError, RuntimeError) as error:
        found = NOT_PRINTABLE.search(str(error))
        if found:
            raise Refused(
                f"Huruf “{clean(found[1])}” tidak dapat dicetak; hapus atau ganti huruf itu."
            ) from error
        raise


def _placed(press: typst.Compiler) -> tuple[dict[str, Place], int]:
    (pages,) = json.loads(_asked(lambda: press.query("<pages>", field="value")))
    if pages > LONGEST_PAGES:
        raise Refused(f"Naskah terlalu panjang: {pages} halaman, paling banyak {LONGEST_PAGES}.")
    told = json.loads(_asked(lambda: press.query("<place>", field="value")))
    return dict(_named(told)), pages


def _named(told: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Place]]:
    """Typst measures from the upper left, PDF from the lower left corner of the page."""
    seen: Counter[str] = Counter()
    for said in told:
        name = said["name"]
        seen[name] += 1
        yield (
            name if seen[name] == 1 else f"{name}#{seen[name]}",
            Place(
                page=said["page"],
                left=round(said["x"], 2),
                bottom=round(said["paper"] - said["y"] - said["height"], 2),
                right=round(said["x"] + said["width"], 2),
                top=round(said["paper"] - said["y"], 2),
                size=round(said["size"], 2),
                align=said["align"],
                bold=said["bold"],
                lines=said["lines"],
            ),
        )
