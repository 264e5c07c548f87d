"""Who may ask for the pages of notices and mails."""

from collections.abc import Mapping

from tests.project.access_row import HERE, KEEPERS, Row, agency, numbered
from tests.project.moments import NOW

from himpun.notices.models import Mail
from himpun.notices.services.outbox import write_mail
from himpun.office.models import Agency

mail = numbered(Mail, agency__code=HERE)
NOTICES: Mapping[str, Row] = {
    "notices:mails": Row(KEEPERS, args=agency),
    "notices:mail_anew": Row(KEEPERS, args=mail),
    "notices:mail_aside": Row(KEEPERS, args=mail),
}


def some_notices(here: Agency) -> None:
    """What the sample has none of: a mail."""
    write_mail(
        agency=here, source="paper", argument="1.1", about="recipient/1", to="camat@example.go.id",
        name="Camat", subject="Permintaan data", link="/naskah/", now=NOW,
    )  # fmt: skip
