"""A link that fell into wrong hands opens no more."""

import pytest
from tests.letters.desks import Desk
from tests.notices.post_office import PostOffice

from himpun.letters.queries.links import link_of, what_opens
from himpun.letters.services.sending import revoke_link
from himpun.notices.models import Mail
from himpun.office.rules import Refused


def test_it_opens_no_more_and_what_waits_is_not_sent(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed()
    row = desk.to_mail(paper)
    desk.sent(paper)
    revoked = revoke_link(recipient=row, by=desk.colleague, now=desk.now)
    assert what_opens(link_of(revoked).rsplit("/", 1)[1], desk.now).state == "revoked"
    assert Mail.objects.get().state == "dropped"
    assert desk.told("LinkRevoked")[0]["link"] == 1
    with pytest.raises(Refused, match="tidak mempunyai tautan"):
        revoke_link(recipient=row, by=desk.keeper, now=desk.now)


def test_it_refuses_where_there_is_none(desk: Desk) -> None:
    paper = desk.signed()
    inside, outside = desk.to_unit(paper), desk.to_link(paper)
    for row in (inside, outside):
        with pytest.raises(Refused, match="tidak mempunyai tautan"):
            revoke_link(recipient=row, by=desk.keeper, now=desk.now)
    desk.sent(paper)
    for who in (desk.holder, desk.outsider):
        with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
            revoke_link(recipient=outside, by=who, now=desk.now)
