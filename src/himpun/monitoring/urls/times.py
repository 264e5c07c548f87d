"""Addresses of times."""

from django.urls import path

from himpun.monitoring.views import held, times

urlpatterns = [
    path("waktu/", times.times_home, name="times_home"),
    path("waktu/jalan/<int:run>/", held.held, name="held"),
    path("waktu/<str:agency>/", times.times, name="times"),
]
