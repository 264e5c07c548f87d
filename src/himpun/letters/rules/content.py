"""What a holder filled in on the page of a step, as a paper reads it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from himpun.kernel.wire import Json
from himpun.kernel.worktime.words import MONTHS, WEEKDAYS

Content = Mapping[str, Json]


def text_in(content: Content, kind: str, name: str) -> str:
    """A field of a kind's form; "" where it was not filled in."""
    section = content.get(kind)
    value = section.get(name) if isinstance(section, dict) else None
    return value.strip() if isinstance(value, str) else ""


def rows_in(content: Content, kind: str, name: str) -> list[dict[str, str]]:
    """The rows of a table of a kind's form that have something in them, days as letters write
    them."""
    section = content.get(kind)
    rows = section.get(name) if isinstance(section, dict) else None
    found = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict):
            texts = {k: v.strip() for k, v in row.items() if isinstance(v, str) and v.strip()}
            if texts:
                found.append({**texts, **({"on": long_day(texts["on"])} if "on" in texts else {})})
    return found


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, without the marks that people put before them."""
    lines = (line.strip().lstrip("-•*").strip() for line in text.splitlines())
    return [line for line in lines if line]


def long_day(text: str, *, weekday: bool = False) -> str:
    """5 Oktober 2026 of 2026-10-05, with its weekday if wanted; another text stays as it is."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text
    day = f"{on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{WEEKDAYS[on.weekday()]}, {day}" if weekday else day


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting or joint analysis as it was filled in."""

    day: str = ""
    at: str = ""
    place: str = ""
    agenda: str = ""
    present: Sequence[str] = ()
    discussion: Sequence[str] = ()
    decisions: Sequence[str] = ()
    follow_up: Sequence[Mapping[str, str]] = ()


def meeting_in(content: Content, zone: str) -> Meeting:
    """The meeting of a step, from the form of "meet" or of "deliberate"; ``zone`` as WIB."""
    if isinstance(content.get("deliberate"), dict) and "meet" not in content:
        opinions = rows_in(content, "deliberate", "opinions")
        return Meeting(
            present=_present(content, "deliberate"),
            discussion=[f"{row.get('who', '')}: {row.get('text', '')}" for row in opinions],
            decisions=lines_of(text_in(content, "deliberate", "conclusion")),
        )
    at = text_in(content, "meet", "at").replace(":", ".")
    return Meeting(
        day=long_day(text_in(content, "meet", "on"), weekday=True),
        at=f"{at} {zone}" if at else "",
        place=text_in(content, "meet", "place"),
        agenda=text_in(content, "meet", "agenda"),
        present=_present(content, "meet"),
        discussion=lines_of(text_in(content, "meet", "discussion")),
        decisions=lines_of(text_in(content, "meet", "decision")),
        follow_up=rows_in(content, "meet", "follow_up"),
    )


def _present(content: Content, kind: str) -> list[str]:
    """Who came; whoever is listed where nobody was ticked off."""
    rows = [row for row in rows_in(content, kind, "attendance") if row.get("who")]
    came = [row for row in rows if row.get("present") != "Tidak hadir"]
    return [_attendant(row) for row in came]


def _attendant(row: Mapping[str, str]) -> str:
    remark = row.get("remark", "")
    stood_in = row.get("present") == "Diwakili"
    note = f" (diwakili{f', {remark}' if remark else ''})" if stood_in else ""
    return f"{row['who']}{note}"


def orders_in(content: Content) -> list[dict[str, str]]:
    """What was ordered, to whom: rows with ``to`` and ``text``."""
    return [row for row in rows_in(content, "instruct", "orders") if row.get("text")]


def read_by_papers(content: Content, works: Collection[str]) -> str:
    """What papers made by some kinds of work read of a step, as one text to be compared: the same
    whether it was typed or is kept, where what an empty row began with is left out."""
    said: dict[str, object] = {}
    if {"meet", "deliberate"} & set(works):
        meeting = meeting_in(content, "")
        said["meeting"] = [
            meeting.day, meeting.at.strip(), meeting.place, meeting.agenda,
            list(meeting.discussion), list(meeting.decisions),
            [row for row in meeting.follow_up if row.get("text")], _ticked(content),
        ]  # fmt: skip
    if "instruct" in works:
        said["orders"] = [[row.get("to", ""), row["text"]] for row in orders_in(content)]
    if "assign" in works:
        said["charge"] = [row for row in rows_in(content, "assign", "data") if row.get("datum")]
    for work, name in (("report", "text"), ("recap", "summary")):
        if work in works:
            said[work] = text_in(content, work, name)
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _ticked(content: Content) -> list[list[str]]:
    """Of whom it was said whether they came."""
    rows = (row for kind in ("meet", "deliberate") for row in rows_in(content, kind, "attendance"))
    return [[row.get("who", ""), row["present"]] for row in rows if row.get("present")]
