"""What forms say of a wrong value."""

from typing import Any

import pytest
from django import forms

pytestmark = pytest.mark.once


class Sample(forms.Form):
    """One field of each sort that complains."""

    many = forms.IntegerField(min_value=0, max_value=60)
    day = forms.DateField()
    word = forms.CharField(max_length=5)
    way = forms.ChoiceField(choices=[("a", "a")])
    mail = forms.EmailField()
    whom = forms.MultipleChoiceField(choices=[("a", "a")])


RIGHT: dict[str, Any] = {
    "many": "1",
    "day": "2026-09-24",
    "word": "kata",
    "way": "a",
    "mail": "camat@kab.go.id",
    "whom": ["a"],
}


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("many", "", "Isian ini harus diisi."),
        ("many", "tiga", "Tulis bilangan bulat, misalnya 3."),
        ("many", "-1", "Paling kecil 0."),
        ("many", "61", "Paling besar 60."),
        ("day", "31-02-2026", "Tanggal itu tidak ada dalam kalender."),
        ("word", "panjang", "Paling panjang 5 huruf; yang ditulis 7 huruf."),
        ("word", "a\0b", "Ada huruf yang tidak dapat disimpan."),
        ("way", "z", "Pilihan itu tidak ada dalam daftar."),
        ("mail", "camat", "Tulis alamat surel yang lengkap, misalnya nama@kab.go.id."),
        ("whom", ["z"], "Pilihan itu tidak ada dalam daftar."),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(field: str, wrong: object, sentence: str) -> None:
    assert Sample({**RIGHT}).is_valid()
    assert Sample({**RIGHT, field: wrong}).errors[field] == [sentence]


def test_a_set_of_forms_says_so_too() -> None:
    made = forms.formset_factory(Sample, max_num=1, validate_max=True)
    many = made({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"})
    assert "Paling banyak 1 bagian." in many.non_form_errors()
    broken = made({"form-TOTAL_FORMS": "x"})
    assert broken.non_form_errors() == [
        "Isian tidak sampai dengan lengkap. Muat ulang halaman ini, lalu coba lagi."
    ]
