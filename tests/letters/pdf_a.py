"""What ISO 19005 asks of an archived PDF, as far as a reader of its objects can tell.

Not a validator: it names the faults that a generator or a later change is likely to make, and asks
a second library for its opinion.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pdf_oxide
import pikepdf

PART = re.compile(r"pdfaid:part(?:>|=\")(\d)")
CONFORMANCE = re.compile(r"pdfaid:conformance(?:>|=\")([A-Z])")
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData"}


def faults(pdf: bytes, *, part: int, conformance: str = "B") -> list[str]:
    """What is wrong with a PDF/A of this part and conformance; empty if nothing was found."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            *_metadata_faults(document, part, conformance),
            *_intent_faults(document),
            *_object_faults(document),
            *_file_faults(document, part),
            *_second_opinion(pdf, f"{part}{conformance.lower()}"),
        ]


def _second_opinion(pdf: bytes, level: str) -> list[str]:
    said = pdf_oxide.PdfDocument.from_bytes(pdf).validate_pdf_a(level)
    return [str(fault) for fault in said["errors"]]


def _metadata_faults(document: pikepdf.Pdf, part: int, conformance: str) -> Iterator[str]:
    if document.is_encrypted:
        yield "it is encrypted"
    xmp = document.Root.Metadata.read_bytes().decode()
    found = (PART.search(xmp), CONFORMANCE.search(xmp))
    said = tuple(match[1] if match else None for match in found)
    if said != (str(part), conformance):
        yield f"its metadata say part {said[0]}, conformance {said[1]}"
    if "/ID" not in document.trailer:
        yield "it has no file identifier"


def _intent_faults(document: pikepdf.Pdf) -> Iterator[str]:
    intents = list(document.Root.get("/OutputIntents", []))
    if not any(i.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in i for i in intents):
        yield "it has no output intent with a profile"


def _object_faults(document: pikepdf.Pdf) -> Iterator[str]:
    if "/OpenAction" in document.Root or "/AA" in document.Root:
        yield "it does something when it is opened"
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield from _dictionary_faults(thing)


def _dictionary_faults(thing: Any) -> Iterator[str]:
    kind = thing.get("/Type")
    if str(thing.get("/S")) in FORBIDDEN_ACTIONS or "/JS" in thing:
        yield f"it holds an action {thing.get('/S')}"
    if kind == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
        thing.keys()
    ):
        yield f"font {thing.get('/FontName')} is not embedded"
    if kind == "/Annot" and thing.get("/Subtype") not in {"/Widget", "/Link"}:
        yield f"an annotation {thing.get('/Subtype')}"
    if kind == "/Annot" and int(thing.get("/F", 0)) & 0b10_0111 != 0b100:
        yield "an annotation that is hidden or not printed"
    if isinstance(thing, pikepdf.Stream) and str(thing.get("/Filter")) == "/LZWDecode":
        yield "a stream packed with LZW"


def _file_faults(document: pikepdf.Pdf, part: int) -> Iterator[str]:
    files = document.attachments
    if part == 2 and len(files):
        yield "files are inside, which part 2 does not allow"
    for name in files:
        specification = files[name].obj
        if "/AFRelationship" not in specification:
            yield f"the file {name} has no relationship"
        if "/Subtype" not in specification.EF.F:
            yield f"the file {name} has no type"
    if len(files) and len(document.Root.get("/AF", [])) != len(files):
        yield "files are inside that the catalog does not associate"
