"""Papers per second of one core, kind by kind; one letter beside WeasyPrint where it is installed.

WeasyPrint is no dependency: `pip install weasyprint` somewhere, and name it in PYTHONPATH.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from statistics import median
from typing import Any

from tests.letters.facts import USUAL
from tests.letters.papers import AT, CHECK_ADDRESS, HEAD

from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.composing import Draft, Setting, document, draft
from himpun.letters.rules.document import Document, Paragraph, plain, words
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.typeset import docx_of, printed, read_docx
from himpun.letters.typeset.packed import qr_svg
from himpun.letters.typeset.setting import FONTS
from himpun.letters.typeset.word import shown

LETTER = "surat-permintaan-data"
SETTING = Setting(letterhead=HEAD, initials=("Kasubag Perencanaan", "Sekretaris"), qr=CHECK_ADDRESS)


def papers(kind: Kind) -> Iterator[tuple[Draft, Document]]:
    """The usual paper of a kind, each time with another sentence at its end."""
    made = draft(shipped_template(kind), USUAL)
    paper = document(kind, made, SETTING)
    for n in range(1_000_000):
        yield made, replace(paper, body=(*paper.body, Paragraph(plain(f"Naskah ke-{n}."))))


def timed(what: Callable[[], object], times: int) -> float:
    """The median of its milliseconds of processor time, all threads together, after one to warm up:
    typst uses every core, so by the clock a busy machine would be measured."""
    what()
    taken = []
    for _ in range(times):
        begun = time.process_time()
        what()
        taken.append((time.process_time() - begun) * 1000)
    return median(taken)


def row_of(kind: Kind, times: int) -> dict[str, Any]:
    """One kind: drafting, PDF/A, Word."""
    one = papers(kind)
    word = docx_of(next(one)[1], at=AT)
    return {
        "kind": kind.key,
        "draft": timed(lambda: draft(shipped_template(kind), USUAL), times),
        "pdf": timed(lambda: printed(next(one)[1], at=AT), times),
        "docx": timed(lambda: docx_of(next(one)[1], at=AT), max(3, times // 4)),
        "read": timed(lambda: read_docx(word), max(3, times // 4)),
    }


def beside_weasyprint(times: int) -> dict[str, float] | None:
    """The letter as HTML by WeasyPrint, also as PDF/A-2b; None where it is not installed."""
    try:
        import weasyprint  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except (ImportError, OSError):
        return None
    one = papers(KINDS[LETTER])

    def write() -> object:
        page = weasyprint.HTML(string=html_of(next(one)[1]))
        return page.write_pdf(pdf_variant="pdf/a-2b")

    ours = papers(KINDS[LETTER])
    return {
        "himpun": timed(lambda: printed(next(ours)[1], at=AT), times),
        "weasyprint": timed(write, times),
    }


def html_of(paper: Document) -> str:
    """The same letter as a page: the same fonts, texts, logo and code."""
    head = paper.letterhead
    assert head is not None
    rows = "".join(
        f"<tr><td>{escape(row.label)}<td>:<td>{escape(shown(row.value))}" for row in paper.head
    )
    body = "".join(f"<p>{escape(_said(block))}</p>" for block in paper.body)
    initials = "".join(f"<tr><td>{escape(row.office)}<td></tr>" for row in paper.initials)
    logo = base64.b64encode(head.logo).decode()
    faces = "".join(
        f"@font-face{{font-family:Arimo;font-weight:{weight};src:url({(FONTS / name).as_uri()})}}"
        for weight, name in ((400, "Arimo_400Regular.ttf"), (700, "Arimo_700Bold.ttf"))
    )
    return (
        f"<html lang=id><style>{faces} @page{{size:215mm 330mm;margin:16mm 20mm 29mm 25mm}}"
        "body{font:11pt Arimo;text-align:justify} h1{text-align:center;font-size:16pt}"
        "td{vertical-align:top} .paraf td{border:1px solid}</style>"
        f"<title>{escape(paper.subject)}</title>"
        f"<img src='data:image/png;base64,{logo}' height=80>"
        f"<h1>{escape(' '.join(head.lines))}</h1><p>{escape(' '.join(head.contact))}</p><hr>"
        f"<table>{rows}</table><p>Yth. {escape(', '.join(paper.recipients))}</p>{body}"
        f"<table class=paraf>{initials}</table><p>{escape('; '.join(paper.copies))}</p>"
        f"<div style='width:18mm'>{qr_svg(paper.qr)}</div></html>"
    )


def _said(block: Any) -> str:
    if isinstance(block, Paragraph):
        return words(block.text)
    return " ".join(words(item.text) for item in getattr(block, "items", ()))


def main() -> None:
    """Prints JSON: a row for each kind, and the comparison or null."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    times = parser.parse_args().times
    said = {
        "kinds": [row_of(kind, times) for kind in KINDS.values()],
        "beside": beside_weasyprint(times),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
