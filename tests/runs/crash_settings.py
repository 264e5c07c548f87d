"""The product's settings for a web process that is killed: everything its own but what makes a
start slow, and what a person never waits for."""

from himpun.project import settings as product

globals().update({name: getattr(product, name) for name in dir(product) if name.isupper()})

# Neither collected files nor slow passwords have anything to do with what survives a kill.
STORAGES = {
    **product.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
