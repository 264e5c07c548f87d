"""Addresses of the archive; whoever may not see an agency finds none of its own."""

from django.urls import path

from himpun.archive.views import (
    disposal,
    filing,
    folders,
    integrity,
    packages,
    records,
    schedule,
    searching,
)

app_name = "archive"
ONE = "<str:agency>/arsip/<int:no>/"
FOLDER = "<str:agency>/berkas/<int:no>/"
DISPOSAL = "<str:agency>/pemusnahan/<int:no>/"
PACKAGE = "<str:agency>/paket/<int:no>/"

urlpatterns = [
    path("", records.home, name="home"),
    path("cari/", searching.find, name="search"),
    path("keutuhan/", integrity.store, name="store"),
    path("<str:agency>/", records.records, name="records"),
    path("<str:agency>/daftar.xlsx", records.records_file, name="records_file"),
    path("<str:agency>/arsip-baru/", filing.record_add, name="record_add"),
    path(ONE, records.record, name="record"),
    path(f"{ONE}isi/", records.record_content, name="record_content"),
    path(f"{ONE}tempat/", records.record_place, name="record_place"),
    path(f"{ONE}srikandi/", records.record_srikandi, name="record_srikandi"),
    path(f"{ONE}tahan/", records.record_hold, name="record_hold"),
    path(f"{ONE}lepas/", records.record_lift, name="record_lift"),
    path("<str:agency>/berkas/", folders.folders, name="folders"),
    path("<str:agency>/berkas.xlsx", folders.folders_list, name="folders_list"),
    path(FOLDER, folders.folder, name="folder"),
    path(f"{FOLDER}daftar.xlsx", folders.folder_list, name="folder_list"),
    path("<str:agency>/paket/", packages.packages, name="packages"),
    path(PACKAGE, packages.package, name="package"),
    path(f"{PACKAGE}paket.zip", packages.package_file, name="package_file"),
    path(f"{PACKAGE}<int:position>/", packages.packed_file, name="packed_file"),
    path("<str:agency>/jadwal/", schedule.schedule, name="schedule"),
    path("<str:agency>/jadwal.xlsx", schedule.schedule_list, name="schedule_list"),
    path("<str:agency>/jadwal/unggah/", schedule.schedule_compare, name="schedule_compare"),
    path("<str:agency>/jadwal/muat/", schedule.schedule_load, name="schedule_load"),
    path("<str:agency>/kode/", schedule.code_set, name="code_set"),
    path("<str:agency>/pemusnahan/", disposal.disposals, name="disposals"),
    path("<str:agency>/pemusnahan/usul/", disposal.disposal_propose, name="disposal_propose"),
    path(DISPOSAL, disposal.disposal, name="disposal"),
    path(f"{DISPOSAL}daftar.xlsx", disposal.disposal_list, name="disposal_list"),
    path(f"{DISPOSAL}putusan/", disposal.disposal_decide, name="disposal_decide"),
    path(f"{DISPOSAL}batal/", disposal.disposal_cancel, name="disposal_cancel"),
    path(f"{DISPOSAL}musnahkan/", disposal.disposal_carry_out, name="disposal_carry_out"),
]
