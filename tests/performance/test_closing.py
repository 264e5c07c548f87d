"""Forms that close: late is taken and marked, closed is refused in words where it is saved, and an
extension opens it again."""

from datetime import date, timedelta

import pytest
from tests.performance.filled import fill
from tests.performance.pages import Pages
from tests.performance.saving import save, sentence, statuses
from tests.performance.scene import OWN, UNITS, Scene
from tests.runs.scene import wib

from himpun.chase.services import set_closing
from himpun.kernel.messages import Rejected
from himpun.office.models import JournalRow
from himpun.office.rules import Refused
from himpun.performance.models import Evidence, Form, Value
from himpun.performance.services.completing import complete_form
from himpun.performance.services.evidence import add_evidence
from himpun.runs.services import extend_unit

OTHER = UNITS[1]
SAID = (
    "sudah ditutup pada 22 September 2026 pukul 16.00 WIB; minta perpanjangan kepada pengelola SOP"
)


def set_days(scene: Scene, days: int | None) -> None:
    set_closing(
        agency=scene.agency, sop_key=scene.sop.id, working_days=days, by=scene.kasubag,
        now=scene.now,
    )  # fmt: skip


@pytest.fixture
def closing(scene: Scene) -> Scene:
    """The filler's form was sent back and closes two working days after it is due again, on
    Friday, 18 September."""
    set_days(scene, 2)
    fill(scene)
    Value.objects.filter(form=scene.form()).update(no_value="Uji")
    for version in {value.version for value in scene.values()}:
        version.evidence_must = False
        version.save(update_fields=["evidence_must"])
    scene.complete("8", OWN)
    scene.send_back("9", "8", OWN)
    return scene


def extend(scene: Scene, until: date, unit: str = OWN) -> None:
    extend_unit(
        run_id=scene.run_id, unit=unit, until=until, reason="Listrik padam", by=scene.kasubag,
        now=scene.now,
    )  # fmt: skip


def test_it_closes_so_many_working_days_after_its_step_is_due(closing: Scene) -> None:
    assert closing.visit("8", OWN).due_at == wib(2026, 9, 18, 16, 30)
    assert closing.form().closes_at == wib(2026, 9, 22, 16)
    assert closing.form(OTHER).closes_at is None, "its step was opened before the agency said so"
    assert JournalRow.objects.filter(action="FormClosingMoved").count() == 1


def test_late_is_taken_and_marked_until_it_closes(scene: Scene) -> None:
    fill(scene)
    scene.now = wib(2026, 9, 22, 10)
    assert statuses(save(scene, (1, {"realisation": "71"}))) == ["saved"]


def test_the_form_says_how_late_it_is_before_and_after(scene: Scene, pages: Pages) -> None:
    scene.now = wib(2026, 9, 22, 10)
    before = pages.text(scene.filler, pages.address())
    assert "sudah lewat 2 hari kerja. Isian tetap diterima dan ditandai terlambat." in before
    save(scene, *((v.indicator.position, {"no_value": "Rusak"}) for v in scene.values() if v.asked))
    complete_form(form=scene.form().pk, by=scene.filler, now=scene.now)
    assert "Terlambat 2 hari kerja." in pages.text(scene.filler, pages.address())
    scene.complete("8", OWN)
    assert "Terlambat 2 hari kerja." in pages.text(scene.filler, pages.address())


def test_trap_11_what_a_page_showed_open_is_refused_where_it_is_saved(closing: Scene) -> None:
    seen = closing.value(1).revision
    closing.now = wib(2026, 9, 22, 16)
    before = Form.objects.get(pk=closing.form().pk).revision
    answers = save(closing, (1, {"realisation": "72"}), revision=seen)
    assert statuses(answers) == ["locked"]
    assert SAID in sentence(answers)
    with pytest.raises(Refused, match=SAID):
        add_evidence(
            value=closing.value(1).pk, link="https://contoh.go.id/a", by=closing.filler,
            now=closing.now,
        )  # fmt: skip
    with pytest.raises(Refused, match=SAID):
        complete_form(form=closing.form().pk, by=closing.filler, now=closing.now)
    with pytest.raises(Rejected, match=SAID):
        closing.complete("8", OWN)
    assert closing.form().revision == before
    assert not Evidence.objects.exists()
    assert closing.visit("8", OWN).finished_at is None


def test_a_moment_before_it_closes_everything_is_still_taken(closing: Scene) -> None:
    closing.now = wib(2026, 9, 22, 16) - timedelta(seconds=1)
    assert statuses(save(closing, (1, {"realisation": "72"}))) == ["saved"]
    closing.complete("8", OWN)
    assert closing.form().complete_at == closing.now


def test_an_extension_opens_it_again(closing: Scene) -> None:
    closing.now = wib(2026, 9, 23)
    assert statuses(save(closing, (1, {"realisation": "72"}))) == ["locked"]
    extend(closing, date(2026, 9, 25))
    assert closing.form().closes_at == wib(2026, 9, 29, 16)
    assert statuses(save(closing, (1, {"realisation": "72"}))) == ["saved"]


def test_an_extension_holds_also_where_the_agency_closes_all_forms_on_a_day(scene: Scene) -> None:
    Form.objects.update(closes_at=wib(2026, 9, 20, 0))
    extend(scene, date(2026, 9, 25))
    assert scene.form().closes_at == wib(2026, 9, 25, 16, 30)
    assert scene.form(OTHER).closes_at == wib(2026, 9, 20, 0)


def test_an_extension_leaves_a_form_open_that_never_closes(scene: Scene) -> None:
    extend(scene, date(2026, 9, 25))
    assert scene.form().closes_at is None


def test_the_form_says_before_when_it_closes(closing: Scene, pages: Pages) -> None:
    closing.now = wib(2026, 9, 19, 12)
    text = pages.text(closing.filler, pages.address())
    assert "Ditutup 22 September 2026 pukul 16.00 WIB, 3 hari lagi" in text
    closing.now = wib(2026, 9, 23)
    assert SAID in pages.text(closing.filler, pages.address())


def test_who_keeps_the_agencys_ways_sets_it_on_the_page(scene: Scene, pages: Pages) -> None:
    here = f"/kinerja/{scene.agency.code}/pengaturan/"
    page = f"{here}penutupan/{scene.sop.id}/"
    assert "isian yang terlambat diterima dan ditandai" in pages.text(scene.kasubag, here)
    assert pages.post(scene.kasubag, page, working_days="3").status_code == 302
    assert "3 hari kerja sesudah tenggat" in pages.text(scene.kasubag, here)
    assert pages.post(scene.kasubag, page, working_days="0").status_code == 400
    assert pages.post(scene.kasubag, page, working_days="99").status_code == 400
    assert pages.post(scene.kasubag, f"{here}penutupan/lain/", working_days="3").status_code == 404
    assert pages.post(scene.neighbour, page, working_days="5").status_code == 403
    assert pages.post(scene.outsider("admin"), page, working_days="5").status_code == 404
    assert pages.post(scene.kasubag, page, working_days="").status_code == 302
    assert "3 hari kerja" not in pages.text(scene.kasubag, here)
