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


class WithoutMigrations:
    """The tables come from the models, as those of all tests do."""

    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = WithoutMigrations()
