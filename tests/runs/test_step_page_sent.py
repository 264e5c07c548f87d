"""Filling a step in and handing it on: what a button's press does, and what it keeps."""

from pathlib import Path
from typing import Any

import pytest
from tests.runs.pages import Pages, words_of
from tests.runs.records import kinds, nothing_changes
from tests.runs.scene import Scene
from tests.runs.step_pages import StepPages, orders, section, step_pages, team_of

from himpun.runs.models import Draft, Event, Visit


@pytest.fixture
def steps(running: Scene, pages: Pages) -> StepPages:
    return StepPages(running)


def test_a_filled_form_finishes_the_step_and_leads_to_the_inbox(
    running: Scene, steps: StepPages
) -> None:
    visit = running.visit("1")
    fields = {**orders(), "kelengkapan": ["Lembar disposisi", "bukan kelengkapan"]}
    answer = steps.send(running.person("sekretaris"), visit, "selesai", fields)
    assert (answer.status_code, answer["Location"]) == (302, "/tugas/")
    content = running.row(visit.number).content
    assert content == {
        "instruct": {
            "orders": [
                {
                    "to": "Kasubag Perencanaan, Keuangan, dan Pelaporan",
                    "text": "Siapkan surat permintaan data.",
                }
            ],
            "urgency": "Segera",
            "note": "Sebelum rapat.",
        },
        "requires": {"present": ["Lembar disposisi"]},
    }
    assert running.visits("2")


def test_a_double_click_is_answered_once(running: Scene, steps: StepPages) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    key = steps.key(who, visit)
    for _ in range(2):
        answer = steps.send(who, visit, "selesai", orders(), key=key)
        assert (answer.status_code, answer["Location"]) == (302, "/tugas/")
    assert kinds(running).count("StepCompleted") == 1


def test_every_page_carries_a_key_of_its_own(running: Scene, steps: StepPages) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    assert steps.key(who, visit) != steps.key(who, visit)


def test_whoever_comes_second_is_told_who_was_first_and_keeps_what_they_typed(
    running: Scene, steps: StepPages
) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    steps.send(who, visit, "draf", orders("Dari draf."), rest="draf/")
    steps.send(running.person("operator"), visit, "selesai", orders(), key="operator")
    with nothing_changes(running):
        answer = steps.send(who, visit, "selesai", orders("Baru saja diketik."))
    text = words_of(answer)
    assert answer.status_code == 409
    assert "Langkah ini sudah diselesaikan orang lain: Operator Dinas Perhubungan" in text
    assert "Baru saja diketik." in text
    later = steps.text(who, visit)
    assert "Yang Anda ketik dan belum terkirim" in later
    assert "Dari draf." in later


def test_who_does_not_hold_the_step_is_refused_in_a_sentence(
    running: Scene, steps: StepPages
) -> None:
    with nothing_changes(running):
        answer = steps.send(running.person("kasubag"), running.visit("1"), "selesai", orders())
    assert answer.status_code == 409
    assert "Langkah 1 dikerjakan oleh Sekretaris" in words_of(answer)


def test_a_reader_s_form_is_refused(running: Scene, steps: StepPages) -> None:
    with nothing_changes(running):
        answer = steps.send(running.reader(), running.visit("1"), "selesai", orders())
    assert answer.status_code == 409


def test_what_is_missing_is_said_beside_the_field_and_all_that_was_typed_is_kept(
    running: Scene, steps: StepPages
) -> None:
    fields = {**orders(text=""), "instruct-note": "Catatan yang tidak boleh hilang"}
    with nothing_changes(running):
        answer = steps.send(running.person("sekretaris"), running.visit("1"), "selesai", fields)
    assert answer.status_code == 400
    assert b'<a href="#instruct-orders">Isi perintah: isi paling sedikit satu baris.</a>' in (
        answer.content
    )
    assert "Catatan yang tidak boleh hilang" in words_of(answer)


@pytest.mark.parametrize(
    ("wish", "key"), [("hapus", "k"), ("", "k"), ("selesai", ""), ("selesai", "k" * 65)]
)
def test_what_no_button_sends_is_malformed(
    running: Scene, steps: StepPages, wish: str, key: str
) -> None:
    visit = running.visit("1")
    with nothing_changes(running):
        answer = steps.send(running.person("sekretaris"), visit, wish, orders(), key=key)
    assert answer.status_code == 400
    assert "tidak dapat dibaca" in words_of(answer)


def test_hostile_text_is_stored_and_shown_as_text(running: Scene, steps: StepPages) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    fields = {**orders("<script>alert(1)</script>\0akhir"), "instruct-note": "x" * 20_000}
    assert steps.send(who, visit, "selesai", fields).status_code == 302
    stored = section(running.row(visit.number).content, "instruct")
    assert stored["orders"] == [
        {
            "to": "Kasubag Perencanaan, Keuangan, dan Pelaporan",
            "text": "<script>alert(1)</script>akhir",
        }
    ]
    assert len(str(stored["note"])) == 10_000
    assert b"<script>alert" not in steps.get(who, visit).content


def test_beginning_keeps_what_was_typed_as_a_draft(running: Scene, steps: StepPages) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    answer = steps.send(who, visit, "mulai", orders("Belum selesai."))
    assert answer["Location"] == steps.address(visit)
    assert running.row(visit.number).started_at == running.now
    text = steps.text(who, visit)
    assert "Belum selesai." in text
    assert "Draf tersimpan 08.00 WIB" in text
    assert "Mulai kerjakan" not in text


def test_the_page_s_script_keeps_a_draft_and_gets_one_sentence(
    running: Scene, steps: StepPages
) -> None:
    visit, who = running.visit("1"), running.person("sekretaris")
    answer = steps.send(who, visit, "", {"instruct-note": "separuh"}, rest="draf/")
    assert (answer.status_code, answer.content.decode()) == (200, "Draf tersimpan 08.00 WIB")
    assert answer["X-Himpun-Draf"] == "1"
    kept = Draft.objects.get().content
    assert section(kept, "instruct")["note"] == "separuh"


def test_a_draft_of_a_step_that_is_done_is_refused_in_a_sentence(
    running: Scene, steps: StepPages
) -> None:
    visit = running.visit("1")
    running.complete("1")
    answer = steps.send(running.person("sekretaris"), visit, "", rest="draf/")
    assert answer.status_code == 409
    assert answer.content.decode().startswith("Draf tidak tersimpan. Langkah ini sudah tidak")


def test_a_draft_keeps_the_decision_and_the_way_back_too(running: Scene, steps: StepPages) -> None:
    running.walk("5")
    visit, who = running.visit("5"), running.person("kadis")
    fields = {"kembali-ke": "3", "kembali-alasan": "Tanggalnya keliru."}
    steps.send(who, visit, "draf", fields)
    answer = steps.get(who, visit).content.decode()
    assert 'name="kembali-ke" value="3" checked' in answer
    assert "Tanggalnya keliru." in answer


def test_it_is_sent_back_by_the_button_with_reason_and_target(
    running: Scene, steps: StepPages
) -> None:
    running.walk("5")
    visit, who = running.visit("5"), running.person("kadis")
    fields = {
        "kembali-ke": "3",
        "kembali-alasan": "Tanggalnya keliru.",
        "sign-note": "Lihat hal. 2",
    }
    assert steps.send(who, visit, "kembalikan", fields).status_code == 302
    assert running.visit("3").reason == "Tanggalnya keliru."
    assert running.row(visit.number).content == {"sign": {"note": "Lihat hal. 2"}}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kembali-ke": "3"}, "Alasan pengembalian: sebut alasannya"),
        ({"kembali-alasan": "Keliru."}, "Langkah tujuan: pilih langkah tujuan."),
        ({"kembali-alasan": "Keliru.", "kembali-ke": "1"}, "pilih langkah tujuan."),
        (
            {"kembali-alasan": "Keliru.", "kembali-ke": "3", "kembali-unit": ["angkutan"]},
            "ada unit terpilih yang tidak ikut",
        ),
    ],
)
def test_a_way_back_needs_its_target_and_reason(
    running: Scene, steps: StepPages, fields: dict[str, Any], said: str
) -> None:
    running.walk("5")
    with nothing_changes(running):
        answer = steps.send(running.person("kadis"), running.visit("5"), "kembalikan", fields)
    assert answer.status_code == 400
    assert said in words_of(answer)


@pytest.fixture
def review(db: None, tmp_path: Path) -> StepPages:
    """Balangan at step 2: ya to step 3, tidak to step 1."""
    return step_pages(tmp_path, "balangan-dpuprperkim", "2")


def test_a_decision_is_taken_by_a_card_that_says_where_it_leads(review: StepPages) -> None:
    scene, visit = review.scene, review.scene.visit("2")
    text = review.text(scene.person("kasubag"), visit)
    assert "Ya Diteruskan kepada Sekretaris Dinas (langkah 3)." in text
    assert "Tidak, kembalikan Kembali kepada Staf/JF Umum (langkah 1)." in text
    assert review.send(
        scene.person("kasubag"), visit, "selesai", {"keputusan": "ya"}
    ).status_code == 302  # fmt: skip
    assert scene.visits("3")


def test_going_back_needs_a_reason_and_nothing_else(review: StepPages) -> None:
    scene, visit = review.scene, review.scene.visit("2")
    who = scene.person("kasubag")
    answer = review.send(who, visit, "selesai", {"keputusan": "tidak"})
    assert answer.status_code == 400
    assert b'value="tidak" checked' in answer.content
    fields = {"keputusan": "tidak", "alasan": "Kolom satuan belum ada."}
    assert review.send(who, visit, "selesai", fields, key="lagi").status_code == 302
    assert scene.visit("1").reason == "Kolom satuan belum ada."


def test_no_decision_is_no_decision(review: StepPages) -> None:
    scene = review.scene
    with nothing_changes(scene):
        answer = review.send(scene.person("kasubag"), scene.visit("2"), "selesai")
    assert answer.status_code == 400
    assert "Keputusan: pilih salah satu keputusan." in words_of(answer)


def test_a_joint_decision_goes_back_to_the_chosen_units(db: None, tmp_path: Path) -> None:
    steps = step_pages(tmp_path, "sumbar-bmcktr", "9")
    scene, visit = steps.scene, steps.scene.visit("9")
    unit = scene.units()[1]
    fields = {"keputusan": "tidak", "alasan": "Angka belum lengkap.", "unit": [unit]}
    assert steps.send(scene.holder(visit), visit, "selesai", fields).status_code == 302
    assert [(again.node, again.unit) for again in scene.visits()] == [("6", unit)]


def test_a_member_of_the_team_gives_it_to_a_colleague(db: None, tmp_path: Path) -> None:
    steps = step_pages(tmp_path, "sumbar-bmcktr", "3")
    scene, visit = steps.scene, steps.scene.visit("3")
    mine, other, *_ = team_of(scene, "tim-sakip", scene.today)
    assert other.name in steps.text(mine, visit)
    given = {"serah-kepada": str(other.pk), "serah-alasan": "Cuti"}
    answer = steps.send(mine, visit, "", given, rest="serahkan/")
    assert answer["Location"] == steps.address(visit)
    assert Visit.objects.get(pk=visit.pk).assignee == other
    assert "sudah ditugaskan kepada orang lain" in steps.text(mine, visit)
    back = {"serah-kepada": "semua", "serah-alasan": "Sudah kembali"}
    assert steps.send(other, visit, "", back, rest="serahkan/").status_code == 302
    assert Visit.objects.get(pk=visit.pk).assignee is None


def test_it_is_given_to_nobody_who_does_not_hold_it(db: None, tmp_path: Path) -> None:
    steps = step_pages(tmp_path, "sumbar-bmcktr", "3")
    scene, visit = steps.scene, steps.scene.visit("3")
    mine, other, *_ = team_of(scene, "tim-sakip", scene.today)
    for chosen in ("", "semua", "0", str(scene.outsider().pk), str(mine.pk)):
        fields = {"serah-kepada": chosen, "serah-alasan": "Cuti"}
        answer = steps.send(mine, visit, "", fields, rest="serahkan/")
        assert answer.status_code == 400
        assert "Diserahkan kepada: pilih penerimanya." in words_of(answer)
    given = {"serah-kepada": str(other.pk), "serah-alasan": "Cuti"}
    assert steps.send(scene.reader(), visit, "", given, rest="serahkan/").status_code == 409
    assert not Event.objects.filter(kind="StepReassigned").exists()
