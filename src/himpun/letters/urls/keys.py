"""Addresses of the keys that an agency's people sign with."""

from django.urls import path

from himpun.letters.views import keys

urlpatterns = [
    path("<str:agency>/kunci/", keys.keys, name="keys"),
    path("<str:agency>/kunci/otoritas.pem", keys.authority_certificate, name="authority"),
    path("<str:agency>/kunci/<str:serial>/cabut/", keys.key_revoke, name="key_revoke"),
    path("<str:agency>/kunci/<str:serial>/baru/", keys.key_renew, name="key_renew"),
]
