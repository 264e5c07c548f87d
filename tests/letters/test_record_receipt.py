"""A receipt (tanda terima) by a recipient inside, or for a paper that was handed over."""

from datetime import timedelta
from typing import Any

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Recipient
from himpun.letters.services.receiving import record_receipt
from himpun.letters.services.sending import add_recipient
from himpun.office.rules import Refused


@pytest.fixture
def row(desk: Desk) -> Recipient:
    """A unit whose head is acting, of a paper that was sent."""
    paper = desk.signed()
    made = desk.to_unit(paper, "pelayaran")
    desk.sent(paper)
    return made


def test_it_says_who_received_in_which_capacity(desk: Desk, row: Recipient) -> None:
    acting = desk.scene.person("kasi-pelayaran")
    record_receipt(recipient=row, note=" Lengkap. ", by=acting, now=desk.now)
    row.refresh_from_db()
    assert (row.received_by, row.received_by_text) == (acting, acting.name)
    assert row.received_as in {"Kasi Kepelabuhanan", "Kepala Bidang Pelayaran (Plt.)"}
    assert (row.note, row.opened_at) == ("Lengkap.", desk.now)
    assert desk.told("PaperReceived")[0]["as"] == row.received_as


def test_for_a_post_it_names_the_acting_holder_as_such(desk: Desk) -> None:
    paper = desk.signed()
    row = add_recipient(
        paper=paper, way="app", post=desk.post("kabid-pelayaran"), by=desk.keeper, now=desk.now
    )
    desk.sent(paper)
    record_receipt(recipient=row, by=desk.scene.person("kasi-pelayaran"), now=desk.now)
    row.refresh_from_db()
    assert row.received_as == "Kepala Bidang Pelayaran (Plt.)"


def test_it_refuses_a_second_receipt_and_whoever_stands_for_nobody(
    desk: Desk, row: Recipient
) -> None:
    for who in (desk.scene.person("kabid-angkutan"), desk.keeper, desk.outsider):
        with pytest.raises(Refused, match="bukan oleh Anda"):
            record_receipt(recipient=row, by=who, now=desk.now)
    acting = desk.scene.person("kasi-pelayaran")
    record_receipt(recipient=row, by=acting, now=desk.now)
    with pytest.raises(Refused, match="sudah diberikan oleh"):
        record_receipt(recipient=row, by=acting, now=desk.now + timedelta(hours=1))
    row.refresh_from_db()
    assert row.received_at == desk.now


def test_it_refuses_before_the_paper_was_sent(desk: Desk) -> None:
    row = desk.to_unit(desk.signed())
    with pytest.raises(Refused, match="belum dikirim kepada Anda"):
        record_receipt(recipient=row, by=desk.scene.person("kabid-angkutan"), now=desk.now)


def test_what_was_handed_over_is_recorded_by_the_sender(desk: Desk) -> None:
    paper = desk.signed()
    row = add_recipient(paper=paper, way="hand", name="Bupati", by=desk.keeper, now=desk.now)
    desk.sent(paper)
    given: dict[str, Any] = {
        "recipient": row,
        "receiver": "Ajudan Bupati",
        "title": "Ajudan",
        "now": desk.now,
    }
    for who in (desk.holder, desk.outsider):
        with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
            record_receipt(**given, by=who)
    with pytest.raises(Refused, match="nama penerima"):
        record_receipt(**{**given, "receiver": " "}, by=desk.keeper)
    with pytest.raises(Refused, match="paling panjang"):
        record_receipt(**given, note="x" * 2_001, by=desk.keeper)
    record_receipt(**given, by=desk.colleague)
    row.refresh_from_db()
    assert (row.received_by_text, row.received_as) == ("Ajudan Bupati", "Ajudan")
    assert row.received_by is None
