"""Addresses of evidence packs."""

from django.urls import path

from himpun.monitoring.views import evidence

urlpatterns = [
    path("bukti-lke/<str:agency>/", evidence.evidence, name="evidence"),
    path("bukti-lke/<str:agency>/<int:number>.zip", evidence.evidence_file, name="evidence_file"),
]
