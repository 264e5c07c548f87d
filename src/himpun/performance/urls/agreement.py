"""Addresses of an agency's performance agreements and of its ways of measuring."""

from django.urls import path

from himpun.performance.views import agreement, filling_agreement, settings

YEAR = "<str:agency>/pk/<int:year>/"

urlpatterns = [
    path("<str:agency>/pk/", agreement.agreements, name="agreements"),
    path(YEAR, agreement.agreement, name="agreement"),
    path(f"{YEAR}susun/", agreement.agreement_draft, name="agreement_draft"),
    path(f"{YEAR}isi/", filling_agreement.agreement_fill, name="agreement_fill"),
    path(f"{YEAR}setujui/", agreement.agreement_approve, name="agreement_approve"),
    path(f"{YEAR}batalkan/", agreement.agreement_cancel, name="agreement_cancel"),
    path("<str:agency>/pengaturan/", settings.settings, name="settings"),
    path("<str:agency>/pengaturan/ubah/", settings.settings_change, name="settings_change"),
    path("<str:agency>/pengaturan/penutupan/<str:sop>/", settings.closing_set, name="closing_set"),
    path("<str:agency>/pengaturan/aturan-baru/", settings.cross_rule_add, name="cross_rule_add"),
    path(
        "<str:agency>/pengaturan/aturan/<int:number>/akhiri/",
        settings.cross_rule_close,
        name="cross_rule_close",
    ),
]
