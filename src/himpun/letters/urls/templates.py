"""Addresses of an agency's templates."""

from django.urls import path

from himpun.letters.views import templates as views

urlpatterns = [
    path("<str:agency>/templat/", views.templates, name="templates"),
    path("<str:agency>/templat/<slug:kind>/", views.template, name="template"),
    path(
        "<str:agency>/templat/<slug:kind>/pratinjau/<str:key>/<int:page>.png",
        views.template_trial,
        name="template_trial",
    ),
    path(
        "<str:agency>/templat/<slug:kind>/terbit/", views.template_publish, name="template_publish"
    ),
    path(
        "<str:agency>/templat/<slug:kind>/tarik/", views.template_withdraw, name="template_withdraw"
    ),
]
