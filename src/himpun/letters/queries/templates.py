"""An agency's templates: which hold, which are being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from himpun.letters.models import Letterhead, Paper, PaperVersion, Template
from himpun.letters.queries.documents import letterhead_facts
from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.composing import Facts, draft
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.rules.placeholders import LISTS, TEXTS
from himpun.letters.rules.template import dump, load
from himpun.office.queries import Agency

__all__ = [
    "Template",
    "TemplateLine",
    "body_to_edit",
    "sample_of",
    "template_lines",
    "templates_of",
]
TOKEN = "contoh-templat-naskah"  # nosec B105 - the code on a sheet that is only looked at


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A kind with the template that holds for it: ``own`` the agency's, else the shipped one."""

    kind: Kind
    own: Template | None
    writing: Template | None


def templates_of(agency: Agency, kind: str) -> Sequence[Template]:
    """The versions of an agency's template of a kind, newest first (one query)."""
    return list(Template.objects.filter(agency=agency, kind=kind).order_by("-version"))


def template_lines(agency: Agency) -> list[TemplateLine]:
    """Every kind, with what holds and what is being written (one query)."""
    rows = Template.objects.filter(agency=agency, state__in=["published", "draft"])
    by_state = {(row.kind, row.state): row for row in rows}
    return [
        TemplateLine(kind, by_state.get((kind.key, "published")), by_state.get((kind.key, "draft")))
        for kind in KINDS.values()
    ]


def body_to_edit(agency: Agency, kind: Kind) -> Mapping[str, Any]:
    """What whoever changes a template begins with: the draft, else what holds now (one query)."""
    found = {row.state: row for row in templates_of(agency, kind.key)}
    row = found.get("draft") or found.get("published")
    body: Mapping[str, Any] = row.body if row else dump(shipped_template(kind))
    return body


def sample_of(
    letterhead: Letterhead, kind: Kind, body: Mapping[str, Any], at: datetime
) -> PaperVersion:
    """A paper that a template would make, with what each name stands for in its place; not kept."""
    facts = Facts(
        texts={name: f"‹{said}›" for name, said in TEXTS.items()},
        lists={name: [f"‹{said}, 1›", f"‹{said}, 2›"] for name, said in LISTS.items()},
    )
    made = draft(load(body), facts)
    paper = Paper(agency=letterhead.agency, kind=kind.key, subject=kind.title, token=TOKEN)
    kept = {
        "frame": made.as_json(), "letterhead": letterhead_facts(letterhead),
        "page": letterhead.paper, "signed": True, "initials": [], "embedded": [],
    }  # fmt: skip
    return PaperVersion(paper=paper, no=1, text=made.text, facts=kept, origin="drafted", at=at)
