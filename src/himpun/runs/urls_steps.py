"""Addresses of a step, its draft and its files."""

from django.urls import path

from himpun.runs.views import files, steps

STEP = "jalan/<int:run>/langkah/<int:visit>/"

urlpatterns = [
    path(STEP, steps.step, name="step"),
    path(f"{STEP}draf/", steps.step_draft, name="step_draft"),
    path(f"{STEP}serahkan/", steps.step_reassign, name="step_reassign"),
    path(f"{STEP}berkas/<int:attachment>/", files.step_file, name="step_file"),
    path(
        f"{STEP}berkas/<int:attachment>/tarik/", files.step_file_withdraw, name="step_file_withdraw"
    ),
]
