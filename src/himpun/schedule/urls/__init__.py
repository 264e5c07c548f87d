"""Addresses of the schedule; whoever may not see an agency finds none of them."""

from django.urls import path

from himpun.schedule.views import starts

app_name = "schedule"

urlpatterns = [
    path("", starts.home, name="home"),
    path("<str:agency>/", starts.year, name="year"),
    path("<str:agency>/<str:sop>/aturan/", starts.rule, name="rule"),
    path("<str:agency>/<str:sop>/mulai/<str:period>/", starts.start, name="start"),
]
