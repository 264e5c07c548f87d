"""Addresses of recaps, and of the page over several agencies."""

from django.urls import path

from himpun.performance.views import recap, recap_analysis, region

urlpatterns = [
    path("jalan/<int:run>/rekap/", recap.recap, name="recap"),
    path("jalan/<int:run>/rekap/langsung/", recap.recap_live, name="recap_live"),
    path("jalan/<int:run>/rekap/<int:no>/", recap.recap_frozen, name="recap_frozen"),
    path("jalan/<int:run>/rekap/beda/", recap.recap_difference, name="recap_difference"),
    path("jalan/<int:run>/rekap/bekukan/", recap.recap_freeze, name="recap_freeze"),
    path("jalan/<int:run>/rekap/analisis/", recap_analysis.recap_analysis, name="recap_analysis"),
    path("wilayah/", region.region_start, name="region_start"),
    path("wilayah/<int:year>/<int:quarter>/", region.region, name="region"),
]
