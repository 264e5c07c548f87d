"""Addresses of the six-monthly form."""

from django.urls import path

from himpun.monitoring.views import assessing

urlpatterns = [
    path("pemantauan-sop/<str:agency>/", assessing.assess_start, name="assess_start"),
    path("pemantauan-sop/<str:agency>/<int:year>/<int:half>/", assessing.assess, name="assess"),
    path(
        "pemantauan-sop/<str:agency>/<int:year>/<int:half>/<str:sop>/<str:key>/",
        assessing.assess_row,
        name="assess_row",
    ),
]
