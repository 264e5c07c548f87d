"""Addresses of an agency's registers."""

from django.urls import path

from himpun.letters.views import numbers

urlpatterns = [
    path("<str:agency>/nomor/", numbers.registers, name="registers"),
    path("<str:agency>/nomor/pesan/", numbers.number_reserve, name="number_reserve"),
    path("<str:agency>/nomor/singkatan/", numbers.number_codes, name="number_codes"),
    path(
        "<str:agency>/nomor/<int:year>/<str:group>/atur/",
        numbers.register_set,
        name="register_set",
    ),
    path("<str:agency>/nomor/<int:number>/pakai/", numbers.number_use, name="number_use"),
    path("<str:agency>/nomor/<int:number>/batal/", numbers.number_cancel, name="number_cancel"),
]
