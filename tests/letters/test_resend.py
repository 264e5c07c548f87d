"""A recipient outside gets a new link."""

import pytest
from tests.letters.desks import Desk
from tests.notices.post_office import PostOffice

from himpun.letters.queries.links import link_of, what_opens
from himpun.letters.services.sending import resend, revoke_link
from himpun.notices.models import Mail
from himpun.office.rules import Refused


def test_only_the_last_link_opens_and_only_its_mail_is_sent(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed()
    row = desk.to_mail(paper)
    desk.sent(paper)
    again = resend(recipient=row, by=desk.colleague, now=desk.now)
    states = [what_opens(link_of(again, no).rsplit("/", 1)[1], desk.now).state for no in (1, 2, 3)]
    assert states == ["replaced", "open", "unknown"]
    assert list(Mail.objects.values_list("state", "argument")) == [
        ("dropped", f"{row.pk}.1"), ("waiting", f"{row.pk}.2"),
    ]  # fmt: skip
    assert desk.told("PaperResent")[0]["link"] == 2


def test_a_revoked_link_is_replaced_too(desk: Desk) -> None:
    paper = desk.signed()
    row = desk.to_link(paper)
    desk.sent(paper)
    revoke_link(recipient=row, by=desk.keeper, now=desk.now)
    again = resend(recipient=row, by=desk.keeper, now=desk.now)
    assert what_opens(link_of(again).rsplit("/", 1)[1], desk.now).state == "open"


def test_it_refuses_where_there_is_no_link_or_nothing_was_sent(desk: Desk) -> None:
    paper = desk.signed()
    inside, outside = desk.to_unit(paper), desk.to_link(paper)
    with pytest.raises(Refused, match="belum dikirim"):
        resend(recipient=outside, by=desk.keeper, now=desk.now)
    desk.sent(paper)
    with pytest.raises(Refused, match="tidak menerima naskah ini lewat tautan"):
        resend(recipient=inside, by=desk.keeper, now=desk.now)
    for who in (desk.holder, desk.outsider):
        with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
            resend(recipient=outside, by=who, now=desk.now)
