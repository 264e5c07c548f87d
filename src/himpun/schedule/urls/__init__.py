"""Addresses of the schedule; whoever may not see an agency finds none of them."""

from django.urls import path

from himpun.schedule.views import changes, feeds, starts

app_name = "schedule"

urlpatterns = [
    path("", starts.home, name="home"),
    path("langganan/", feeds.own, name="feeds"),
    path("langganan/<str:token>.ics", feeds.feed, name="feed"),
    path("<str:agency>/langganan/", feeds.units, name="unit_feeds"),
    path("perubahan/<int:number>/", changes.change_everywhere, name="change_everywhere"),
    path("<str:agency>/perubahan/", changes.changes, name="changes"),
    path("<str:agency>/perubahan/<int:number>/", changes.change, name="change"),
    path("<str:agency>/", starts.year, name="year"),
    path("<str:agency>/<str:sop>/aturan/", starts.rule, name="rule"),
    path("<str:agency>/<str:sop>/mulai/<str:period>/", starts.start, name="start"),
]
