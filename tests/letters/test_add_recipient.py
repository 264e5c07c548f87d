"""Who is on a paper's list."""

from typing import Any

import pytest
from tests.letters.desks import Desk
from tests.notices.post_office import PostOffice

from himpun.letters.models import Recipient
from himpun.letters.services.sending import add_recipient
from himpun.notices.models import Mail
from himpun.office.rules import Refused


def add(desk: Desk, **more: Any) -> Recipient:
    return add_recipient(**{"by": desk.keeper, "now": desk.now, **more})


def test_units_posts_and_people_inside_and_anybody_outside(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed()
    add(desk, paper=paper, way="app", unit=desk.unit("angkutan"))
    add(desk, paper=paper, way="app", post=desk.post("kasubag"), copy=True)
    add(desk, paper=paper, way="app", person=desk.holder, by=desk.colleague)
    add(desk, paper=paper, way="email", name="Bupati", email=" bupati@example.go.id ")
    add(desk, paper=paper, way="link", name="Camat  Bayang")
    add(desk, paper=paper, way="hand", name="Arsip")
    rows = Recipient.objects.filter(paper=paper)
    assert [row.name for row in rows] == [
        "Bidang Angkutan", desk.holder.name, "Bupati", "Camat Bayang", "Arsip",
        "Kasubag Perencanaan, Keuangan, dan Pelaporan",
    ], "copies last"  # fmt: skip
    assert rows[2].email == "bupati@example.go.id"
    assert not any(row.sent_at for row in rows)
    assert len(desk.told("RecipientAdded")) == 6


def test_a_performer_of_the_sop_may_too_and_the_drafter(desk: Desk) -> None:
    desk.scene.start(units=["angkutan"])
    run_paper = desk.signed(run=desk.scene.run)
    add(desk, paper=run_paper, way="link", name="Camat", by=desk.holder)
    own = desk.signed(created_by=desk.holder)
    add(desk, paper=own, way="link", name="Camat", by=desk.holder)
    with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
        add(desk, paper=desk.signed(), way="link", name="Camat", by=desk.holder)


def test_to_a_paper_that_was_sent_it_goes_at_once(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed()
    desk.to_unit(paper)
    desk.sent(paper)
    late = desk.to_mail(paper)
    assert late.sent_at == desk.now
    assert Mail.objects.get().to == "bupati@example.go.id"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"way": "merpati", "name": "Camat"}, "Pilih cara"),
        ({"way": "link", "name": "  "}, "harus diisi"),
        ({"way": "link", "name": "x" * 301}, "paling panjang"),
        ({"way": "app", "name": "Camat"}, "Pilih satu unit"),
        ({"way": "email", "name": "Camat", "email": "camat"}, "bukan alamat surel"),
        ({"way": "email", "name": "Camat", "email": "a@b.id\nBcc: c@d.id"}, "bukan alamat surel"),
    ],
)
def test_it_refuses_what_is_no_recipient(
    desk: Desk, post: PostOffice, more: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        add(desk, paper=desk.signed(), **more)
    assert not Recipient.objects.exists()


def test_it_refuses_those_of_another_agency_and_several_at_once(desk: Desk) -> None:
    paper = desk.signed()
    with pytest.raises(Refused, match="bukan bagian dari Dinas Perhubungan"):
        add(desk, paper=paper, way="app", person=desk.outsider)
    with pytest.raises(Refused, match="Pilih satu"):
        add(desk, paper=paper, way="app", unit=desk.unit("angkutan"), post=desk.post("kadis"))
    with pytest.raises(Refused, match="Pilih satu"):
        add(desk, paper=paper, way="link", name="Bidang", unit=desk.unit("angkutan"))


def test_it_refuses_the_same_twice(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed()
    for put in (desk.to_unit, desk.to_mail, desk.to_link):
        put(paper)
        with pytest.raises(Refused, match="sudah ada dalam daftar"):
            put(paper)


def test_it_refuses_a_secret_paper_by_a_link(desk: Desk, post: PostOffice) -> None:
    paper = desk.signed(security="Rahasia")
    for put in (desk.to_mail, desk.to_link):
        with pytest.raises(Refused, match="bersifat rahasia tidak dikirim"):
            put(paper)
    add(desk, paper=paper, way="hand", name="Bupati")


def test_it_refuses_mail_where_none_is_set(desk: Desk) -> None:
    with pytest.raises(Refused, match="Surel belum diatur"):
        desk.to_mail(desk.signed())


def test_it_refuses_a_cancelled_paper_and_people_of_another_agency(desk: Desk) -> None:
    with pytest.raises(Refused, match="sudah dibatalkan"):
        desk.to_link(desk.paper(state="cancelled"))
    with pytest.raises(Refused, match="dikirim oleh penyusunnya"):
        add(desk, paper=desk.signed(), way="link", name="Camat", by=desk.outsider)
