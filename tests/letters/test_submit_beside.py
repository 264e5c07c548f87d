"""A paper beside the SOP goes its way: paraf, signature with a number, sending."""

from pathlib import Path

import pytest
from tests.letters.beside import CODE, owing_scene, the_letter, warning
from tests.runs.scene import Scene

from himpun.letters.models import Number, Recipient
from himpun.letters.services import initial_papers, sign_papers, submit_beside
from himpun.letters.services.receiving import record_receipt
from himpun.letters.services.sending import send_paper
from himpun.notices.models import Notice
from himpun.office.rules import Refused


@pytest.fixture
def scene(db: None, tmp_path: Path) -> Scene:
    made = owing_scene(tmp_path)
    warning(made)
    return made


def submit(scene: Scene, code: str = "kasubbag") -> None:
    submit_beside(paper_id=the_letter(scene).pk, by=scene.person(code), now=scene.now)


def told(scene: Scene, code: str) -> list[str]:
    rows = Notice.objects.filter(person=scene.person(code), kind="paper").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def test_it_is_initialled_signed_numbered_sent_and_received(scene: Scene) -> None:
    submit(scene)
    assert the_letter(scene).state == "circulating"
    assert told(scene, "sekretaris") == ["Surat peringatan menunggu Anda"]
    here = {"papers": [the_letter(scene).pk], "now": scene.now, "proof": "password"}
    with pytest.raises(Refused):
        sign_papers(by=scene.person("kadis"), **here)  # type: ignore[arg-type]
    initial_papers(by=scene.person("sekretaris"), **here)  # type: ignore[arg-type]
    assert told(scene, "kadis") == ["Surat peringatan menunggu Anda"]
    (mark,) = sign_papers(by=scene.person("kadis"), **here)  # type: ignore[arg-type]
    assert mark.printed[0].startswith("KEPALA DINAS")
    paper = the_letter(scene)
    assert paper.state == "signed"
    assert Number.objects.get(paper=paper).state == "given"
    assert told(scene, "kasubbag") == ["Surat peringatan sudah ditandatangani"]
    send_paper(paper=paper, by=scene.person("kasubbag"), now=scene.now)
    row = Recipient.objects.get(paper=paper)
    head = scene.holder(scene.visit("3.beri", paper.unit))
    record_receipt(recipient=row, by=head, now=scene.now, note="")
    row.refresh_from_db()
    assert row.received_at == scene.now


def test_people_who_keep_no_papers_cannot_hand_it_in(scene: Scene) -> None:
    for code in ("kadis", "sekretaris"):
        with pytest.raises(Refused):
            submit(scene, code)
    with pytest.raises(Refused):
        submit_beside(paper_id=the_letter(scene).pk, by=scene.outsider(), now=scene.now)
    assert the_letter(scene).state == "draft"


def test_it_is_handed_in_once(scene: Scene) -> None:
    submit(scene)
    with pytest.raises(Refused, match="menunggu paraf"):
        submit(scene)
    assert scene.agency.code == CODE
