"""A template is data: what is wrong with it is told with its place, and it names nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.letters.facts import USUAL

from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.composing import draft
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.placeholders import BLOCKS, LISTS, TEXTS
from himpun.letters.rules.template import dump, load, mistakes_in

LETTER = KINDS["surat-permintaan-data"]
SHIPPED = dump(shipped_template(LETTER))


def mistakes(**changed: Any) -> list[str]:
    return [str(mistake) for mistake in mistakes_in(SHIPPED | changed, LETTER)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_every_kind_comes_with_a_template_that_is_kept_as_json(kind: Any) -> None:
    template = shipped_template(kind)
    assert load(dump(template)) == template
    assert mistakes_in(dump(template), kind) == ()


def test_every_name_is_used_by_a_shipped_template_or_known_as_a_fact_of_an_agency() -> None:
    used = " ".join(str(dump(shipped_template(kind))) for kind in KINDS.values())
    unused = {name for name in {*LISTS, *BLOCKS} if f"{{{name}" not in used}
    assert unused == {"belum", "kurang"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"body": "Yth. {nam}"}, "Isi, baris 1: nama {nam} tidak dikenal."),
        ({"body": "\n{nomor}"}, "Isi, baris 2: nama {nomor} tidak dapat dipakai di sini."),
        ({"body": "a {b"}, "Isi, baris 1: kurung kurawal “{” tidak membuka atau menutup nama."),
        ({"body": "lihat {tabel_jadwal} ini"},
         "Isi, baris 1: {tabel_jadwal} harus sendirian dalam barisnya."),
        ({"body": "{peserta} {dasar}"}, "Isi, baris 1: satu baris hanya dapat memuat satu daftar."),
        ({"body": "| a |\n|-|\n| b | c |"},
         "Isi, baris 3: baris tabel memiliki 2 kolom, seharusnya 1."),
        ({"subject": " "}, "Hal: belum ditulis."),
        ({"date": "x" * 501}, "Tempat dan tanggal: paling panjang 500 huruf."),
        ({"head": [["Hal", "{hal}"]]},
         "Kepala naskah: Surat permintaan data bernomor, tetapi {nomor} tidak ada."),
        ({"signatures": []},
         "Tanda tangan: Surat permintaan data ditandatangani, tetapi tanpa ruangnya."),
        ({"head": [["Hal"]]}, "Kepala naskah: ada baris yang bentuknya tidak sesuai."),
        ({"copies": "Bupati"}, "Tembusan: bentuknya tidak sesuai."),
        ({"copies": ["x"] * 61}, "Tembusan: paling banyak 60 baris."),
        ({"file": "/etc/passwd"}, "Templat: bagian “file” tidak dikenal."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(changed: dict[str, Any], said: str) -> None:
    assert mistakes(**changed) == [said]


@pytest.mark.parametrize(
    "signature",
    [
        {"above": ["x"], "below": ["y"], "mark": "/etc/passwd"},
        {"above": [], "below": ["y"]},
        {"above": ["x"], "below": ["y"], "picture": "http://contoh.go.id/x.png"},
        "x",
    ],
)
def test_a_signature_of_another_shape_is_refused(signature: object) -> None:
    assert mistakes(signatures=[signature]) == [
        "Tanda tangan: ada baris yang bentuknya tidak sesuai."
    ]


def test_two_signatures_need_two_rooms() -> None:
    one = {"above": ["{jabatan}"], "below": ["{nama}"]}
    assert mistakes(signatures=[one, one]) == [
        "Tanda tangan: dua tanda tangan menempati ruang yang sama."
    ]
    other = one | {"mark": "tanda-tangan-2"}
    assert mistakes(signatures=[one, other]) == []
    assert "Tanda tangan: tanda tangan utama belum ada." in mistakes(signatures=[other])


@pytest.mark.parametrize(
    "said",
    [
        '#read("/etc/passwd")', '#import "@preview/x:1.0.0": *', "{% include '/etc/passwd' %}",
        "{{ settings.SECRET_KEY }}", "![x](http://contoh.go.id/x.png)", "<img src=x>",
        "=== \\[mendatar]", "[garis: 3] #panic()",
    ],
)  # fmt: skip
def test_what_would_be_a_program_elsewhere_is_a_text_or_a_mistake(said: str) -> None:
    wrong = mistakes(body=said)
    if wrong:
        assert all(mistake.startswith("Isi, baris 1: ") for mistake in wrong)
    else:
        text = draft(load(SHIPPED | {"body": said}), USUAL).text
        assert text.strip().lstrip("\\ ").replace("\\", "") == said.replace("{{", "{").replace(
            "}}", "}"
        ).replace("\\", "")


@given(st.text(max_size=60))
def test_no_text_of_a_template_breaks_the_check_or_the_draft(said: str) -> None:
    changed = SHIPPED | {"body": said, "recipients_at": said}
    if not mistakes_in(changed, LETTER):
        draft(load(changed), USUAL)


def test_names_never_mean_two_things() -> None:
    assert not TEXTS.keys() & LISTS.keys() & BLOCKS.keys()
