"""Addresses of notices and mails; whoever may not see an agency finds none of its mails."""

from django.urls import path

from himpun.notices.views import mails

app_name = "notices"

MAILS = "<str:agency>/surel/"

urlpatterns = [
    path(MAILS, mails.mails, name="mails"),
    path(f"{MAILS}<int:number>/ulang/", mails.mail_anew, name="mail_anew"),
    path(f"{MAILS}<int:number>/sisihkan/", mails.mail_aside, name="mail_aside"),
]
