"""Addresses of chasing; whoever may not see an agency finds none."""

from django.urls import URLPattern, path

from himpun.chase.views import board, case, ladder

app_name = "chase"

CASE = "<str:agency>/<int:run>/<int:visit>/"

urlpatterns: list[URLPattern] = [
    path("", board.home, name="home"),
    path("<str:agency>/", board.board, name="board"),
    path("<str:agency>/ingatkan/", board.remind, name="remind"),
    path("<str:agency>/tangga/", ladder.ladders, name="ladders"),
    path("<str:agency>/tangga/<str:sop>/", ladder.ladder, name="ladder"),
    path("<str:agency>/tangga/<str:sop>/ubah/", ladder.ladder_set, name="ladder_set"),
    path("<str:agency>/tangga/<str:sop>/bawaan/", ladder.ladder_back, name="ladder_back"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}catat/", case.contact, name="contact"),
    path(f"{CASE}surat/", case.letter, name="letter"),
]
