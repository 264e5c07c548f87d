"""Addresses of a paper's recipients, and of what came in."""

from django.urls import path

from himpun.letters.views import incoming, sending

LIST = "<str:agency>/<int:number>/penerima/"
ONE = f"{LIST}<int:recipient>/"

urlpatterns = [
    path("masuk/", incoming.incoming, name="incoming"),
    path("masuk/<int:number>/", incoming.incoming_paper, name="incoming_paper"),
    path("masuk/<int:number>/naskah.pdf", incoming.incoming_pdf, name="incoming_pdf"),
    path(LIST, sending.recipients, name="recipients"),
    path(f"{LIST}tanda-terima.pdf", sending.receipts, name="receipts"),
    path(f"{LIST}tambah/", sending.recipient_add, name="recipient_add"),
    path(f"{LIST}tambah-unit/", sending.recipient_add_units, name="recipient_add_units"),
    path(f"{LIST}kirim/", sending.paper_send, name="paper_send"),
    path(f"{ONE}ulang/", sending.recipient_resend, name="recipient_resend"),
    path(f"{ONE}cabut/", sending.link_revoke, name="link_revoke"),
    path(f"{ONE}hapus/", sending.recipient_withdraw, name="recipient_withdraw"),
    path(f"{ONE}terima/", sending.receipt_record, name="receipt_record"),
]
