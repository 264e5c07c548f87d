"""Addresses of an agency's objectives and indicators."""

from django.urls import path

from himpun.performance.views import catalogue, defining, objectives

ONE = "<str:agency>/indikator/<str:code>/"

urlpatterns = [
    path("<str:agency>/indikator/", catalogue.catalogue, name="catalogue"),
    path("<str:agency>/indikator-baru/", defining.indicator_add, name="indicator_add"),
    path("<str:agency>/indikator-coba/", defining.indicator_try, name="indicator_try"),
    path(ONE, catalogue.indicator, name="indicator_card"),
    path(f"{ONE}ubah/", defining.indicator_revise, name="indicator_revise"),
    path(f"{ONE}pindah/", defining.indicator_move, name="indicator_move"),
    path(f"{ONE}tutup/", defining.indicator_close, name="indicator_close"),
    path(f"{ONE}jangka-menengah/", defining.indicator_medium, name="indicator_medium"),
    path("<str:agency>/sasaran-baru/", objectives.objective_add, name="objective_add"),
    path("<str:agency>/sasaran/<str:code>/", objectives.objective, name="objective"),
    path(
        "<str:agency>/sasaran/<str:code>/tutup/", objectives.objective_close, name="objective_close"
    ),
]
