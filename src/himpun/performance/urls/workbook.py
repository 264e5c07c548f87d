"""Addresses of forms as workbooks, and of the catalogue as one."""

from django.urls import path

from himpun.performance.views import catalogue_sheet, workbook

_FORM = "jalan/<int:run>/formulir/<str:unit>/lembar/"
_CATALOGUE = "<slug:agency>/lembar/"

urlpatterns = [
    path(_CATALOGUE, catalogue_sheet.catalogue_sheet, name="catalogue_sheet"),
    path(f"{_CATALOGUE}unduh/", catalogue_sheet.catalogue_sheet_file, name="catalogue_sheet_file"),
    path(
        f"{_CATALOGUE}simpan/", catalogue_sheet.catalogue_sheet_apply, name="catalogue_sheet_apply"
    ),
    path(_FORM, workbook.workbook, name="workbook"),
    path(f"{_FORM}unduh/", workbook.workbook_file, name="workbook_file"),
    path(f"{_FORM}simpan/", workbook.workbook_apply, name="workbook_apply"),
]
