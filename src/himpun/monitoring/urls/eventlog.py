"""Addresses of event logs."""

from django.urls import path

from himpun.monitoring.views import eventlog

urlpatterns = [
    path("log/<str:agency>/<str:sop>.xes", eventlog.event_log_xes, name="event_log_xes"),
    path("log/<str:agency>/<str:sop>.jsonocel", eventlog.event_log_ocel, name="event_log_ocel"),
]
