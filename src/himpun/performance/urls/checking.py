"""Addresses of what is checked and corrected."""

from django.urls import path

from himpun.performance.views import checking, correcting, outside

urlpatterns = [
    path("jalan/<int:run>/luar-sop/", outside.run_outside, name="run_outside"),
    path("pemberitahuan/", checking.drops, name="drops"),
    path("nilai/<int:value>/koreksi/", correcting.correction_ask, name="correction_ask"),
    path("koreksi/<int:number>/", correcting.correction, name="correction"),
    path(
        "koreksi/<int:number>/bukti/<int:proof>/",
        correcting.correction_proof,
        name="correction_proof",
    ),
    path("<slug:agency>/koreksi/", correcting.corrections, name="corrections"),
]
