"""Addresses of what the times tell, one file a topic; whoever may not see an agency finds none."""

from himpun.monitoring.urls import times

app_name = "monitoring"

urlpatterns = [*times.urlpatterns]
