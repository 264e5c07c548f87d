"""What forms say of a wrong value, where a form has no sentence of its own: plain Indonesian.

Django's own translation says "Masukkan keseluruhan angka bilangan" of a wrong number; no official
would.
"""

from django.core import validators
from django.forms import (
    BaseFormSet,
    ChoiceField,
    DateField,
    Field,
    FileField,
    IntegerField,
    MultipleChoiceField,
)

NOT_IN_LIST = "Pilihan itu tidak ada dalam daftar."


def speak_plainly() -> None:
    """Gives Django's fields, validators and sets of forms these sentences."""
    Field.default_error_messages["required"] = "Isian ini harus diisi."
    IntegerField.default_error_messages["invalid"] = "Tulis bilangan bulat, misalnya 3."
    DateField.default_error_messages["invalid"] = "Tanggal itu tidak ada dalam kalender."
    ChoiceField.default_error_messages["invalid_choice"] = NOT_IN_LIST
    MultipleChoiceField.default_error_messages.update(
        invalid_choice=NOT_IN_LIST, invalid_list=NOT_IN_LIST
    )
    validators.EmailValidator.message = "Tulis alamat surel yang lengkap, misalnya nama@kab.go.id."
    FileField.default_error_messages.update(
        invalid="Pilih berkasnya.", missing="Pilih berkasnya.", empty="Berkas ini kosong."
    )
    validators.MinValueValidator.message = "Paling kecil %(limit_value)s."
    validators.MaxValueValidator.message = "Paling besar %(limit_value)s."
    validators.MaxLengthValidator.message = (
        "Paling panjang %(limit_value)s huruf; yang ditulis %(show_value)s huruf."
    )
    validators.ProhibitNullCharactersValidator.message = "Ada huruf yang tidak dapat disimpan."
    BaseFormSet.default_error_messages.update(
        missing_management_form="Isian tidak sampai dengan lengkap. Muat ulang halaman ini, "
        "lalu coba lagi.",
        too_many_forms="Paling banyak %(num)d bagian.",
    )
