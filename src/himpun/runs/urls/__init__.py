"""Addresses of running SOPs; whoever may not see a run finds none of them."""

from django.urls import include, path

from himpun.runs.views import course, history, inbox, package, runs, start

app_name = "runs"

urlpatterns = [
    path("tugas/", inbox.inbox, name="inbox"),
    path("jalan/", runs.runs, name="runs"),
    path("jalan/mulai/", start.start, name="start"),
    path("jalan/mulai/<str:agency>/<str:sop>/", start.start_sop, name="start_sop"),
    path("jalan/<int:run>/", runs.run, name="run"),
    path("jalan/<int:run>/riwayat/", history.history, name="history"),
    path("jalan/<int:run>/atur/", course.course, name="course"),
    path("jalan/<int:run>/paket/", package.package, name="package"),
    path("jalan/<int:run>/paket/<int:no>.zip", package.package_file, name="package_file"),
    path("", include("himpun.runs.urls_steps")),
]
