"""Addresses under which a browser sees the libraries at work inside the product's frame."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django_cotton.compiler_regex import CottonCompiler

from himpun.project.urls import urlpatterns as product

QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
TABLES: dict[str, dict[str, Any]] = {
    "line": {
        "head": ["Triwulan", "Realisasi", "Target"],
        "rows": [
            ["TW I", Decimal("21.5"), Decimal("25")],
            ["TW II", None, Decimal("50")],
            ["TW III", Decimal("70.25"), Decimal("75")],
            ["TW IV", "belum", Decimal("100")],
        ],
    },
    "empty": {"head": ["Triwulan", "Realisasi"], "rows": [["TW I", None], ["TW II", "belum"]]},
    "bar": {
        "head": ["Unit", "2025", "2026"],
        "rows": [
            ["Bidang Lalu Lintas dan Angkutan Jalan", Decimal("1234.5"), Decimal("980")],
            ["Bidang Keselamatan dan Pengembangan", Decimal("410"), None],
            ["Sekretariat <b>Dinas</b>", Decimal("77"), Decimal("0")],
        ],
    },
    "heat": {
        "head": ["Indikator", *QUARTERS],
        "rows": [
            ["Persentase panjang jalan dalam kondisi mantap", "48,5", "75", "99,99", "100"],
            ["Rasio konektivitas", "90", "", "–", "112,5"],
            ["Nilai SAKIP", "12", "51", "76", "91"],
        ],
    },
}
PAGES = Path(__file__).with_name("browser_pages")


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A template of the folder beside this file: "grid" or "charts"."""
    text = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    template = engines["django"].from_string(CottonCompiler().process(text))
    return HttpResponse(template.render(dict(TABLES), request))


urlpatterns = [path("lihat/<str:name>/", page), *product]
