"""The rows of papers."""

from collections.abc import Mapping
from typing import Any

from tests.project.access_row import (
    EVERYONE,
    HERE,
    KEEPERS,
    NOBODY,
    PEOPLE,
    READERS,
    SIGNED_IN,
    Row,
    agency,
    numbered,
    of_agency,
)
from tests.project.moments import NOW
from tests.runs.scene import person

from himpun.letters.models import (
    Letterhead,
    Number,
    Paper,
    PaperVersion,
    Recipient,
    SigningKey,
)
from himpun.letters.queries.documents import letterhead_facts
from himpun.letters.queries.links import link_of
from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.composing import Facts, draft
from himpun.letters.rules.kinds import KINDS
from himpun.letters.services.keys import ensure_signing_key, revoke_signing_key
from himpun.letters.services.numbers import reserve_number
from himpun.letters.services.sending import add_recipient, send_paper
from himpun.office.models import Agency, Unit
from himpun.runs.models import Visit


def paper() -> dict[str, Any]:
    """A paper outside a run, with two versions."""
    return {"agency": HERE, "number": Paper.objects.get(agency__code=HERE, token="a-paper").pk}


def sent_paper() -> dict[str, Any]:
    paper = Paper.objects.get(agency__code=HERE, token="a-sent-paper-0123")
    return {"agency": HERE, "number": paper.pk}


def paper_version() -> dict[str, Any]:
    return {**paper(), "version": 1}


def a_step() -> dict[str, Any]:
    visit = Visit.objects.get(sop_key=HERE, state="open", unit="keselamatan", node="8")
    return {"run": visit.run_id, "visit": visit.number}


def draft_at_step() -> dict[str, Any]:
    return {**a_step(), "kind": "lembar-disposisi"}


def sent_to(way: str) -> Recipient:
    return Recipient.objects.get(paper__token="a-sent-paper-0123", way=way)


def came_in() -> dict[str, Any]:
    """What the holder's unit was sent."""
    return {"number": sent_to("app").pk}


def recipient() -> dict[str, Any]:
    row = sent_to("link")
    return {"agency": HERE, "number": row.paper_id, "recipient": row.pk}


def own_link() -> dict[str, Any]:
    return {"token": link_of(sent_to("link")).rsplit("/", 1)[1]}


def key_in_use() -> dict[str, Any]:
    return {"agency": HERE, "serial": SigningKey.objects.get(revoked_at=None).serial}


def withdrawn_key() -> dict[str, Any]:
    return {"agency": HERE, "serial": SigningKey.objects.get(revoked_at__isnull=False).serial}


UNIT = frozenset({"holder", "stand-in"})
LETTERS: Mapping[str, Row] = {
    "letters:keys": Row(READERS, args=agency),
    "letters:authority": Row(READERS, args=agency),
    # The key is the holder's.
    "letters:key_revoke": Row(frozenset({"holder", "administrator"}), args=key_in_use),
    "letters:key_renew": Row(frozenset({"administrator"}), args=withdrawn_key),
    "letters:letterhead": Row(READERS, args=agency),
    "letters:letterhead_change": Row(KEEPERS, args=agency),
    # The sample's agencies have no logo.
    "letters:letterhead_logo": Row(NOBODY, args=agency),
    "letters:home": Row(SIGNED_IN),
    "letters:papers": Row(READERS, args=agency),
    # The step that is asked for in the sample makes no paper and has none to mark; whoever may not
    # see its run finds nothing either. test_step_papers.py asks of steps that do.
    "letters:paper_draft": Row(NOBODY, READERS, args=draft_at_step),
    "letters:step_marks": Row(NOBODY, args=a_step),
    "letters:paper": Row(READERS, args=paper),
    # The paper that is asked for is none beside an SOP; test_beside_pages.py asks of one that is.
    "letters:paper_submit": Row(NOBODY, READERS, args=paper),
    "letters:paper_marks": Row(NOBODY, args=paper),
    "letters:paper_return": Row(NOBODY, args=paper),
    "letters:paper_pdf": Row(READERS, args=paper_version),
    "letters:paper_docx": Row(READERS, args=paper_version),
    "letters:paper_word": Row(KEEPERS, args=paper),
    "letters:paper_picture": Row(READERS, args=lambda: {**paper_version(), "page": 1}),
    "letters:paper_difference": Row(READERS, args=lambda: {**paper(), "before": 1, "after": 2}),
    "letters:paper_edit": Row(KEEPERS, args=paper),
    "letters:paper_cancel": Row(KEEPERS, args=paper),
    "letters:paper_file": Row(KEEPERS, args=paper),
    # What was typed and is not saved is there for a quarter of an hour.
    "letters:paper_trial": Row(NOBODY, args=lambda: {**paper(), "key": "k", "page": 1}),
    "letters:templates": Row(READERS, args=agency),
    "letters:template": Row(KEEPERS, args=of_agency(kind="notula")),
    "letters:template_trial": Row(NOBODY, args=of_agency(kind="notula", key="k", page=1)),
    "letters:template_publish": Row(NOBODY, KEEPERS, args=of_agency(kind="notula")),
    "letters:template_withdraw": Row(NOBODY, KEEPERS, args=of_agency(kind="notula")),
    "letters:registers": Row(READERS, args=agency),
    "letters:register_set": Row(KEEPERS, args=of_agency(year=NOW.year, group="surat-keluar")),
    "letters:number_codes": Row(KEEPERS, args=agency),
    "letters:number_reserve": Row(KEEPERS, args=agency),
    "letters:number_use": Row(KEEPERS, args=numbered(Number, register__agency__code=HERE)),
    "letters:number_cancel": Row(KEEPERS, args=numbered(Number, register__agency__code=HERE)),
    "letters:incoming": Row(SIGNED_IN),
    "letters:incoming_paper": Row(UNIT, args=came_in),
    "letters:incoming_pdf": Row(UNIT, args=came_in),
    "letters:recipients": Row(READERS, args=paper),
    "letters:receipts": Row(READERS, args=sent_paper),
    "letters:recipient_add": Row(KEEPERS, args=paper),
    "letters:recipient_add_units": Row(KEEPERS, args=paper),
    "letters:paper_send": Row(KEEPERS, args=paper),
    "letters:recipient_resend": Row(KEEPERS, args=recipient),
    "letters:link_revoke": Row(KEEPERS, args=recipient),
    "letters:recipient_withdraw": Row(KEEPERS, args=recipient),
    "letters:receipt_record": Row(KEEPERS, args=recipient),
    "public:check": Row(EVERYONE),
    "public:check_paper": Row(EVERYONE, args=lambda: {"token": "a-sent-paper-0123"}),
    "public:link": Row(EVERYONE, args=own_link),
    "public:link_pdf": Row(EVERYONE, args=own_link),
}


def some_papers(here: Agency) -> None:
    """What the sample has none of: a number that was set aside, a paper with two versions."""
    reserve_number(agency=here, kind="undangan", subject="Rapat", by=None, now=NOW)
    some_keys()
    kind = KINDS["rencana-kegiatan"]
    made = Paper.objects.create(
        agency=here, kind=kind.key, subject="Rencana kegiatan", token="a-paper", created_at=NOW
    )
    draft_ = draft(shipped_template(kind), Facts())
    letterhead = Letterhead.objects.get(agency=here)
    facts = {
        "frame": draft_.as_json(), "letterhead": letterhead_facts(letterhead), "page": "F4",
        "signed": False, "initials": [], "embedded": [],
    }  # fmt: skip
    for no in (1, 2):
        PaperVersion.objects.create(
            paper=made, no=no, text=draft_.text, facts=facts, origin="drafted", by_text="Staf",
            at=NOW,
        )  # fmt: skip
    a_sent_paper(here)


def a_sent_paper(here: Agency) -> None:
    """To the holder's unit, and to somebody outside by a link."""
    asked: dict[str, Any] = {"by": None, "now": NOW}
    made = Paper.objects.create(
        agency=here, kind="rencana-kegiatan", subject="Rencana", token="a-sent-paper-0123",
        created_at=NOW, state="signed", signed_at=NOW,
    )  # fmt: skip
    unit = Unit.objects.get(agency=here, code="keselamatan")
    add_recipient(paper=made, way="app", unit=unit, **asked)
    add_recipient(paper=made, way="link", name="Camat", **asked)
    send_paper(paper=made, **asked)


def some_keys() -> None:
    """A key in use, and one that was withdrawn."""
    ensure_signing_key(person=person(PEOPLE["holder"]), now=NOW)
    lost = ensure_signing_key(person=person(PEOPLE["colleague"]), now=NOW)
    revoke_signing_key(key=lost, why="Kata sandi bocor", by=None, now=NOW)
