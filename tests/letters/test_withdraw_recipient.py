"""A recipient is taken off the list."""

import pytest
from tests.letters.desks import Desk
from tests.notices.post_office import PostOffice

from himpun.letters.models import Recipient
from himpun.letters.queries.links import link_of, what_opens
from himpun.letters.services.receiving import record_receipt
from himpun.letters.services.sending import withdraw_recipient
from himpun.notices.models import Mail
from himpun.office.rules import Refused


def test_what_was_sent_to_them_opens_no_more(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed()
    mailed = desk.to_mail(paper)
    desk.sent(paper)
    mailed.refresh_from_db()
    withdraw_recipient(recipient=mailed, by=desk.colleague, now=desk.now)
    assert Mail.objects.get().state == "dropped"
    token = link_of(mailed).rsplit("/", 1)[1]
    assert what_opens(token, desk.now).state == "revoked"
    desk.to_mail(paper)
    assert desk.told("RecipientWithdrawn")[0]["name"] == "Bupati"


def test_it_refuses_one_who_received_and_one_who_is_off_already(desk: Desk) -> None:
    paper = desk.signed()
    unit, other = desk.to_unit(paper), desk.to_unit(paper, "pelayaran")
    desk.sent(paper)
    record_receipt(recipient=unit, by=desk.scene.person("kabid-angkutan"), now=desk.now)
    with pytest.raises(Refused, match="tetap dalam daftar"):
        withdraw_recipient(recipient=unit, by=desk.keeper, now=desk.now)
    withdraw_recipient(recipient=other, by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="tidak ada dalam daftar"):
        withdraw_recipient(recipient=other, by=desk.keeper, now=desk.now)


@pytest.mark.parametrize("who", ["holder", "outsider"])
def test_it_refuses_who_may_not_send(desk: Desk, who: str) -> None:
    row = desk.to_unit(desk.signed())
    with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
        withdraw_recipient(recipient=row, by=getattr(desk, who), now=desk.now)
    assert Recipient.objects.get().withdrawn_at is None
