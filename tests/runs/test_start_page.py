"""Starting an SOP: what is shown before, who may, and that a second click does no harm."""

import pytest
from django.db import IntegrityError
from tests.runs.pages import Pages, words_of
from tests.runs.scene import PESSEL, Scene, read_sop, wib

from himpun.office.models import Assignment, HolidayYear
from himpun.office.services import add_holiday
from himpun.runs.models import Run, RunUnit
from himpun.sops.services import publish_sop

FORM = f"/jalan/mulai/{PESSEL}/{PESSEL}/"


def test_the_sops_of_one_s_agency_may_be_chosen(scene: Scene, pages: Pages) -> None:
    text = pages.text(scene.person("kasubag"), "/jalan/mulai/")
    assert "Pengumpulan Data Kinerja" in text
    assert "Hanya pelaksana langkah pertama" not in text


@pytest.mark.parametrize("code", ["kasubag", "sekretaris", "operator", "admin"])
def test_who_keeps_the_sop_or_holds_its_first_step_may_start_it(
    scene: Scene, pages: Pages, code: str
) -> None:
    assert "disabled aria-describedby" not in pages.get(scene.person(code), FORM).content.decode()
    answer = pages.post(scene.person(code), FORM, periode="2026-TW3", unit=["angkutan"], kunci="k")
    assert answer.status_code == 302
    assert Run.objects.get().state == "running"


def test_others_are_told_why_not_and_are_refused(scene: Scene, pages: Pages) -> None:
    who = scene.person("staf")
    assert "Hanya pelaksana langkah pertama" in pages.text(who, "/jalan/mulai/")
    assert "Hanya pelaksana langkah pertama" in pages.text(who, FORM)
    answer = pages.post(who, FORM, periode="2026-TW3", unit=["angkutan"], kunci="k")
    assert answer.status_code == 409
    assert "Hanya pelaksana langkah pertama" in words_of(answer)
    assert not Run.objects.exists()


def test_those_of_other_agencies_find_no_such_form(scene: Scene, pages: Pages) -> None:
    assert pages.get(scene.outsider(), FORM).status_code == 404
    answer = pages.post(scene.outsider(), FORM, periode="2026-TW3", unit=["angkutan"])
    assert answer.status_code == 404
    assert not Run.objects.exists()


def test_the_first_due_dates_are_shown_before_the_start(scene: Scene, pages: Pages) -> None:
    text = pages.text(scene.person("kasubag"), f"{FORM}?periode=2026-TW3")
    assert "Tenggat pertama, Triwulan III 2026" in text
    assert "10 Menit 14 Sep 08.00 14 Sep 08.10 14 sampai 15 Sep" in text
    assert "1 hari" in text
    assert not Run.objects.exists()


def test_the_calendar_of_q1_2026_is_said_to_contradict_the_sop(scene: Scene, pages: Pages) -> None:
    scene.now = wib(2026, 3, 2)
    text = pages.text(scene.person("kasubag"), f"{FORM}?periode=2026-TW1")
    assert "Waktu baku tidak muat dalam jadwal SOP." in text
    assert "Langkah 8, 9, dan 10 meminta 8 hari kerja" in text
    assert "tanpa hari kerja" in text
    assert "sudah berakhir" not in text


def test_a_period_that_is_over_is_said_to_be(scene: Scene, pages: Pages) -> None:
    text = pages.text(scene.person("kasubag"), f"{FORM}?periode=2026-TW1")
    assert "Triwulan I 2026 sudah berakhir pada 31 Maret 2026." in text
    assert "27 Mar sudah lewat" in text


def test_a_year_without_holidays_is_told_in_a_sentence(scene: Scene, pages: Pages) -> None:
    HolidayYear.objects.filter(year=2027).delete()
    add_holiday(
        agency=scene.agency, on=wib(2027, 5, 3).date(), name="Hari jadi", kind="lokal",
        decree="Keputusan Bupati", by=None, now=scene.now,
    )  # fmt: skip
    text = pages.text(scene.person("kasubag"), f"{FORM}?periode=2027-TW1")
    assert "Daftar hari libur tahun 2027 belum diisi" in text
    answer = pages.post(
        scene.person("kasubag"), FORM, periode="2027-TW1", unit=["angkutan"], kunci="k"
    )
    assert answer.status_code == 409
    assert "Daftar hari libur tahun 2027 belum diisi" in words_of(answer)
    assert not Run.objects.exists()


def test_the_chosen_units_take_part(scene: Scene, pages: Pages) -> None:
    answer = pages.post(
        scene.person("kasubag"), FORM, periode="2026-TW3", unit=["angkutan", "sekretariat"]
    )
    assert answer["Location"] == f"/jalan/{Run.objects.get().pk}/"
    assert set(RunUnit.objects.values_list("code", flat=True)) == {"angkutan", "sekretariat"}


def test_a_second_click_leads_to_the_same_run(scene: Scene, pages: Pages) -> None:
    fields = {"periode": "2026-TW3", "unit": ["angkutan"], "kunci": "sekali"}
    first = pages.post(scene.person("kasubag"), FORM, **fields)
    second = pages.post(scene.person("kasubag"), FORM, **fields)
    assert second.status_code == 302
    assert second["Location"] == first["Location"]
    assert Run.objects.count() == 1


def test_what_was_said_is_not_lost_to_a_part_of_a_page_that_is_asked_for_meanwhile(
    scene: Scene, pages: Pages
) -> None:
    client = pages.client(scene.person("kasubag"))
    fields = {"periode": "2026-TW3", "unit": ["angkutan"], "kunci": "sekali"}
    there = client.post(FORM, fields)["Location"]
    part = client.get(FORM, headers={"hx-request": "true"}).content.decode()
    assert "SOP dimulai untuk" not in part
    assert "SOP dimulai untuk Triwulan III 2026." in client.get(there).content.decode()


def test_what_was_said_is_not_lost_to_a_slower_request_beside_it(
    scene: Scene, pages: Pages
) -> None:
    client = pages.client(scene.person("kasubag"))
    # A draft that saves itself has read the session before the form is sent, and is done after it.
    slower = client.session
    assert slower.get("_auth_user_id")
    fields = {"periode": "2026-TW3", "unit": ["angkutan"], "kunci": "sekali"}
    there = client.post(FORM, fields)["Location"]
    slower.save()
    assert "SOP dimulai untuk Triwulan III 2026." in client.get(there).content.decode()


def test_a_period_that_has_its_run_is_not_the_one_that_is_offered_first(
    scene: Scene, pages: Pages
) -> None:
    kasubag = scene.person("kasubag")
    assert 'value="2026-TW3" selected' in pages.get(kasubag, FORM).content.decode()
    scene.start("2026-TW3")
    page = pages.get(kasubag, FORM).content.decode()
    assert 'value="2026-TW4" selected' in page
    assert 'value="2026-TW3" disabled' in page


def test_another_wish_for_the_same_period_is_refused_and_keeps_what_was_chosen(
    scene: Scene, pages: Pages
) -> None:
    scene.start("2026-TW3")
    answer = pages.post(
        scene.person("kasubag"), FORM, periode="2026-TW3", unit=["angkutan"], kunci="lain"
    )
    assert answer.status_code == 409
    assert "SOP ini sudah berjalan untuk Triwulan III 2026." in words_of(answer)
    page = answer.content.decode()
    assert 'value="angkutan" checked' in page
    assert 'value="pelayaran">' in page
    assert "Triwulan III 2026 (sudah ada)" in words_of(answer)


@pytest.mark.parametrize("period", ["", "2026-TW9", "2026-B01", "besok", "2026-TW3\0"])
def test_a_period_that_was_not_offered_is_refused(scene: Scene, pages: Pages, period: str) -> None:
    answer = pages.post(scene.person("kasubag"), FORM, periode=period, unit=["angkutan"])
    if "\0" in period:
        assert answer.status_code == 302
        return
    assert answer.status_code == 400
    assert "Pilih periode dari daftar." in words_of(answer)
    assert not Run.objects.exists()


def test_an_sop_for_units_wants_at_least_one(scene: Scene, pages: Pages) -> None:
    answer = pages.post(scene.person("kasubag"), FORM, periode="2026-TW3")
    assert answer.status_code == 400
    assert "Pilih paling sedikit satu unit" in words_of(answer)


def test_a_unit_of_nobody_s_is_left_out(scene: Scene, pages: Pages) -> None:
    pages.post(scene.person("kasubag"), FORM, periode="2026-TW3", unit=["angkutan", "bina-marga"])
    assert list(RunUnit.objects.values_list("code", flat=True)) == ["angkutan"]


def test_one_run_a_period_is_kept_by_the_database_too(running: Scene) -> None:
    with pytest.raises(IntegrityError):
        Run.objects.create(
            agency=running.agency, sop_id=running.sop_pk, sop_key=running.sop.id, fingerprint="x",
            period="2026-TW3", state="running", started_at=running.now,
            started_by=running.person("kasubag"),
        )  # fmt: skip


def test_the_list_costs_the_same_for_readers_of_many_agencies(scene: Scene, pages: Pages) -> None:
    assert pages.queries(scene.reader(), "/jalan/mulai/") <= 14


def test_who_is_missing_is_said_before_the_start(scene: Scene, pages: Pages) -> None:
    assert "Pelaksana belum lengkap" not in pages.text(scene.person("kasubag"), FORM)
    Assignment.objects.filter(performer="sekretaris").update(until_on=wib(2026, 1, 5).date())
    angkutan = Assignment.objects.filter(performer="kasi", unit__code="angkutan")
    angkutan.update(until_on=wib(2026, 1, 5).date())
    text = pages.text(scene.person("kasubag"), FORM)
    assert "Pelaksana belum lengkap." in text
    assert "Belum ada pemegang Sekretaris untuk langkah 1, 4, dan 12." in text
    assert "Bidang Angkutan belum mempunyai pemegang Kasi/PPTK." in text


def test_an_agency_none_of_whose_units_take_part_is_told_why(scene: Scene, pages: Pages) -> None:
    sop = read_sop("pematangsiantar-dpmptsp")
    publish_sop(agency=scene.agency, sop=sop, by=None, now=scene.now)
    form = f"/jalan/mulai/{PESSEL}/{sop.id}/"
    why = "Belum ada unit yang dapat ikut: Pemegang Data belum ditetapkan untuk unit mana pun."
    assert why in pages.text(scene.person("admin"), form)
    answer = pages.post(scene.person("admin"), form, periode="2026-TW3", kunci="k")
    assert answer.status_code == 400
    assert why in words_of(answer)
    assert "Pilih sekurangnya satu unit" not in words_of(answer)
    assert not Run.objects.exists()
