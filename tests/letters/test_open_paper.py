"""A recipient inside looks at a paper."""

from datetime import date, timedelta

from tests.letters.desks import Desk

from himpun.letters.models import Recipient
from himpun.letters.queries.sending import papers_in
from himpun.letters.services.receiving import open_paper
from himpun.letters.services.sending import add_recipient
from himpun.office.models import Holding
from himpun.office.services import set_stand_in


def test_it_is_opened_for_the_unit_by_whoever_holds_a_post_there(desk: Desk) -> None:
    paper = desk.signed()
    desk.to_unit(paper)
    desk.to_unit(paper, "pelayaran")
    desk.sent(paper)
    kabid, kasi = desk.scene.person("kabid-angkutan"), desk.scene.person("kasi-angkutan")
    (opened,) = open_paper(paper=paper, by=kabid, now=desk.now)
    assert (opened.name, opened.opened_by_text) == ("Bidang Angkutan", kabid.name)
    later = desk.now + timedelta(hours=1)
    assert open_paper(paper=paper, by=kasi, now=later) == []
    row = Recipient.objects.get(unit__code="angkutan")
    assert (row.opened_at, row.opened_by_text) == (desk.now, kabid.name)


def test_it_is_opened_for_a_post_by_whoever_stands_in(desk: Desk) -> None:
    paper = desk.signed()
    add_recipient(paper=paper, way="app", post=desk.post("kasubag"), by=desk.keeper, now=desk.now)
    desk.sent(paper)
    kasubag, staf = desk.scene.person("kasubag"), desk.scene.person("staf")
    today = desk.now.date()
    set_stand_in(
        holding=Holding.objects.get(person=kasubag), person=staf, from_on=today,
        until_on=today + timedelta(days=2), reason="Dinas luar", by=None, now=desk.now,
    )  # fmt: skip
    assert len(open_paper(paper=paper, by=staf, now=desk.now)) == 1
    assert papers_in(staf, today).count() == 1
    assert papers_in(staf, date(2026, 9, 20)).count() == 0


def test_the_sender_who_looks_at_it_opens_it_for_nobody(desk: Desk) -> None:
    paper = desk.signed()
    desk.to_unit(paper)
    assert open_paper(paper=paper, by=desk.scene.person("kabid-angkutan"), now=desk.now) == []
    desk.sent(paper)
    for who in (desk.keeper, desk.outsider):
        assert open_paper(paper=paper, by=who, now=desk.now) == []
    assert Recipient.objects.get().opened_at is None
