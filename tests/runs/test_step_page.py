"""Looking at a step: what the SOP asks, whose it is, what came before."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.runs.pages import Pages, more_units, words_of
from tests.runs.scene import PREFIXES, Scene, wib
from tests.runs.step_pages import StepPages, step_pages

from himpun.office.models import Person
from himpun.office.services import set_stand_in
from himpun.runs import services
from himpun.runs.models import Visit


@pytest.fixture
def steps(running: Scene, pages: Pages) -> StepPages:
    return StepPages(running)


def test_the_paper_s_row_stands_there_word_for_word(running: Scene, steps: StepPages) -> None:
    text = steps.text(running.person("sekretaris"), running.visit("1"))
    row = running.sop.by_key["1"]
    assert row.activity in text
    for part in (*row.requires, *row.output, row.note, "10 Menit"):
        assert part in text
    assert running.sop.identity.warnings[0] in text


def test_an_open_question_of_the_reading_is_asked_there(running: Scene, steps: StepPages) -> None:
    running.walk("3")
    text = steps.text(running.person("staf"), running.visit("3"))
    assert "Perlu ditegaskan Langkah 3 menyebut paraf Sekretaris" in text


def test_its_holder_finds_the_form_and_a_button_named_after_the_work(
    running: Scene, steps: StepPages
) -> None:
    text = steps.text(running.person("sekretaris"), running.visit("1"))
    assert "Perintahkan dan teruskan kepada Kasubag Perencanaan, Keuangan, dan Pelaporan" in text
    assert "Mulai kerjakan" in text
    assert "Simpan draf" in text


def test_a_colleague_reads_who_holds_it_and_finds_no_form(running: Scene, steps: StepPages) -> None:
    answer = steps.get(running.person("kasubag"), running.visit("1"))
    text = words_of(answer)
    assert "Langkah 1 dikerjakan oleh Sekretaris. Anda tidak memegang tugas itu hari ini." in text
    assert "Langkah ini menunggu Sekretaris." in text
    assert b'id="langkah"' not in answer.content


def test_a_reader_sees_it_and_may_fill_in_nothing(running: Scene, steps: StepPages) -> None:
    answer = steps.get(running.reader(), running.visit("1"))
    assert answer.status_code == 200
    assert b'id="langkah"' not in answer.content


@pytest.mark.parametrize("code", ["admin", "operator", "kadis"])
def test_another_agency_finds_no_such_page(running: Scene, steps: StepPages, code: str) -> None:
    visit = running.visit("1")
    for rest in ("", "berkas/1/"):
        assert steps.get(running.outsider(code), visit, rest).status_code == 404
    for rest in ("", "draf/", "serahkan/", "berkas/1/tarik/"):
        assert steps.send(running.outsider(code), visit, "selesai", rest=rest).status_code == 404
    assert running.visit("1") == visit


def test_who_is_not_signed_in_is_asked_to(running: Scene, steps: StepPages) -> None:
    answer = Client().get(steps.address(running.visit("1")))
    assert answer.status_code == 302
    assert "/akun/" in answer["Location"]


def test_a_step_that_never_was_is_not_found(running: Scene, steps: StepPages) -> None:
    ghost = running.visit("1")
    ghost.pk += 999
    assert steps.get(running.person("sekretaris"), ghost).status_code == 404


def test_an_operator_is_told_in_whose_name_they_act(running: Scene, steps: StepPages) -> None:
    text = steps.text(running.person("operator"), running.visit("1"))
    assert "Anda bertindak atas nama Sekretaris." in text


def test_a_stand_in_is_told_as_what_they_act(running: Scene, steps: StepPages) -> None:
    holding = running.person("sekretaris").holdings.get()
    stand_in = running.person("kasubag-umum")
    set_stand_in(
        holding=holding, person=stand_in, from_on=running.today, until_on=running.today,
        reason="Dinas luar", by=None, now=running.now,
    )  # fmt: skip
    text = steps.text(stand_in, running.visit("1"))
    assert "Anda mengerjakan langkah ini sebagai pengganti Sekretaris." in text


def test_time_is_told_as_waiting_then_as_used_then_as_late(
    running: Scene, steps: StepPages
) -> None:
    sekretaris, visit = running.person("sekretaris"), running.visit("1")
    running.now = wib(2026, 9, 14, 8, 4)
    assert "menunggu 4 menit" in steps.text(sekretaris, visit)
    running.start_step("1")
    running.now = wib(2026, 9, 14, 8, 9)
    assert "terpakai 5 menit" in steps.text(sekretaris, visit)
    running.now = wib(2026, 9, 15, 10)
    assert "Terlewat 1 hari kerja (Senin, 14 Sep 08.10)" in steps.text(sekretaris, visit)


def test_who_sent_it_back_and_why_stands_on_top(running: Scene, steps: StepPages) -> None:
    running.walk("4")
    running.send_back("4", "3", reason="Nomor rujukan masih tahun 2025.")
    answer = steps.get(running.person("staf"), running.visit("3"))
    text = words_of(answer)
    assert "Dikembalikan oleh Sekretaris: Nomor rujukan masih tahun 2025." in text
    assert "Putaran ke-2" in text
    assert text.index("Dikembalikan oleh") < text.index("Yang diminta SOP")


def test_what_earlier_holders_left_can_be_read(running: Scene, steps: StepPages) -> None:
    running.complete("1", content={"instruct": {"note": "Selesai sebelum rapat."}})
    text = steps.text(running.person("kasubag"), running.visit("2"))
    assert "Sekretaris menyelesaikan langkah 1" in text
    assert "Selesai sebelum rapat." in text
    assert "dari 10 menit" in text


def test_a_unit_s_step_shows_nothing_of_other_units(running: Scene, steps: StepPages) -> None:
    running.walk("8")
    running.complete("7", "angkutan", content={"instruct": {"note": "Hanya untuk angkutan."}})
    running.complete("7", "keselamatan")
    visit = running.visit("8", "keselamatan")
    text = steps.text(running.person("kasi-keselamatan"), visit)
    assert "Hanya untuk angkutan." not in text
    assert "Kabid/KPA, Bidang Keselamatan menyelesaikan langkah 7" in text


def test_the_picture_names_who_acts_in_the_unit(running: Scene, steps: StepPages) -> None:
    running.walk("8")
    running.complete("7", "keselamatan")
    shown = steps.text(running.person("kasi-keselamatan"), running.visit("8", "keselamatan"))
    assert "8 Kasi/PPTK" in shown
    shown = steps.text(running.person("kasubag-umum"), running.visit("8", "sekretariat"))
    assert "8 Sekretariat" in shown
    assert "8 Kasi/PPTK" not in shown


def test_a_done_step_says_by_whom_as_what_and_shows_what_was_filled_in(
    running: Scene, steps: StepPages
) -> None:
    visit = running.visit("1")
    order = {"to": "Kasubag", "text": "Siapkan surat."}
    running.complete("1", content={"instruct": {"orders": [order], "urgency": "Segera"}})
    text = steps.text(running.reader(), visit)
    assert "Diselesaikan oleh Sekretaris" in text
    assert "Kepada Yang harus dikerjakan Kasubag Siapkan surat." in text
    assert "Sifat Segera" in text


def test_a_halted_run_can_be_read_and_not_filled_in(running: Scene, steps: StepPages) -> None:
    services.suspend_run(
        run_id=running.run_id, reason="Audit", by=running.person("kasubag"), now=running.now
    )
    answer = steps.get(running.person("sekretaris"), running.visit("1"))
    assert "SOP ini sedang dihentikan sementara." in words_of(answer)
    assert b'id="langkah"' not in answer.content


def test_a_step_that_a_unit_passes_says_so(running: Scene, steps: StepPages) -> None:
    running.walk("8")
    passed = Visit.objects.get(run_id=running.run_id, state="passed", node="7")
    text = steps.text(running.reader(), passed)
    assert "Unit ini tidak mempunyai pelaksana untuk langkah ini" in text


@pytest.mark.parametrize("code", sorted(PREFIXES))
def test_every_step_of_every_sop_has_its_page_open_and_done(
    code: str, db: None, tmp_path: Path
) -> None:
    steps = step_pages(tmp_path, code, "1")
    scene, seen = steps.scene, set()
    while visits := scene.visits():
        visit = visits[0]
        who = scene.holder(visit)
        if visit.node not in seen:
            assert b'id="langkah"' in steps.get(who, visit).content, visit.node
        scene.complete(visit.node, visit.unit)
        if visit.node not in seen:
            assert "Diselesaikan oleh" in steps.text(who, visit)
        seen.add(visit.node)
    assert seen >= {step.key for step in scene.sop.steps}


def queries(steps: StepPages, who: Person, visit: Visit) -> int:
    client = steps.client(who)
    address = steps.address(visit)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_it_costs_the_same_with_many_units_and_many_rounds(scene: Scene, pages: Pages) -> None:
    steps = StepPages(scene)
    scene.start(units=["angkutan"])
    scene.walk("11")
    few = queries(steps, scene.person("kasubag"), scene.visit("11"))
    more_units(scene, 30)
    scene.start(period="2026-TW2")
    scene.walk("4")
    for _ in range(3):
        scene.send_back("4", "3")
        scene.complete("3")
    for unit in scene.units():
        if unit.startswith("bidang-"):
            services.excuse_unit(
                run_id=scene.run_id, unit=unit, reason="Belum ada pejabat",
                by=scene.person("kasubag"), now=scene.now,
            )  # fmt: skip
    scene.walk("11")
    assert queries(steps, scene.person("kasubag"), scene.visit("11")) == few


def test_tables_of_what_was_filled_in_before_have_names_of_their_own(
    running: Scene, steps: StepPages
) -> None:
    orders = {"instruct": {"orders": [{"to": "kasubag", "text": "Siapkan surat."}]}}
    running.complete("1", content=orders)
    running.complete("2", content=orders)
    holder = running.holder(running.visit("3"))
    history = steps.client(holder).get(f"/jalan/{running.run_id}/riwayat/")
    for page in (steps.get(holder, running.visit("3")), history):
        names = re.findall(r'role="region" aria-label="([^"]+)"', page.content.decode())
        assert len(names) >= 2
        assert len({*names}) == len(names)
