"""Somebody outside opens a paper by their link."""

from datetime import timedelta

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.links import link_of
from himpun.letters.services.receiving import open_by_link
from himpun.letters.services.sending import resend, revoke_link
from himpun.office.rules import Refused


def token_of(row: Recipient) -> str:
    return link_of(row).rsplit("/", 1)[1]


@pytest.fixture
def row(desk: Desk) -> Recipient:
    """A recipient by link of a paper that was sent."""
    paper = desk.signed()
    made = desk.to_link(paper)
    desk.sent(paper)
    return Recipient.objects.get(pk=made.pk)


def test_it_counts_as_opened_once(desk: Desk, row: Recipient) -> None:
    open_by_link(token=token_of(row), now=desk.now)
    open_by_link(token=token_of(row), now=desk.now + timedelta(days=1))
    row.refresh_from_db()
    assert (row.opened_at, row.opened_by_text) == (desk.now, "Camat")


def test_it_refuses_a_link_that_expired(desk: Desk, row: Recipient) -> None:
    open_by_link(token=token_of(row), now=desk.now + timedelta(days=29, hours=23))
    with pytest.raises(Refused, match="Masa berlaku tautan ini sudah lewat"):
        open_by_link(token=token_of(row), now=desk.now + timedelta(days=30))


def test_it_refuses_a_link_that_was_replaced_revoked_or_cancelled(
    desk: Desk, row: Recipient
) -> None:
    first = token_of(row)
    resend(recipient=row, by=desk.keeper, now=desk.now)
    row.refresh_from_db()
    with pytest.raises(Refused, match="sudah diganti"):
        open_by_link(token=first, now=desk.now)
    revoke_link(recipient=row, by=desk.keeper, now=desk.now)
    for token in (first, token_of(row)):
        with pytest.raises(Refused, match="sudah dicabut"):
            open_by_link(token=token, now=desk.now)
    resend(recipient=row, by=desk.keeper, now=desk.now)
    Paper.objects.update(state="cancelled")
    row.refresh_from_db()
    with pytest.raises(Refused, match="sudah dicabut"):
        open_by_link(token=token_of(row), now=desk.now)


def test_it_refuses_what_this_installation_did_not_make(desk: Desk, row: Recipient) -> None:
    good = token_of(row)
    recipient, no, code = good.split(".")
    for token in (
        "", "x", f"{recipient}.{no}", f"{int(recipient) + 1}.{no}.{code}", f"{recipient}.2.{code}",
        f"{recipient}.{no}.{code[:-1]}A" if code[-1] != "A" else f"{recipient}.{no}.{code[:-1]}B",
        f"{recipient}.0{no}.{code}", good + "/", "9" * 400,
    ):  # fmt: skip
        with pytest.raises(Refused, match="tidak dikenal"):
            open_by_link(token=token, now=desk.now)
    row.refresh_from_db()
    assert row.opened_at is None
