"""Addresses of forms and their values."""

from django.urls import path

from himpun.performance.api import values as api
from himpun.performance.views import forms, values

RUN = "jalan/<int:run>/"
FORM = f"{RUN}formulir/<str:unit>/"
VALUE = "nilai/<int:value>/"

urlpatterns = [
    path(RUN, forms.run_forms, name="run_forms"),
    path(FORM, forms.form, name="form"),
    path(f"{FORM}nilai/", api.save, name="save"),
    path(f"{FORM}lengkap/", forms.form_complete, name="form_complete"),
    path(f"{FORM}buka/", forms.form_reopen, name="form_reopen"),
    path(f"{FORM}cetak/", forms.form_print, name="form_print"),
    path(f"{FORM}<int:indicator>/", values.indicator, name="indicator"),
    path(VALUE, api.details, name="value"),
    path(f"{VALUE}bukti/", values.evidence_add, name="evidence_add"),
    path(f"{VALUE}bukti/<int:evidence>/", values.evidence_file, name="evidence_file"),
    path(f"{VALUE}bukti/<int:evidence>/tarik/", values.evidence_withdraw, name="evidence_withdraw"),
    path(f"{VALUE}komentar/", values.comment_add, name="comment_add"),
    path(f"{VALUE}tanya/", values.query_open, name="query_open"),
    path("tanya/<int:query>/", values.query_act, name="query_act"),
]
