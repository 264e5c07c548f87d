"""The root of all addresses: each app's own below its prefix, and signing in."""

from importlib.util import find_spec

from django.urls import include, path

# The inbox is the first page, so the running SOPs stand at the root.
PREFIXES = {
    "office": "kantor/",
    "archive": "arsip/",
    "sops": "sop/",
    "letters": "naskah/",
    "performance": "kinerja/",
    "runs": "",
}

urlpatterns = [
    path("akun/", include("allauth.account.urls")),
    path("akun/2fa/", include("allauth.mfa.urls")),
    *(
        path(prefix, include(f"himpun.{app}.urls"))
        for app, prefix in PREFIXES.items()
        if find_spec(f"himpun.{app}") and find_spec(f"himpun.{app}.urls")
    ),
]
