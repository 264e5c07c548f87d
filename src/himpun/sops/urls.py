"""The register's addresses."""

from django.urls import path

from himpun.sops import views

app_name = "sops"

urlpatterns = [
    path("", views.register, name="register"),
    path("<slug:agency>/terbitkan/", views.publish_check, name="publish_check"),
    path("<slug:agency>/terbitkan/kirim/", views.publish, name="publish"),
    path("<slug:agency>/<slug:sop_id>/", views.sop, name="sop"),
    path("<slug:agency>/<slug:sop_id>/versi/<int:number>/", views.version, name="version"),
    path("<slug:agency>/<slug:sop_id>/versi/<int:number>/cabut/", views.withdraw, name="withdraw"),
    path(
        "<slug:agency>/<slug:sop_id>/versi/<int:number>/unduh/<slug:kind>/",
        views.download,
        name="download",
    ),
]
