"""A document becomes a Sop, or a list of mistakes with their place."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields as fields_of

from himpun.kernel.build import build_body, build_sides
from himpun.kernel.definition import Identity, Performer, Sop
from himpun.kernel.parse.fields import Fields, Mistake, Mistakes
from himpun.kernel.parse.rows import read_reading, read_rows

SCHEMA = 1
FREQUENCIES = ("bulan", "triwulan", "semester", "tahun")
TOP_KEYS = (
    "schema", "id", "version", "name", "agency", "frequency", "trigger", "terminator", "gaps",
    "identity", "performers", "step", "steps",
)  # fmt: skip
PERFORMER_KEYS = ("title", "per", "team", "unit_kinds")
IDENTITY_KEYS = tuple(field.name for field in fields_of(Identity))

_LINE = re.compile(r"at line (\d+), column (\d+)")


def parse(document: Mapping[str, object]) -> Sop:
    """Read a document, as TOML or JSON gives it (docs/reference/sop-format.md).

    Refuses (Mistakes) with every mistake of form: unknown or missing keys, wrong types, names of
    performers and rows that do not exist. Whether the flow makes sense is the part of ``check``.
    """
    mistakes: list[Mistake] = []
    top = Fields(document, "", mistakes, TOP_KEYS)
    if top.number("schema") not in (0, SCHEMA):
        top.note("schema", f"Harus {SCHEMA}.")
    performers = _performers(top)
    steps = read_rows(top, performers)
    identity = _identity(top.inner("identity", IDENTITY_KEYS))
    head = {key: top.text(key, required=True) for key in ("name", "agency")}
    said = {key: top.text(key) for key in ("trigger", "terminator")}
    named, version = top.slug("id", required=True), top.number("version")
    frequency, gaps = top.one_of("frequency", FREQUENCIES), top.texts("gaps")
    if mistakes:
        raise Mistakes(mistakes)
    return Sop(
        id=named,
        version=version,
        frequency=frequency,
        gaps=gaps,
        identity=identity,
        performers=performers,
        steps=steps,
        body=build_body(steps),
        sides=build_sides(steps),
        **head,
        **said,
    )


def parse_text(toml: str) -> Sop:
    """Read the text of a ``sop.toml``. Refuses (Mistakes) as parse does, and with the line what
    is no TOML."""
    try:
        document = tomllib.loads(toml)
    except (ValueError, RecursionError) as wrong:
        raise Mistakes([_syntax_mistake(toml, str(wrong))]) from None
    return parse(document)


def _syntax_mistake(toml: str, message: str) -> Mistake:
    found = _LINE.search(message)
    # The reader names no line where the text breaks off: then it is the last one.
    line = int(found[1]) if found else max(len(toml.splitlines()), 1)
    lines = toml.splitlines()
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    place = f"baris {line}, kolom {found[2]}" if found else f"baris {line}"
    return Mistake(place, f"Tulisan ini bukan TOML yang benar: “{shown}”.")


def _performers(top: Fields) -> dict[str, Performer]:
    found: dict[str, Performer] = {}
    tables = top.named("performers")
    if not tables.table:
        top.note("performers", "Belum ada satu pelaksana pun.")
    for name in tables.table:
        tables.is_slug(name, name)
        found[name] = _performer(name, tables.inner(name, PERFORMER_KEYS))
    return found


def _performer(name: str, fields: Fields) -> Performer:
    per_unit = fields.one_of("per", ("unit",)) == "unit"
    kinds = fields.texts("unit_kinds")
    if kinds and not per_unit:
        fields.note("unit_kinds", "Hanya berlaku bersama per = “unit”.")
    return Performer(
        id=name,
        title=fields.text("title", required=True),
        per_unit=per_unit,
        team=fields.switch("team"),
        unit_kinds=kinds,
    )


def _identity(fields: Fields) -> Identity:
    return Identity(
        number=fields.text("number"),
        created=fields.day("created"),
        revised=fields.day("revised"),
        effective=fields.day("effective"),
        ratified=fields.day("ratified"),
        approved_by=fields.text("approved_by"),
        legal_basis=fields.texts("legal_basis", doubles=True),
        qualifications=fields.texts("qualifications", doubles=True),
        related=fields.texts("related", doubles=True),
        equipment=fields.texts("equipment", doubles=True),
        warnings=fields.texts("warnings", doubles=True),
        records=fields.texts("records", doubles=True),
        reading=read_reading(fields, IDENTITY_KEYS),
    )
