"""The pages of forms: overview, table, one indicator, paper."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.archive.files import JPEG, PDF
from tests.performance.asking import TEXT, ask
from tests.performance.pages import Pages
from tests.performance.saving import save
from tests.performance.scene import UNITS
from tests.runs.pages import column, words_of

from himpun.performance.models import Comment, Evidence, Form, Query, Value
from himpun.performance.services.evidence import add_evidence


@pytest.mark.parametrize("who", ["filler", "colleague", "verifier", "kasubag"])
def test_whoever_sees_the_run_sees_its_forms_and_what_they_owe(pages: Pages, who: str) -> None:
    save(pages.scene, (1, {"realisation": "68"}))
    text = pages.text(getattr(pages.scene, who), f"/kinerja/jalan/{pages.scene.run_id}/")
    assert "0 dari 5" in text
    assert "Bidang Lalu Lintas Sedang diisi 1 dari 24" in text
    assert "Bidang Angkutan Belum diisi 0 dari 24" in text


def test_the_overview_is_also_a_workbook(pages: Pages) -> None:
    sheet = pages.sheet(pages.scene.kasubag, f"/kinerja/jalan/{pages.scene.run_id}/?bentuk=xlsx")
    assert len(column(sheet, "Unit")) == len(UNITS)


def test_the_overview_of_a_run_without_forms_says_when_they_open(pages: Pages) -> None:
    Value.objects.filter(form__run=pages.scene.run_id).delete()
    Form.objects.filter(run=pages.scene.run_id).delete()
    text = pages.text(pages.scene.kasubag, f"/kinerja/jalan/{pages.scene.run_id}/")
    assert "Formulir belum dibuka" in text


def test_people_of_another_agency_find_none_of_the_pages(pages: Pages) -> None:
    scene = pages.scene
    other = scene.outsider("operator")
    for address in (
        f"/kinerja/jalan/{scene.run_id}/", pages.address(), pages.address(rest="cetak/"),
        pages.indicator(), pages.about(),
    ):  # fmt: skip
        assert pages.get(other, address).status_code == 404
    assert pages.post(other, pages.indicator(), revisi="0", realisation="5").status_code == 404
    assert pages.post(other, pages.about("komentar/"), teks="Ya").status_code == 404
    assert pages.post(other, pages.address(rest="lengkap/")).status_code == 404


def test_the_table_shows_each_value_with_its_state(pages: Pages) -> None:
    scene = pages.scene
    save(scene, (1, {"realisation": "68"}), (2, {"realisation": "287"}))
    text = pages.text(scene.filler, pages.address())
    assert "Anda mengisi sebagai Kasi/PPTK, Bidang Lalu Lintas" in text
    assert "persen 64,5 70 68 97,14 % Tersimpan" in text
    assert "287 95,67 % Perlu penjelasan 287 unit sama persis dengan TW II 2026." in text
    assert "2 dari 24 terisi" in text
    assert "Nyatakan lengkap" in text


def test_who_may_not_fill_it_in_reads_why(pages: Pages) -> None:
    text = pages.text(pages.scene.neighbour, pages.address())
    assert "Formulir ini diisi oleh Kasi/PPTK, Bidang Lalu Lintas" in text
    assert "Nyatakan lengkap" not in text


def test_the_page_costs_as_many_queries_for_25_indicators_as_for_five(pages: Pages) -> None:
    scene = pages.scene
    many = pages.queries(scene.filler, pages.address())
    for no in range(6, 26):
        Value.objects.filter(pk=scene.value(no).pk).delete()
    assert pages.queries(scene.filler, pages.address()) == many
    assert many <= 27


def test_what_a_form_lacks_is_told_before_it_is_declared_complete(pages: Pages) -> None:
    scene = pages.scene
    text = pages.text(scene.filler, pages.address(rest="?periksa"))
    assert "24 indikator belum berisi nilai atau alasan: LL01, LL02" in text
    refused = pages.post(scene.filler, pages.address(rest="lengkap/"))
    assert refused.status_code == 409
    assert "Formulir ini belum lengkap." in words_of(refused)
    save(scene, *((v.indicator.position, {"no_value": "Rusak"}) for v in scene.values() if v.asked))
    assert "Tidak ada yang kurang" in pages.text(scene.filler, pages.address(rest="?periksa"))
    assert pages.post(scene.filler, pages.address(rest="lengkap/")).status_code == 302
    assert scene.form().complete_at == scene.now
    assert pages.post(scene.filler, pages.address(rest="buka/"), alasan="").status_code == 409
    assert pages.post(scene.filler, pages.address(rest="buka/"), alasan="Salah").status_code == 302


def test_a_closed_form_says_since_when_and_its_steward_gives_more_time(pages: Pages) -> None:
    scene = pages.scene
    Form.objects.filter(pk=scene.form().pk).update(closes_at=scene.now - timedelta(days=1))
    assert "sudah ditutup pada 13 September 2026" in pages.text(scene.filler, pages.address())
    sent = {"alasan": "Listrik padam", "sampai": "2026-09-20"}
    assert pages.post(scene.kasubag, pages.address(rest="buka/"), **sent).status_code == 302
    assert "Ditutup 21 September 2026" in pages.text(scene.filler, pages.address())
    wrong = {"alasan": "x", "sampai": "besok"}
    assert pages.post(scene.kasubag, pages.address(rest="buka/"), **wrong).status_code == 409


# ---- one indicator


def test_one_indicator_is_filled_in_without_a_script_and_the_next_one_follows(
    pages: Pages,
) -> None:
    scene = pages.scene
    sent = {
        "revisi": "0", "realisation": "68", "obstacles": "Hujan", "aksi": "lanjut",
        "foto": SimpleUploadedFile("rambu.jpg", JPEG, "image/jpeg"),
        "berkas": SimpleUploadedFile("lapor.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    answer = pages.post(scene.filler, pages.indicator(), **sent)
    assert (answer.status_code, answer["Location"]) == (302, pages.indicator(2))
    value = scene.value(1)
    assert (value.realisation, value.obstacles) == ("68", "Hujan")
    assert [each.name for each in Evidence.objects.all()] == ["rambu.jpg", "lapor.pdf"]


def test_what_is_wrong_is_told_beside_what_was_typed(pages: Pages) -> None:
    answer = pages.post(pages.scene.filler, pages.indicator(), revisi="0", realisation="enam")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'value="enam"' in page
    assert 'aria-invalid="true"' in page
    assert "“enam” bukan angka" in words_of(answer)


def test_a_stale_page_shows_both_values_and_saves_when_sent_again(pages: Pages) -> None:
    scene = pages.scene
    save(scene, (1, {"realisation": "70"}), by=scene.colleague)
    answer = pages.post(scene.filler, pages.indicator(), revisi="0", realisation="71")
    assert answer.status_code == 409
    text, page = words_of(answer), answer.content.decode()
    assert f"diisi {scene.colleague.name} pada 14 September 2026 pukul 08.00: 70" in text
    assert 'value="71"' in page
    found = re.search(r'name="revisi" value="(\d+)"', page)
    assert found
    pages.post(scene.filler, pages.indicator(), revisi=found[1], realisation="71")
    assert scene.value(1).realisation == "71"


def test_who_may_not_fill_it_in_sees_the_indicator_and_is_refused(pages: Pages) -> None:
    scene = pages.scene
    assert "Formulir ini diisi oleh" in pages.text(scene.verifier, pages.indicator())
    answer = pages.post(scene.neighbour, pages.indicator(), revisi="0", realisation="71")
    assert answer.status_code == 403
    assert scene.value(1).revision == 0


def test_a_file_that_is_not_taken_is_told_and_the_rest_is_saved(pages: Pages) -> None:
    scene = pages.scene
    wrong = SimpleUploadedFile("virus.exe", b"MZ\x90\x00" + bytes(50))
    answer = pages.post(scene.filler, pages.indicator(), revisi="0", realisation="68", berkas=wrong)
    assert answer.status_code == 400
    assert "virus.exe: Jenis berkas ini tidak diterima" in words_of(answer)
    assert scene.value(1).realisation == "68"


def test_the_page_of_an_indicator_costs_as_many_queries_however_much_was_said(
    pages: Pages,
) -> None:
    scene = pages.scene
    ask(scene)
    few = pages.queries(scene.filler, pages.indicator())
    for no in range(3):
        save(scene, (1, {"realisation": str(60 + no)}))
        ask(scene, scene.filler)
        add_evidence(
            value=scene.value(1).pk, link=f"https://data.go.id/{no}", by=scene.filler,
            now=scene.now,
        )  # fmt: skip
    assert pages.queries(scene.filler, pages.indicator()) == few
    assert few <= 36


def test_an_indicator_that_is_not_in_the_form_is_not_there(pages: Pages) -> None:
    other = pages.scene.value(1, "angkutan").indicator_id
    assert pages.get(pages.scene.filler, pages.address(rest=f"{other}/")).status_code == 404


def test_all_that_is_known_of_a_value_stands_on_its_page(pages: Pages) -> None:
    scene = pages.scene
    save(scene, (1, {"realisation": "68", "budget": "1.250.000"}))
    save(scene, (1, {"realisation": "69"}))
    add_evidence(
        value=scene.value(1).pk, link="https://data.go.id/x", by=scene.filler, now=scene.now
    )
    ask(scene)
    text = pages.text(scene.verifier, pages.indicator())
    for said in (
        "Definisi operasional LL01.", "realisasi ÷ target × 100", "69 ÷ 70 × 100 = 98,57",
        "TW II 2026 64,5", "Realisasi: 68 menjadi 69",
        "Realisasi anggaran: kosong menjadi 1.250.000", "https://data.go.id/x", TEXT,
        "Menunggu jawaban",
    ):  # fmt: skip
        assert said in text


# ---- evidence, remarks, questions


def test_evidence_is_added_handed_out_and_withdrawn(pages: Pages) -> None:
    scene = pages.scene
    pdf = SimpleUploadedFile("lapor.pdf", PDF, "application/pdf")
    pages.post(scene.filler, pages.about("bukti/"), berkas=pdf, membuktikan="follow-up")
    row = Evidence.objects.get()
    assert (row.name, row.proves) == ("lapor.pdf", "follow-up")
    file = pages.get(scene.verifier, pages.about(f"bukti/{row.pk}/"))
    assert b"".join(file.streaming_content) == PDF  # type: ignore[attr-defined]
    assert file["Content-Security-Policy"] == "sandbox"
    assert pages.get(scene.outsider("staf"), pages.about(f"bukti/{row.pk}/")).status_code == 404
    refused = pages.post(scene.neighbour, pages.about(f"bukti/{row.pk}/tarik/"))
    assert refused.status_code == 409
    pages.post(scene.filler, pages.about(f"bukti/{row.pk}/tarik/"))
    row.refresh_from_db()
    assert row.withdrawn_by == scene.filler


def test_a_link_that_is_none_is_refused(pages: Pages) -> None:
    answer = pages.post(pages.scene.filler, pages.about("bukti/"), tautan="javascript:alert(1)")
    assert answer.status_code == 409
    assert not Evidence.objects.exists()


def test_evidence_of_another_value_cannot_be_withdrawn_by_this_address(pages: Pages) -> None:
    scene = pages.scene
    row = add_evidence(
        value=scene.value(2).pk, link="https://data.go.id/x", by=scene.filler, now=scene.now
    )
    answer = pages.post(scene.filler, pages.about(f"bukti/{row.pk}/tarik/"))
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_a_remark_is_written(pages: Pages) -> None:
    assert (
        pages.post(pages.scene.verifier, pages.about("komentar/"), teks="Baik.").status_code == 302
    )
    assert Comment.objects.get().text == "Baik."
    assert pages.post(pages.scene.verifier, pages.about("komentar/"), teks=" ").status_code == 409


def test_what_is_written_of_a_value_and_sent_twice_from_one_page_is_there_once(
    pages: Pages,
) -> None:
    scene, token = pages.scene, "a" * 64
    asked = {"teks": TEXT, "kepada": str(scene.filler.pk), "csrfmiddlewaretoken": token}
    for _ in range(2):
        for where, sent in (("komentar/", {"teks": "Baik.", "csrfmiddlewaretoken": token}),
                            ("tanya/", asked)):  # fmt: skip
            assert pages.post(scene.verifier, pages.about(where), **sent).status_code == 302
    assert (Comment.objects.count(), Query.objects.count()) == (1, 1)


def test_a_question_is_asked_answered_asked_again_and_closed(pages: Pages) -> None:
    scene = pages.scene
    pages.post(scene.verifier, pages.about("tanya/"), teks=TEXT, kepada=str(scene.filler.pk))
    query = Query.objects.get()
    assert query.assignee == scene.filler
    where = f"/kinerja/tanya/{query.pk}/"
    for person, act, state in (
        (scene.filler, "jawab", "answered"), (scene.verifier, "buka", "open"),
        (scene.filler, "jawab", "answered"), (scene.verifier, "tutup", "closed"),
    ):  # fmt: skip
        assert pages.post(person, where, aksi=act, teks="Ya.").status_code == 302
        query.refresh_from_db()
        assert query.state == state
    assert pages.post(scene.filler, where, aksi="jawab", teks="Ya.").status_code == 409
    assert pages.post(scene.verifier, where, aksi="hapus").status_code == 400
    assert pages.post(scene.outsider("staf"), where, aksi="jawab").status_code == 404


def test_a_script_is_answered_with_the_value_as_it_stands(pages: Pages) -> None:
    client = pages.client(pages.scene.verifier)
    answer = client.post(
        pages.about("komentar/"), {"teks": "Baik."}, headers={"Accept": "application/json"}
    )
    assert [each["text"] for each in answer.json()["comments"]] == ["Baik."]
    answer = client.post(pages.about("komentar/"), {}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["sentence"]) == (409, "Tulis dahulu isinya.")


# ---- paper


def test_the_form_prints_filled_in_and_blank(pages: Pages) -> None:
    scene = pages.scene
    save(scene, (1, {"realisation": "68", "obstacles": "Hujan lebat"}))
    save(scene, (10, {"items.berfungsi": "450", "items.terpasang": "600"}))
    filled = pages.text(scene.filler, pages.address(rest="cetak/"))
    blank = pages.text(scene.filler, pages.address(rest="cetak/?kosong"))
    assert "Hujan lebat" in filled
    assert "Hujan lebat" not in blank
    assert "Rambu yang terpasang (buah):" in blank
    for said in (
        "Dinas Perhubungan, Kabupaten Pesisir Selatan",
        "Bidang Lalu Lintas · Triwulan III",
    ):
        assert said in blank
    assert "Rambu yang terpasang (buah): 600" in filled
    assert "tidak diminta pada triwulan ini" in blank
