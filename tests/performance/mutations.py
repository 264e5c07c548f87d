"""Workbooks that something happened to: seeded, so that each can be made again by its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from tests.performance.packages import packed, unpacked

Parts = dict[str, bytes]
SHEETS = "xl/worksheets/sheet"
TAG = re.compile(rb"<[^<>]*>")
CELL = re.compile(rb"<c [^<>]*>(?:<v>[^<]*</v>)?(?:</c>)?")


def variants(content: bytes, count: int, seed: int = 0) -> Iterator[tuple[int, str, bytes]]:
    """(number, what happened, the file), from 0; each by its own number only."""
    parts = unpacked(content)
    kinds: list[tuple[str, Callable[[Random], bytes]]] = [
        *((each.__name__, lambda r, each=each: each(content, r)) for each in ON_BYTES),
        *((each.__name__, lambda r, each=each: packed(each(dict(parts), r))) for each in ON_PARTS),
        *(
            (each.__name__, lambda r, each=each: packed(_one_part(parts, each, r)))
            for each in ON_MARKUP
        ),
    ]
    for number in range(count):
        name, make = kinds[number % len(kinds)]
        yield number, name, make(Random(f"{seed}/{number}"))


# ---- the file as bytes


def flipped(content: bytes, random: Random) -> bytes:
    found = bytearray(content)
    for _ in range(random.choice([1, 2, 8, 64])):
        found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def truncated(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


def cut(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + content[start + random.randrange(1, 2000) :]


def zeroed(content: bytes, random: Random) -> bytes:
    start, length = random.randrange(len(content)), random.randrange(1, 500)
    return content[:start] + b"\0" * length + content[start + length :]


def with_a_tail(content: bytes, random: Random) -> bytes:
    return content + random.randbytes(random.randrange(1, 3000))


def with_a_head(content: bytes, random: Random) -> bytes:
    return random.choice([b"PK\x03\x04", b"\n", b"%PDF-1.7\n", b"MZ"]) + content


# ---- its parts


def without_a_part(parts: Parts, random: Random) -> Parts:
    del parts[random.choice(sorted(parts))]
    return parts


def with_two_parts_swapped(parts: Parts, random: Random) -> Parts:
    one, other = random.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return parts


def with_a_part_renamed(parts: Parts, random: Random) -> Parts:
    name = random.choice(sorted(parts))
    parts[random.choice(["../" + name, name.upper(), name + "x", "/" + name])] = parts.pop(name)
    return parts


def with_a_part_of_noise(parts: Parts, random: Random) -> Parts:
    parts[random.choice(sorted(parts))] = random.randbytes(random.choice([0, 1, 50, 5000]))
    return parts


def with_a_part_more(parts: Parts, random: Random) -> Parts:
    name = random.choice(
        ["xl/vbaProject.bin", "xl/activeX/activeX1.xml", "xl/externalLinks/externalLink1.xml",
         "inner.zip", "xl/media/big.bin"]
    )  # fmt: skip
    parts[name] = b"\0" * random.choice([10, 3_000_000])
    return parts


# ---- the markup of one part


def _one_part(parts: Parts, change: Callable[[bytes, Random], bytes], random: Random) -> Parts:
    names = sorted(name for name in parts if name.startswith((SHEETS, "xl/shared", "xl/workbook")))
    name = random.choice(names)
    return {**parts, name: change(parts[name], random)}


def _spot(text: bytes, pattern: re.Pattern[bytes], random: Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(text))
    return random.choice(found) if found else None


def _instead(text: bytes, found: re.Match[bytes] | None, new: bytes) -> bytes:
    return text if found is None else text[: found.start()] + new + text[found.end() :]


def without_a_tag(text: bytes, random: Random) -> bytes:
    return _instead(text, _spot(text, TAG, random), b"")


def with_a_tag_twice(text: bytes, random: Random) -> bytes:
    found = _spot(text, TAG, random)
    return _instead(text, found, found[0] * 2 if found else b"")


def with_a_cell_of_another_kind(text: bytes, random: Random) -> bytes:
    found = _spot(text, CELL, random)
    kind = random.choice([b"b", b"e", b"d", b"n", b"str", b"inlineStr", b"zz", b"s"])
    value = random.choice(
        [b"1", b"-1", b"1E999", b"NaN", b"999999999", b"", b"#REF!", b"76.5", b"1.5.5", b"=1+1"]
    )
    place = re.search(rb'r="[A-Z0-9]*"', found[0]) if found else None
    return _instead(
        text, found, b'<c %s t="%s"><v>%s</v></c>' % (place[0] if place else b"", kind, value)
    )


def with_a_formula(text: bytes, random: Random) -> bytes:
    found = _spot(text, CELL, random)
    place = re.search(rb'r="[A-Z0-9]*"', found[0]) if found else None
    formula = random.choice([b"1/0", b"WEBSERVICE(&quot;http://x&quot;)", b"cmd|' /C calc'!A0"])
    return _instead(
        text, found, b"<c %s><f>%s</f><v>7</v></c>" % (place[0] if place else b"", formula)
    )


def with_another_number(text: bytes, random: Random) -> bytes:
    new = random.choice([b"0", b"-5", b"99999999", b"1048577", b"1e9", b"x", b"", b"007"])
    return _instead(text, _spot(text, re.compile(rb"(?<=[\">A-Z])\d+(?=[\"<])"), random), new)


def with_columns_exchanged(text: bytes, random: Random) -> bytes:
    one, other = random.sample([b"A", b"C", b"I", b"J", b"K", b"P", b"Q"], 2)
    text = re.sub(rb'r="%s(?=\d)' % one, b'r="\0', text)
    text = re.sub(rb'r="%s(?=\d)' % other, b'r="' + one, text)
    return text.replace(b"\0", other)


def with_rows_exchanged(text: bytes, random: Random) -> bytes:
    found = list(re.finditer(rb"<row .*?</row>", text, re.DOTALL))
    if len(found) < 2:
        return text
    one, other = sorted(random.sample(found, 2), key=lambda row: row.start())
    swapped = text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0]
    return swapped + text[other.end() :]


def with_a_name_changed(text: bytes, random: Random) -> bytes:
    new = random.choice([b'name="Isian"', b'name=""', b'name="../x"', b'name="Lembar 1"'])
    return _instead(text, _spot(text, re.compile(rb'name="[^"]*"'), random), new)


def with_an_entity(text: bytes, random: Random) -> bytes:
    inner = random.choice([b"'x'", b"SYSTEM 'file:///etc/passwd'", b"SYSTEM 'http://127.0.0.1:9/'"])
    head, _, rest = text.partition(b"?>")
    return (
        head + b"?><!DOCTYPE a [<!ENTITY e " + inner + b">]>" + rest.replace(b"<v>", b"<v>&e;", 1)
    )


def with_text_changed(text: bytes, random: Random) -> bytes:
    new = random.choice(
        ["70", "=HYPERLINK(1)", "+62", "\u202e1,5", "1.234,5 %", "n/a", "a" * 40_000, "&#0;", "½"]
    ).encode()
    return _instead(text, _spot(text, re.compile(rb"(?<=<t>)[^<]*(?=</t>)"), random), new)


def deeper(text: bytes, random: Random) -> bytes:
    depth = random.choice([3, 70, 20_000])
    return text.replace(b"<sheetData>", b"<sheetData>" + b"<a>" * depth + b"</a>" * depth, 1)


def in_another_encoding(text: bytes, random: Random) -> bytes:
    name = random.choice(["utf-16", "latin-1", "utf-7", "tidak-ada"])
    text = text.replace(b"UTF-8", name.encode(), 1)
    return text.decode("utf-8", "replace").encode("utf-16") if name == "utf-16" else text


ON_BYTES = (flipped, truncated, cut, zeroed, with_a_tail, with_a_head)
ON_PARTS = (
    without_a_part, with_two_parts_swapped, with_a_part_renamed, with_a_part_of_noise,
    with_a_part_more,
)  # fmt: skip
ON_MARKUP = (
    without_a_tag, with_a_tag_twice, with_a_cell_of_another_kind, with_a_formula,
    with_another_number, with_columns_exchanged, with_rows_exchanged, with_a_name_changed,
    with_an_entity, with_text_changed, deeper, in_another_encoding,
)  # fmt: skip
