"""Addresses of performance data, one file a topic; whoever may not see an agency finds none."""

from himpun.performance.urls import (
    agreement,
    catalogue,
    checking,
    collecting,
    recap,
    start,
    workbook,
)

app_name = "performance"

urlpatterns = [
    *start.urlpatterns,
    *catalogue.urlpatterns,
    *agreement.urlpatterns,
    *checking.urlpatterns,
    *recap.urlpatterns,
    *collecting.urlpatterns,
    *workbook.urlpatterns,
]
