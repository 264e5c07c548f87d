"""Events as JSON and back, so that a history can be stored, exported and folded again.

Mapping keys become text, moments ISO 8601 in UTC, tuples lists; a field that holds its default is
left out, so that an old history still reads when an event gets a new field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from types import UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from himpun.kernel import messages as m
from himpun.kernel.run import Due, Unit

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

EVENTS: Mapping[str, type] = {event.__name__: event for event in get_args(m.Event)}
"""Every kind of event by its name."""


def event_to_json(event: m.Event) -> dict[str, Json]:
    """The body of an event; its kind is the name of its class."""
    return _record(event)


def event_from_json(kind: str, body: Mapping[str, Json]) -> m.Event:
    """The event of that kind; raises KeyError for an unknown kind."""
    event: m.Event = _read_record(EVENTS[kind], body)
    return event


def _record(value: object) -> dict[str, Json]:
    kind: type = type(value)
    return {
        name: _plain(held)
        for name, default in _fields(kind)
        if (held := getattr(value, name)) != default or default is MISSING
    }


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple(
        (f.name, f.default_factory() if f.default_factory is not MISSING else f.default)
        for f in fields(kind)
    )


def _plain(value: object) -> Json:
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    return _record(value)


Reader = Callable[[Any], Any]


@cache
def _readers(kind: type) -> tuple[tuple[str, Reader], ...]:
    hints = get_type_hints(kind)
    return tuple((f.name, _reader(hints[f.name])) for f in fields(kind))


def _read_record(kind: type, body: Mapping[str, Any]) -> Any:
    return kind(**{name: read(body[name]) for name, read in _readers(kind) if name in body})


def _reader(hint: Any) -> Reader:
    """How a value of this type is read back; types that JSON keeps are taken as they are."""
    if hint is datetime:
        return datetime.fromisoformat
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda body: _read_record(hint, body)
    origin, args = get_origin(hint), get_args(hint)
    if origin is UnionType:
        inner = _reader(next(arg for arg in args if arg is not type(None)))
        return lambda body: None if body is None else inner(body)
    if origin is tuple:
        item = _reader(args[0])
        return lambda body: tuple(item(held) for held in body)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        key, held = (int if args[0] is int else str), _reader(args[1])
        return lambda body: {key(k): held(v) for k, v in body.items()}
    return lambda body: body


__all__ = ["EVENTS", "Due", "Json", "Unit", "event_from_json", "event_to_json"]
