"""Addresses of an agency's letterhead."""

from django.urls import path

from himpun.letters.views import letterhead as views

urlpatterns = [
    path("<str:agency>/kop/", views.letterhead, name="letterhead"),
    path("<str:agency>/kop/ubah/", views.letterhead_change, name="letterhead_change"),
    path("<str:agency>/kop/logo", views.letterhead_logo, name="letterhead_logo"),
]
