"""A receipt by somebody outside, through their link."""

from datetime import timedelta

import pytest
from tests.letters.desks import Desk
from tests.letters.test_open_by_link import token_of

from himpun.letters.models import Recipient
from himpun.letters.services.receiving import record_receipt_by_link
from himpun.letters.services.sending import revoke_link
from himpun.office.rules import Refused


@pytest.fixture
def row(desk: Desk) -> Recipient:
    paper = desk.signed()
    made = desk.to_link(paper)
    desk.sent(paper)
    return Recipient.objects.get(pk=made.pk)


def test_they_write_who_they_are(desk: Desk, row: Recipient) -> None:
    record_receipt_by_link(
        token=token_of(row), receiver="Sekretaris Camat", title="Sekretaris", note="Diterima",
        now=desk.now,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.received_by_text, row.received_as) == ("Sekretaris Camat", "Sekretaris")
    assert row.received_by is None
    assert desk.told("PaperReceived")[0]["receiver"] == "Sekretaris Camat"


def test_it_refuses_a_second_one_a_nameless_one_and_a_link_that_opens_nothing(
    desk: Desk, row: Recipient
) -> None:
    token = token_of(row)
    with pytest.raises(Refused, match="nama penerima"):
        record_receipt_by_link(token=token, receiver="\n", now=desk.now)
    with pytest.raises(Refused, match="sudah lewat"):
        record_receipt_by_link(token=token, receiver="A", now=desk.now + timedelta(days=31))
    record_receipt_by_link(token=token, receiver="A", now=desk.now)
    with pytest.raises(Refused, match="sudah diberikan oleh A"):
        record_receipt_by_link(token=token, receiver="B", now=desk.now)
    revoke_link(recipient=row, by=desk.keeper, now=desk.now)
    with pytest.raises(Refused, match="sudah dicabut"):
        record_receipt_by_link(token=token, receiver="C", now=desk.now)
