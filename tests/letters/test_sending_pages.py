"""The pages of a paper's recipients, of what came in, and of what was sent outside."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from tests.archive.files import PDF
from tests.letters.desks import Desk
from tests.letters.reading import text_of
from tests.letters.strangers import stranger
from tests.notices.post_office import PostOffice
from tests.runs.pages import Pages, words_of

from himpun.archive.services import store_file
from himpun.letters.models import Paper, PaperVersion, Recipient
from himpun.letters.queries.links import link_of
from himpun.letters.services.receiving import record_receipt
from himpun.letters.services.sending import add_recipient, resend, revoke_link
from himpun.notices.jobs import send_mails
from himpun.notices.models import Mail


@pytest.fixture
def pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The pages by the desk's clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: desk.now)
    return Pages(desk.scene)


@pytest.fixture
def paper(desk: Desk) -> Paper:
    """A signed letter with its PDF."""
    made = desk.signed(subject="Permintaan data triwulan III")
    file = store_file(content=PDF, name="naskah.pdf", now=desk.now)
    PaperVersion.objects.create(
        paper=made, no=1, facts={}, origin="drafted", by_text="Staf", at=desk.now, pdf=file,
        sha256=file.sha256, frozen_at=desk.now,
    )  # fmt: skip
    return made


def home(paper: Paper) -> str:
    return f"/naskah/{paper.agency.code}/{paper.pk}/penerima/"


def path_of(row: Recipient) -> str:
    row.refresh_from_db()
    return "/t/" + link_of(row).rsplit("/", 1)[1]


# ---- the sender


def test_the_list_is_made_and_sent(
    desk: Desk, pages: Pages, paper: Paper, post: PostOffice
) -> None:
    who, at = desk.keeper, home(paper)
    assert "Belum ada penerima" in pages.text(who, at)
    unit = desk.unit("angkutan")
    fields = {"way": "app", "target": f"unit-{unit.pk}"}
    assert pages.post(who, at + "tambah/", **fields).status_code == 302
    outside = {"way": "email", "name": "Bupati", "email": "bupati@example.go.id", "copy": "on"}
    assert pages.post(who, at + "tambah/", **outside).status_code == 302
    assert "Kirim naskah" in pages.text(who, at)
    confirm = pages.text(who, at + "kirim/")
    assert "dikirim kepada: Bidang Angkutan, Bupati" in confirm
    assert pages.post(who, at + "kirim/").status_code == 302
    said = pages.text(who, at)
    assert "0 dari 2 sudah memberi tanda terima" in said
    assert re.search(r"Bidang Angkutan .*Sampai.*Bupati tembusan .*Dikirim", said)
    assert Mail.objects.get().to == "bupati@example.go.id"
    assert pages.post(who, at + "kirim/").status_code == 409


def test_all_units_are_added_with_one_button(desk: Desk, pages: Pages, paper: Paper) -> None:
    at = home(paper)
    assert "Tambahkan 6 unit" in pages.text(desk.keeper, at)
    assert pages.post(desk.keeper, at + "tambah-unit/").status_code == 302
    assert Recipient.objects.filter(paper=paper).count() == 6
    assert pages.post(desk.keeper, at + "tambah-unit/").status_code == 409


def test_a_message_for_a_chat_is_there_to_be_copied(desk: Desk, pages: Pages, paper: Paper) -> None:
    row = desk.to_link(paper)
    desk.sent(paper)
    answer = pages.get(desk.keeper, home(paper))
    assert "Pesan untuk dibagikan" in words_of(answer)
    assert path_of(row) in answer.content.decode()
    assert "Pesan untuk dibagikan" not in pages.text(desk.holder, home(paper)), "not for readers"


def test_it_is_sent_again_revoked_withdrawn_and_its_receipt_written_down(
    desk: Desk, pages: Pages, paper: Paper
) -> None:
    row = desk.to_link(paper)
    desk.sent(paper)
    at = f"{home(paper)}{row.pk}/"
    first = path_of(row)
    assert pages.post(desk.keeper, at + "ulang/").status_code == 302
    assert path_of(row) != first
    assert pages.post(desk.keeper, at + "cabut/").status_code == 302
    assert pages.post(desk.keeper, at + "cabut/").status_code == 409
    given = {"receiver": "Ajudan", "title": "Ajudan Camat"}
    assert pages.post(desk.keeper, at + "terima/", **given).status_code == 302
    assert "Ajudan, Ajudan Camat" in pages.text(desk.holder, home(paper))
    assert pages.post(desk.keeper, at + "hapus/").status_code == 409


@pytest.mark.parametrize("place", ["tambah/", "tambah-unit/", "kirim/", "{}/ulang/", "{}/hapus/"])
def test_who_may_not_send_is_refused_and_other_agencies_find_nothing(
    desk: Desk, pages: Pages, paper: Paper, place: str
) -> None:
    row = desk.to_link(paper)
    at = home(paper) + place.format(row.pk)
    assert pages.get(desk.keeper, at).status_code == 200
    assert pages.post(desk.holder, at).status_code == 403
    assert pages.post(desk.outsider, at).status_code == 404
    assert pages.get(desk.keeper, home(paper) + "999999/ulang/").status_code == 404


def test_mails_that_failed_are_shown_to_those_who_keep_the_papers(
    desk: Desk, pages: Pages, paper: Paper, post: PostOffice
) -> None:
    desk.to_mail(paper)
    desk.sent(paper)
    post.at_rcpt.append("550 No such user")
    send_mails(lambda: desk.now)
    at = f"/pemberitahuan/{desk.agency.code}/surel/"
    assert "550 No such user" in pages.text(desk.colleague, at)
    assert pages.get(desk.holder, at).status_code == 403
    assert "Ditolak: 550 No such user" in pages.text(desk.keeper, home(paper))


# ---- recipients inside


def test_what_came_in_is_opened_by_looking_and_received_by_a_button(
    desk: Desk, pages: Pages, paper: Paper
) -> None:
    row = desk.to_unit(paper)
    desk.sent(paper)
    kabid = desk.scene.person("kabid-angkutan")
    assert "Permintaan data triwulan III" in pages.text(kabid, "/naskah/masuk/")
    at = f"/naskah/masuk/{row.pk}/"
    assert "Dibuka" in pages.text(kabid, at)
    answer = pages.get(kabid, at + "naskah.pdf")
    assert (answer["Content-Type"], answer.content) == ("application/pdf", PDF)
    assert pages.post(kabid, at, note="Lengkap").status_code == 302
    assert "Kepala Bidang Angkutan" in pages.text(kabid, at)
    assert pages.post(kabid, at).status_code == 409
    assert "1 dari 1 sudah memberi tanda terima" in pages.text(desk.keeper, home(paper))


def test_what_came_in_for_others_is_not_there(desk: Desk, pages: Pages, paper: Paper) -> None:
    row = desk.to_unit(paper)
    desk.sent(paper)
    for who in (desk.scene.person("kabid-keselamatan"), desk.keeper, desk.outsider):
        assert pages.get(who, f"/naskah/masuk/{row.pk}/").status_code == 404
        assert "Belum ada naskah masuk" in pages.text(who, "/naskah/masuk/")


# ---- recipients outside


def test_a_link_is_opened_by_a_button_and_answered_with_a_receipt(
    desk: Desk, pages: Pages, paper: Paper
) -> None:
    row = desk.to_link(paper)
    desk.sent(paper)
    outside, at = stranger(), path_of(row)
    page = outside.get(at)
    assert "Pengirim akan melihat bahwa naskah ini sudah dibuka" in words_of(page)
    assert outside.get(at + "/naskah.pdf").status_code == 302
    row.refresh_from_db()
    assert row.opened_at is None, "mail programs look at links by themselves"
    assert outside.post(at, {"aksi": "buka"}).status_code == 302
    assert outside.get(at + "/naskah.pdf").content == PDF
    empty = outside.post(at, {"aksi": "terima", "receiver": ""})
    assert (empty.status_code, "harus diisi" in words_of(empty)) == (400, True)
    given = {"aksi": "terima", "receiver": "Sekretaris Camat", "title": "Kecamatan Bayang"}
    assert outside.post(at, given).status_code == 302
    assert outside.post(at, given).status_code == 409
    assert "Sekretaris Camat, Kecamatan Bayang" in words_of(outside.get(at))
    row.refresh_from_db()
    assert row.received_by_text == "Sekretaris Camat"


def test_a_link_that_opens_nothing_says_why(
    desk: Desk, pages: Pages, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = desk.to_link(paper)
    desk.sent(paper)
    outside, first = stranger(), path_of(row)
    foreign = first[:-1] + ("A" if first[-1] != "A" else "B")
    for at, status, why in ((foreign, 404, "tidak dikenal"), ("/t/x", 404, "tidak dikenal")):
        answer = outside.get(at)
        assert (answer.status_code, why in words_of(answer)) == (status, True)
        assert "Permintaan data" not in words_of(answer)
    resend(recipient=row, by=desk.keeper, now=desk.now)
    answer = outside.get(first)
    assert (answer.status_code, "sudah diganti" in words_of(answer)) == (410, True)
    second = path_of(row)
    monkeypatch.setattr("django.utils.timezone.now", lambda: desk.now + timedelta(days=31))
    answer = outside.post(second, {"aksi": "buka"})
    assert (answer.status_code, "sudah lewat" in words_of(answer)) == (410, True)
    monkeypatch.setattr("django.utils.timezone.now", lambda: desk.now)
    revoke_link(recipient=row, by=desk.keeper, now=desk.now)
    for at in (second, second + "/naskah.pdf"):
        answer = outside.get(at)
        assert (answer.status_code, "sudah dicabut" in words_of(answer)) == (410, True)
    row.refresh_from_db()
    assert row.opened_at is None


def test_links_are_asked_for_only_so_often(desk: Desk, pages: Pages) -> None:
    with override_settings(HIMPUN_RATE_LIMITS={"open_link": "3/m/ip"}):
        statuses = [stranger().get("/t/x").status_code for _ in range(4)]
    assert statuses == [404, 404, 404, 429]


def test_the_receipts_are_one_sheet_with_room_for_who_signs_by_hand(
    desk: Desk, pages: Pages, paper: Paper
) -> None:
    row = desk.to_unit(paper)
    by_hand = add_recipient(
        paper=paper, way="hand", name="Camat Bayang", by=desk.keeper, now=desk.now
    )
    address = f"{home(paper)}tanda-terima.pdf"
    desk.sent(paper)
    record_receipt(recipient=row, by=desk.scene.person("kabid-angkutan"), now=desk.now)
    assert "Tanda terima (PDF)" in pages.text(desk.keeper, home(paper))
    said = " ".join(text_of(pages.get(desk.holder, address).content).split())
    assert "TANDA TERIMA" in said
    assert "Permintaan data triwulan III" in said
    assert by_hand.name in said
    assert said.count("Tercatat dalam sistem") == 1
    assert pages.get(desk.outsider, address).status_code == 404
    assert pages.get(desk.keeper, home(desk.paper()) + "tanda-terima.pdf").status_code == 404
