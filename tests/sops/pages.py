"""Addresses under which a browser sees the table inside the frame."""

from pathlib import Path
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django_cotton.compiler_regex import CottonCompiler
from tests.sops import scenes

from himpun.project.urls import urlpatterns as product

PAGE = Path(__file__).with_name("page.html").read_text(encoding="utf-8")

FRAME = SimpleNamespace(
    agency_name="Dinas Perhubungan",
    region="Kabupaten Pesisir Selatan",
    person_title="Kasubag Perencanaan, Keuangan, dan Pelaporan",
    person_note="juga Plh. Sekretaris s.d. 9 Okt",
    inbox_count=7,
    nav=[
        ("Tugas", "Tugas saya", "/", False, 7),
        ("SOP", "SOP berjalan", "/", True, 0),
        ("Data", "Data kinerja", "/", False, 0),
        ("Papan", "Papan", "/", False, 0),
        ("Arsip", "Arsip", "/", False, 0),
    ],
    sample=False,
)
SCENES = {"pesisir": scenes.pesisir, "balangan": scenes.balangan, "sumbar": scenes.sumbar}


def table(request: HttpRequest, name: str, state: str) -> HttpResponse:
    """One of the five papers: "kertas" alone, "adegan" of the design, or rows done ("f4": 3)."""
    if state == "kertas":
        view = scenes.on_paper(name)
    elif state == "f4":
        view = scenes.begun(name, 3, paper_size="f4")
    elif state == "adegan":
        view = SCENES[name.partition("-")[0]]()
    else:
        view = scenes.begun(name, int(state))
    page = engines["django"].from_string(CottonCompiler().process(PAGE))
    return HttpResponse(page.render({"table": view, "frame": FRAME}, request))


urlpatterns = [path("tabel/<str:name>/<str:state>/", table), *product]
