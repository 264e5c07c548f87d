"""Who may ask for the pages of notices and mails."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from tests.project.access_row import HERE, KEEPERS, NOBODY, PEOPLE, SIGNED_IN, Row, agency, numbered
from tests.project.moments import NOW

from himpun.notices.models import Mail, Notice
from himpun.notices.services import tell
from himpun.notices.services.outbox import write_mail
from himpun.office.models import Agency, Person


def own_notice() -> dict[str, Any]:
    """What the holder was told."""
    own = Notice.objects.filter(person__user__username=PEOPLE["holder"], key="access")
    return {"number": own.get().pk}


mail = numbered(Mail, agency__code=HERE)
NOTICES: Mapping[str, Row] = {
    "notices:mine": Row(SIGNED_IN),
    "notices:open": Row(NOBODY, frozenset({"holder"}), args=own_notice),
    "notices:read": Row(NOBODY, SIGNED_IN),
    "notices:choices": Row(SIGNED_IN),
    "notices:mails": Row(KEEPERS, args=agency),
    "notices:mail_anew": Row(KEEPERS, args=mail),
    "notices:mail_aside": Row(KEEPERS, args=mail),
}


def some_notices(here: Agency) -> None:
    """What the sample has none of: a mail, a notice of the holder."""
    write_mail(
        agency=here, source="paper", argument="1.1", about="recipient/1", to="camat@example.go.id",
        name="Camat", subject="Permintaan data", link="/naskah/", now=NOW,
    )  # fmt: skip
    holder = Person.objects.get(user__username=PEOPLE["holder"])
    # The walk for barriers has no transaction around it, and people are told within one.
    with transaction.atomic():
        tell(
            agency=here, people=[holder], kind="question", subject="Nilai bulan Maret", text="",
            link="/jalan/", about="run/1", key="access", by=None, now=NOW,
        )  # fmt: skip
