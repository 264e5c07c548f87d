"""Every unit that takes part is put on the list at once."""

import pytest
from tests.letters.desks import Desk

from himpun.letters.models import Recipient
from himpun.letters.services.sending import add_unit_recipients
from himpun.office.rules import Refused


def test_those_of_the_run_or_all_of_the_agency_that_are_not_there(desk: Desk) -> None:
    desk.scene.start(units=["angkutan", "pelayaran"])
    paper = desk.signed(run=desk.scene.run)
    desk.to_unit(paper, "angkutan")
    added = add_unit_recipients(paper=paper, by=desk.holder, now=desk.now)
    assert [row.name for row in added] == ["Bidang Pelayaran"]
    with pytest.raises(Refused, match="Semua unit sudah ada"):
        add_unit_recipients(paper=paper, by=desk.holder, now=desk.now)
    alone = desk.signed()
    assert len(add_unit_recipients(paper=alone, by=desk.colleague, now=desk.now)) == 6


@pytest.mark.parametrize("who", ["holder", "outsider"])
def test_it_refuses_who_may_not_send(desk: Desk, who: str) -> None:
    with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
        add_unit_recipients(paper=desk.signed(), by=getattr(desk, who), now=desk.now)
    assert not Recipient.objects.exists()
