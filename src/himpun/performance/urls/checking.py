"""Addresses of what is checked and corrected."""

from django.urls import path

from himpun.performance.views import checking, correcting

urlpatterns = [
    path("pemberitahuan/", checking.drops, name="drops"),
    path("nilai/<int:value>/koreksi/", correcting.correction_ask, name="correction_ask"),
    path("koreksi/<int:number>/", correcting.correction, name="correction"),
    path("<slug:agency>/koreksi/", correcting.corrections, name="corrections"),
]
