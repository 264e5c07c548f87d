"""An SOP as the text of a ``sop.toml``: what a person edits, and what ``parse_text`` reads back."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from himpun.kernel.definition import Sop
from himpun.kernel.parse import dump

Table = Mapping[str, object]

DAYS = ("created", "revised", "effective", "ratified")
WIDTH = 100
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LIST_OF_TABLES = {"steps": "step"}
_INLINE = ("exits", "involved", "by_unit")


def write_toml(sop: Sop) -> str:
    """The whole document, its keys in the order of ``dump``."""
    document = dump(sop)
    identity = document.get("identity")
    if isinstance(identity, dict):
        document["identity"] = {key: _day(key, value) for key, value in identity.items()}
    return "\n".join(_lines("", document)).lstrip("\n") + "\n"


def _day(key: str, value: object) -> object:
    return date.fromisoformat(value) if key in DAYS and isinstance(value, str) else value


def _lines(path: str, table: Table) -> Iterator[str]:
    """Plain keys first: what stands below a table's head belongs to that table."""
    for key, value in table.items():
        if not _stands_alone(key, value):
            yield f"{_key(key)} = {_value(value, len(key) + 3)}"
    for key, value in table.items():
        if _stands_alone(key, value):
            yield from _below(path, key, value)


def _stands_alone(key: str, value: object) -> bool:
    return key in _LIST_OF_TABLES or (isinstance(value, Mapping) and key not in _INLINE)


def _below(path: str, key: str, value: object) -> Iterator[str]:
    name = f"{path}{_key(_LIST_OF_TABLES.get(key, key))}"
    if key in _LIST_OF_TABLES:
        for row in cast(list[Table], value):
            yield from ("", f"[[{name}]]")
            yield from _lines(f"{name}.", row)
        return
    inner = cast(Table, value)
    if any(not _stands_alone(k, v) for k, v in inner.items()) or not inner:
        yield from ("", f"[{name}]")
    yield from _lines(f"{name}.", inner)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: object, before: int = 0) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return _list([_value(item) for item in value], before)
    return str(value).lower()  # whole numbers, truth values, days


def _list(items: list[str], before: int) -> str:
    line = f"[{', '.join(items)}]"
    if before + len(line) <= WIDTH:
        return line
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _text(text: str) -> str:
    # JSON's escapes are TOML's as well; DEL is the one control sign that only TOML forbids.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
