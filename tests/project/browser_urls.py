"""Addresses under which a browser sees the libraries at work inside the product's frame."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django_cotton.compiler_regex import CottonCompiler

from himpun.project.urls import urlpatterns as product

PAGES = Path(__file__).with_name("browser_pages")


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A template of the folder beside this file: "grid" or "charts"."""
    text = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    template = engines["django"].from_string(CottonCompiler().process(text))
    return HttpResponse(template.render({}, request))


urlpatterns = [path("lihat/<str:name>/", page), *product]
