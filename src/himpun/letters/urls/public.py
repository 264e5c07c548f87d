"""Addresses for everybody, short enough for a QR code and a chat message."""

from django.urls import path

from himpun.letters.views import public

app_name = "public"

urlpatterns = [
    path("p/", public.check, name="check"),
    path("p/<str:token>", public.check_paper, name="check_paper"),
    path("t/<str:token>", public.link, name="link"),
    path("t/<str:token>/naskah.pdf", public.link_pdf, name="link_pdf"),
]
