"""Blank fields on a paper, and filling them in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    append_signature_field,
)

from himpun.letters.rules.places import SIGNATURE, Align, Place, is_blank, is_mark, why_not_place
from himpun.letters.signing import WRITING
from himpun.letters.signing._drawing import Piece, draw, empty_form, piece_at
from himpun.letters.signing._writer import open_for_addition, written
from himpun.office.rules import Refused

PRINTED, READ_ONLY, MANY_LINES = 4, 1, 1 << 12
ALIGNED: Final[dict[Align, int]] = {"left": 0, "center": 1, "right": 2}
FONT: Final = "/HimpunF"


def prepare(pdf: bytes, places: Mapping[str, Place]) -> bytes:
    writer = open_for_addition(pdf)
    if "/AcroForm" in writer.root:
        raise Refused("Naskah itu sudah memiliki isian; bidangnya tidak dapat dipasang lagi.")
    _why_not_here(writer, places)
    fields = generic.ArrayObject()
    form = generic.DictionaryObject({pdf_name("/Fields"): fields})
    form[pdf_name("/DR")], form[pdf_name("/DA")] = _default_look(writer)
    writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()
    for name, place in _named(places):
        fields.append(_text_field(writer, name, place))
    for name, place in places.items():
        if is_mark(name):
            append_signature_field(writer, _mark_field(name, place, places))
    return written(writer)


def _why_not_here(writer: IncrementalPdfFileWriter, places: Mapping[str, Place]) -> None:
    pages = int(writer.root["/Pages"]["/Count"])
    for name, place in places.items():
        if why := why_not_place(name, place):
            raise Refused(why)
        if place.page > pages:
            raise Refused(f"Naskah itu tidak memiliki halaman {place.page} untuk “{name}”.")


def _named(places: Mapping[str, Place]) -> Iterator[tuple[str, Place]]:
    """The text fields: one for each blank, and one beneath each mark."""
    for name, place in places.items():
        if is_blank(name):
            yield name, place
        elif is_mark(name):
            yield WRITING + name, place


def _default_look(writer: IncrementalPdfFileWriter) -> tuple[generic.PdfObject, generic.PdfObject]:
    """What a form must name as its letters, and embedded as PDF/A demands. No viewer uses it:
    each field has an appearance of its own and cannot be written into by hand."""
    (form,) = draw(writer, [Piece("bawaan", ("0",), 20, 20)])
    fonts = form.get_object()["/Resources"]["/Font"]
    (font,) = (fonts.raw_get(name) for name in fonts)
    look = generic.DictionaryObject(
        {pdf_name("/Font"): generic.DictionaryObject({pdf_name(FONT): font})}
    )
    return look, generic.TextStringObject(f"{FONT} 11 Tf 0 g")


def _text_field(
    writer: IncrementalPdfFileWriter, name: str, place: Place
) -> generic.IndirectObject:
    page = writer.find_page_for_modification(place.page - 1)[0]
    blank = empty_form(writer, place.width, place.height)
    many = MANY_LINES if place.lines > 1 or name.startswith(WRITING) else 0
    box = (place.left, place.bottom, place.right, place.top)
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.TextStringObject(name),
            pdf_name("/TU"): generic.TextStringObject(name),
            pdf_name("/Ff"): generic.NumberObject(READ_ONLY | many),
            pdf_name("/F"): generic.NumberObject(PRINTED),
            pdf_name("/Q"): generic.NumberObject(ALIGNED[place.align]),
            pdf_name("/P"): page,
            pdf_name("/Rect"): generic.ArrayObject(
                generic.FloatObject(round(value, 3)) for value in box
            ),
            pdf_name("/DA"): generic.TextStringObject(f"{FONT} {place.size:g} Tf 0 g"),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): blank}),
            # Kept with the field, so that filling needs nothing but the PDF.
            pdf_name("/HimpunPlace"): _look_of(place),
        }
    )
    reference = writer.add_object(field)
    writer.register_annotation(page, reference)
    return reference


def _look_of(place: Place) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {
            pdf_name("/Size"): generic.FloatObject(place.size),
            pdf_name("/Lines"): generic.NumberObject(place.lines),
            pdf_name("/Bold"): generic.BooleanObject(place.bold),
        }
    )


def _mark_field(name: str, place: Place, places: Mapping[str, Place]) -> SigFieldSpec:
    left, bottom, right, top = map(round, (place.left, place.bottom, place.right, place.top))
    closing = name.startswith(SIGNATURE) and signatures_in(places) == 1
    return SigFieldSpec(
        sig_field_name=name,
        on_page=place.page - 1,
        box=(left, bottom, right, top),
        readable_field_name=name,
        # The last signature forbids any change (/P 1). The list of locked fields names itself
        # only: pyHanko takes a locked text that was filled before for one that was changed.
        field_mdp_spec=FieldMDPSpec(FieldMDPAction.INCLUDE, [name]) if closing else None,
        doc_mdp_update_value=MDPPerm.NO_CHANGES if closing else None,
    )


def signatures_in(names: Iterable[str]) -> int:
    """How many sign (a paraf is none): after the only one nothing may follow."""
    return sum(name.startswith(SIGNATURE) for name in names)


# ---- filling


def fields_of(handler: Any, kind: str) -> dict[str, tuple[generic.IndirectObject, Any]]:
    """The fields of a kind (/Tx, /Sig) by name: their references and dictionaries."""
    if "/AcroForm" not in handler.root:
        return {}
    found = ((ref, ref.get_object()) for ref in handler.root["/AcroForm"]["/Fields"])
    return {str(field["/T"]): (ref, field) for ref, field in found if field.get("/FT") == kind}


def fill(pdf: bytes, texts: Mapping[str, str]) -> bytes:
    writer = open_for_addition(pdf)
    fields = fields_of(writer, "/Tx")
    if why := _why_not_fill(writer, set(fields), texts):
        raise Refused(why)
    chosen = [(ref, f, texts[n]) for n, ref, f in _wanted(fields, texts) if texts[n]]
    pieces = [piece_at(str(f["/T"]), _place_of(f), text) for _, f, text in chosen]
    forms = draw(writer, pieces)
    for (reference, field, text), form in zip(chosen, forms, strict=True):
        field[pdf_name("/V")] = generic.TextStringObject(text)
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): form})
        writer.mark_update(reference)
    return written(writer) if chosen else pdf


def _wanted(
    fields: Mapping[str, tuple[generic.IndirectObject, Any]], texts: Mapping[str, str]
) -> Iterator[tuple[str, generic.IndirectObject, Any]]:
    """``nomor#2`` says what ``nomor`` says."""
    for full, (reference, field) in fields.items():
        if (name := full.partition("#")[0]) in texts:
            yield name, reference, field


def _why_not_fill(
    writer: IncrementalPdfFileWriter, known: set[str], texts: Mapping[str, str]
) -> str | None:
    for name in texts:
        if name not in known:
            return f"Naskah itu tidak memiliki tempat untuk “{name}”."
    if has_signature(writer):
        return "Naskah itu sudah ditandatangani; isinya tidak dapat diubah lagi."
    return None


def has_signature(handler: Any) -> bool:
    """A field that is not a paraf's holds a signature; a service outside names it as it likes."""
    marks = fields_of(handler, "/Sig").items()
    return any("/V" in field and not name.startswith("paraf-") for name, (_, field) in marks)


def _place_of(field: Any) -> Place:
    left, bottom, right, top = (float(value) for value in field["/Rect"])
    look = field["/HimpunPlace"]
    return Place(
        page=1,
        left=left,
        bottom=bottom,
        right=right,
        top=top,
        size=float(look["/Size"]),
        lines=int(look["/Lines"]),
        align=next(word for word, number in ALIGNED.items() if number == int(field["/Q"])),
        bold=bool(look["/Bold"]),
    )


def blanks_of(pdf: bytes) -> frozenset[str]:
    return frozenset(fields_of(open_for_addition(pdf), "/Tx"))


def is_signed(pdf: bytes) -> bool:
    return has_signature(open_for_addition(pdf))


def pages_of(pdf: bytes) -> int:
    return int(open_for_addition(pdf).root["/Pages"]["/Count"])
