"""A step that distributes sends what is signed to its recipients."""

from pathlib import Path

import pytest
from tests.letters.run_papers import paper_of
from tests.letters.signed_letters import KIND, signed_letter
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.letters.models import Recipient
from himpun.letters.services.receiving import record_receipt
from himpun.letters.services.sending import add_recipient, send_paper


@pytest.fixture
def signed(db: None, tmp_path: Path) -> Scene:
    """Pesisir Selatan at row 6: the letter is signed and lies before who distributes it."""
    return signed_letter(tmp_path)


def names(scene: Scene) -> list[str]:
    rows = Recipient.objects.filter(paper=paper_of(scene, KIND), withdrawn_at=None)
    return [row.name for row in rows]


def test_it_goes_to_every_unit_that_takes_part_where_nobody_is_on_the_list(signed: Scene) -> None:
    signed.complete("6")
    assert paper_of(signed, KIND).state == "sent"
    units = Recipient.objects.values_list("unit__code", flat=True)
    assert sorted(units) == sorted(signed.units())
    assert all(row.delivered_at for row in Recipient.objects.all())


def test_it_goes_to_the_list_as_it_was_made(signed: Scene) -> None:
    by = signed.person("kasubag")
    paper = paper_of(signed, KIND)
    add_recipient(paper=paper, way="link", name="Camat Bayang", by=by, now=signed.now)
    signed.complete("6")
    assert names(signed) == ["Camat Bayang"]
    assert Recipient.objects.get().link_no == 1


def test_what_was_sent_before_is_not_sent_again(signed: Scene) -> None:
    by = signed.person("kasubag")
    paper = paper_of(signed, KIND)
    row = add_recipient(paper=paper, way="link", name="Camat", by=by, now=signed.now)
    send_paper(paper=paper, by=by, now=signed.now)
    signed.complete("6")
    row.refresh_from_db()
    assert row.link_no == 1
    assert names(signed) == ["Camat"]


def test_the_step_shows_how_far_it_has_come(signed: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: signed.now)
    pages, by = Pages(signed), signed.person("kasubag")
    visit = signed.visit("6")
    at = f"/jalan/{signed.run_id}/langkah/{visit.number}/"
    said = pages.text(by, at)
    assert "Belum ada penerima" in said
    assert "bila daftarnya kosong, kepada semua unit peserta" in said
    signed.complete("6")
    unit = Recipient.objects.get(unit__code="angkutan")
    record_receipt(recipient=unit, by=signed.person("kabid-angkutan"), now=signed.now)
    count = len(signed.units())
    assert f"1 dari {count} sudah memberi tanda terima" in pages.text(by, at)
