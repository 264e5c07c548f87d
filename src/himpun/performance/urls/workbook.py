"""Addresses of forms as workbooks, and of the catalogue as one."""

from django.urls import path

from himpun.performance.views import workbook

_FORM = "jalan/<int:run>/formulir/<str:unit>/lembar/"

urlpatterns = [
    path(_FORM, workbook.workbook, name="workbook"),
    path(f"{_FORM}unduh/", workbook.workbook_file, name="workbook_file"),
    path(f"{_FORM}simpan/", workbook.workbook_apply, name="workbook_apply"),
]
