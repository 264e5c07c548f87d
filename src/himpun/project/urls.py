"""The root of all addresses: each app's own below its prefix, and signing in."""

from importlib.util import find_spec

from django.urls import include, path

from himpun.project import views

# Where there is no prefix, the app's own addresses say where they stand.
PREFIXES = {
    "office": "",
    "archive": "arsip/",
    "sops": "sop/",
    "letters": "naskah/",
    "performance": "kinerja/",
    "notices": "pemberitahuan/",
    "schedule": "jadwal/",
    "chase": "penagihan/",
    "monitoring": "papan/",
    "runs": "",
}

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("sesi/", views.session, name="session"),
    path("status/", views.status, name="status"),
    # Short, for QR codes and chat messages.
    path("", include("himpun.letters.urls.public")),
    path("akun/", include("allauth.account.urls")),
    path("akun/2fa/", include("allauth.mfa.urls")),
    *(
        path(prefix, include(f"himpun.{app}.urls"))
        for app, prefix in PREFIXES.items()
        if find_spec(f"himpun.{app}") and find_spec(f"himpun.{app}.urls")
    ),
]
