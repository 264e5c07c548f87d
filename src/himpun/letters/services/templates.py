"""An agency's own templates: written, checked, published, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from himpun.letters.models import Template
from himpun.letters.queries.keeping import why_not_keep
from himpun.letters.rules.kinds import KINDS, Kind
from himpun.letters.rules.template import mistakes_in
from himpun.letters.services._papers import in_turn
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.office.services.journal import write

if TYPE_CHECKING:
    from himpun.office.queries import Agency, Person

MOST_TOLD = 5
NO_DRAFT = "Tidak ada konsep templat untuk diterbitkan. Simpan dahulu perubahannya."
NOT_OWN = "Naskah jenis ini memakai templat bawaan."


@in_turn
def save_template(
    *, agency: Agency, kind: str, body: Mapping[str, Any], by: Person | None, now: datetime
) -> Template:
    """The agency's draft of a template, made or written over; papers are made from it only once it
    is published. Refuses who does not keep the agency's papers, an unknown kind, and what a
    template may not say (the first mistakes with their places)."""
    found = _begin(agency, kind, by, now)
    _refuse_mistakes(body, found)
    rows = Template.objects.filter(agency=agency, kind=kind)
    draft = rows.filter(state="draft").first()
    if draft is None:
        last = rows.order_by("-version").values_list("version", flat=True).first() or 0
        draft = Template(agency=agency, kind=kind, version=last + 1, state="draft")
    draft.body, draft.by, draft.at = dict(body), by, now
    draft.save()
    _tell(draft, "TemplateSaved", by, now)
    return draft


@in_turn
def publish_template(*, agency: Agency, kind: str, by: Person | None, now: datetime) -> Template:
    """From now on papers of the kind are made from the draft; what was drafted before stays.

    Refuses who does not keep the agency's papers, where there is no draft, and a draft with
    mistakes.
    """
    found = _begin(agency, kind, by, now)
    rows = Template.objects.filter(agency=agency, kind=kind)
    draft = rows.filter(state="draft").first()
    if draft is None:
        raise Refused(NO_DRAFT)
    _refuse_mistakes(draft.body, found)
    rows.filter(state="published").update(state="closed")
    draft.state, draft.by, draft.at = "published", by, now
    draft.save()
    _tell(draft, "TemplatePublished", by, now)
    return draft


@in_turn
def withdraw_template(*, agency: Agency, kind: str, by: Person | None, now: datetime) -> Template:
    """Papers of the kind are made from the shipped template again; the agency's own stays in the
    record. Refuses who does not keep the agency's papers, and where none is published."""
    _begin(agency, kind, by, now)
    row = Template.objects.filter(agency=agency, kind=kind, state="published").first()
    if row is None:
        raise Refused(NOT_OWN)
    row.state = "closed"
    row.save(update_fields=["state"])
    _tell(row, "TemplateWithdrawn", by, now)
    return row


def _begin(agency: Agency, kind: str, by: Person | None, now: datetime) -> Kind:
    office.lock_journal(agency)
    if why := why_not_keep(by, agency, now):
        raise Refused(why)
    found = KINDS.get(kind)
    if found is None:
        raise Refused("Jenis naskah itu tidak dikenal.")
    return found


def _refuse_mistakes(body: Mapping[str, Any], kind: Kind) -> None:
    mistakes = mistakes_in(body, kind)
    if mistakes:
        more = f" Masih ada {len(mistakes) - MOST_TOLD} lagi." if len(mistakes) > MOST_TOLD else ""
        raise Refused(" ".join(map(str, mistakes[:MOST_TOLD])) + more)


def _tell(row: Template, action: str, by: Person | None, now: datetime) -> None:
    write(
        agency=row.agency, by=by, now=now, action=action, subject=f"template/{row.kind}",
        body={"kind": row.kind, "version": row.version},
    )  # fmt: skip
