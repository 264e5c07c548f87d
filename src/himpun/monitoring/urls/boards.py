"""Addresses of boards: of one agency, of several, and their quarters."""

from django.urls import path

from himpun.monitoring.views import agency_board, history, region_board

urlpatterns = [
    path("", region_board.start, name="start"),
    path("instansi/<str:agency>/", agency_board.agency_board, name="agency"),
    path("instansi/<str:agency>/riwayat/", history.agency_history, name="agency_history"),
    path("wilayah/", region_board.region_start, name="region_start"),
    path("wilayah/<int:year>/<int:quarter>/", region_board.region, name="region"),
    path("wilayah/riwayat/", history.region_history, name="region_history"),
]
