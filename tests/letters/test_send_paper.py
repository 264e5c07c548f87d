"""A signed paper goes to everybody on its list."""

import pytest
from tests.letters.desks import Desk
from tests.notices.post_office import PostOffice

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.sending import recipients_of, tally_of
from himpun.letters.services.sending import add_recipient, send_paper
from himpun.notices.models import Mail, Notice
from himpun.office.rules import Refused


def test_it_goes_to_each_in_their_own_way(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed()
    for put in (desk.to_unit, desk.to_mail, desk.to_link):
        put(paper)
    add_recipient(paper=paper, way="hand", name="Camat Bayang", by=desk.keeper, now=desk.now)
    send_paper(paper=paper, by=desk.colleague, now=desk.now)
    lines = recipients_of(paper, desk.now)
    assert [(line.recipient.name, line.word) for line in lines] == [
        ("Bidang Angkutan", "Sampai"), ("Bupati", "Dikirim"), ("Camat", "Dikirim"),
        ("Camat Bayang", "Dikirim"),
    ]  # fmt: skip
    assert Mail.objects.get().state == "waiting"
    assert post.taken == [], "the worker sends it"
    share = lines[2].share
    assert share.startswith("Dinas Perhubungan Kabupaten Pesisir Selatan mengirim surat permintaan")
    assert "/t/" in share
    assert "berlaku sampai 14 Oktober 2026" in share
    assert tally_of(lines) == "0 dari 4 sudah memberi tanda terima"
    assert Paper.objects.get().state == "sent"
    assert desk.told("PaperSent")[0]["recipients"][0] == "Bidang Angkutan"


def test_it_refuses_a_paper_that_is_not_signed_or_has_no_list(desk: Desk) -> None:
    draft = desk.paper()
    desk.to_unit(draft)
    with pytest.raises(Refused, match="belum ditandatangani"):
        desk.sent(draft)
    signed = desk.signed()
    with pytest.raises(Refused, match="masih kosong"):
        desk.sent(signed)
    desk.to_unit(signed)
    desk.sent(signed)
    with pytest.raises(Refused, match="sudah dikirim"):
        desk.sent(signed)


def test_it_refuses_a_paper_that_became_secret_before_it_was_sent(desk: Desk) -> None:
    paper = desk.signed()
    desk.to_link(paper)
    Paper.objects.update(security="Sangat rahasia")
    with pytest.raises(Refused, match="sangat rahasia"):
        desk.sent(paper)
    assert Recipient.objects.get().sent_at is None


@pytest.mark.parametrize("who", ["holder", "outsider"])
def test_it_refuses_who_may_not_send(desk: Desk, who: str) -> None:
    paper = desk.signed()
    desk.to_unit(paper)
    with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
        send_paper(paper=paper, by=getattr(desk, who), now=desk.now)
    assert Paper.objects.get().state == "signed"


def test_who_stands_for_its_unit_is_told_and_its_secret_stays_inside(desk: Desk) -> None:
    plain, secret = desk.signed(), desk.signed(security="Rahasia", subject="Hukuman disiplin")
    rows = [desk.to_unit(paper) for paper in (plain, secret)]
    for paper in (plain, secret):
        desk.sent(paper)
    head = Notice.objects.filter(person=desk.scene.person("kabid-angkutan"))
    assert [notice.subject for notice in head.order_by("pk")][1:] == ["Naskah rahasia"]
    assert str(plain.subject) in head.order_by("pk")[0].subject
    assert head.latest("pk").link == f"/naskah/masuk/{rows[1].pk}/"
    for other in (desk.holder, desk.outsider):
        assert not Notice.objects.filter(person=other).exists()
