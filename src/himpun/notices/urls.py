"""Addresses of notices and mails; whoever may not see an agency finds none of its mails."""

from django.urls import path

from himpun.notices.views import mails, own

app_name = "notices"

MAILS = "<str:agency>/surel/"

urlpatterns = [
    path("", own.mine, name="mine"),
    path("dibaca/", own.read, name="read"),
    path("pilihan/", own.choices, name="choices"),
    path("<int:number>/buka/", own.open_notice, name="open"),
    path(MAILS, mails.mails, name="mails"),
    path(f"{MAILS}<int:number>/ulang/", mails.mail_anew, name="mail_anew"),
    path(f"{MAILS}<int:number>/sisihkan/", mails.mail_aside, name="mail_aside"),
]
