"""Addresses of boards and times, one file a topic; whoever may not see an agency finds none."""

from himpun.monitoring.urls import assessing, boards, evaluating, eventlog, evidence, times

app_name = "monitoring"

urlpatterns = [
    *boards.urlpatterns,
    *eventlog.urlpatterns,
    *times.urlpatterns,
    *assessing.urlpatterns,
    *evaluating.urlpatterns,
    *evidence.urlpatterns,
]
