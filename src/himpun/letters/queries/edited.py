"""A paper as people change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from himpun.letters.models import PaperVersion
from himpun.letters.queries.documents import draft_kept
from himpun.letters.rules.composing import Draft
from himpun.letters.rules.placeholders import braced


@dataclass(frozen=True, slots=True)
class Edited:
    """A paper as somebody wants it: its text in the light form, and what stands around it."""

    text: str
    subject: str
    urgency: str
    security: str
    recipients: Sequence[str]
    copies: Sequence[str]


def edited_of(version: PaperVersion) -> Edited:
    """A version as its page shows it for editing."""
    paper, frame = version.paper, version.facts["frame"]
    return plain_edit(
        Edited(
            version.text, paper.subject, paper.urgency, paper.security,
            [_unbraced(name) for name in frame.get("recipients", ())],
            [_unbraced(name) for name in frame.get("copies", ())],
        )
    )  # fmt: skip


def _unbraced(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def plain_edit(edited: Edited) -> Edited:
    """A wish without blanks at the ends of lines, to be compared."""
    return replace(
        edited, text=text_lines(edited.text), subject=edited.subject.strip(),
        recipients=tuple(edited.recipients), copies=tuple(edited.copies),
    )  # fmt: skip


def text_lines(text: str) -> str:
    """A text without blanks at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))


def changed(version: PaperVersion, edited: Edited) -> tuple[Draft, dict[str, Any]]:
    """A version's draft as somebody wants it, and the facts that the next version keeps."""
    frame = draft_kept(version).frame
    subject = braced(" ".join(edited.subject.split()))
    head = tuple(_row(row, frame.subject, subject, edited) for row in frame.head)
    frame = replace(
        frame, subject=subject, head=head,
        recipients=tuple(map(braced, edited.recipients)), copies=tuple(map(braced, edited.copies)),
    )  # fmt: skip
    kept = Draft(frame, text_lines(edited.text) + "\n")
    return kept, {**version.facts, "frame": kept.as_json()}


def _row(row: tuple[str, str], old: str, subject: str, edited: Edited) -> tuple[str, str]:
    """The rows at the head say the same as the paper's own fields."""
    label, value = row
    if label == "Sifat":
        return label, edited.urgency
    if label in {"Hal", "Perihal"} or value == old:
        return label, subject
    return row


def trial_of(version: PaperVersion, edited: Edited, now: datetime) -> PaperVersion:
    """What a wish would make of a version, to be looked at; it is not kept."""
    kept, facts = changed(version, edited)
    return PaperVersion(
        paper=version.paper, no=version.no + 1, text=kept.text, facts=facts, origin="edited", at=now
    )
