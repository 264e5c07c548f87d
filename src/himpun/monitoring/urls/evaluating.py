"""Addresses of the yearly evaluation."""

from django.urls import path

from himpun.monitoring.views import evaluating

urlpatterns = [
    path("evaluasi-sop/<str:agency>/", evaluating.evaluate_start, name="evaluate_start"),
    path("evaluasi-sop/<str:agency>/<int:year>/", evaluating.evaluate, name="evaluate"),
    path(
        "evaluasi-sop/<str:agency>/<int:year>/<str:sop>/",
        evaluating.evaluate_one,
        name="evaluate_one",
    ),
]
