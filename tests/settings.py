"""The product's settings for a test run: a folder of its own, and quick passwords.

The environment is set before the product's settings are read, for reading it is what makes them.
"""

import os
import shutil
import tempfile
from atexit import register
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="himpun-test-"))
register(shutil.rmtree, FOLDER, ignore_errors=True)

os.environ.setdefault("HIMPUN_VAR", str(FOLDER))
os.environ.setdefault("HIMPUN_SECRET_KEY", "for-test-runs-only-" * 3)
os.environ.setdefault("HIMPUN_LOG_LEVEL", "WARNING")

from himpun.project import settings as product  # noqa: E402

globals().update({name: getattr(product, name) for name in dir(product) if name.isupper()})

# A page under test needs no collected and compressed files.
STORAGES = {
    **product.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if product.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A test's data need not outlive the machine's power, as on PostgreSQL (tests/postgres.py).
    _own = product.DATABASES["default"]
    _quick = _own["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES = {"default": {**_own, "OPTIONS": {**_own["OPTIONS"], "init_command": _quick}}}
else:
    # Of two runs on the same server each has a database of its own.
    _test = {"NAME": os.environ.get("TEST_DATABASE", "test_himpun")}
    DATABASES = {
        "default": {
            **product.DATABASES["default"], "ENGINE": "tests.quick_postgresql", "TEST": _test,
        }
    }  # fmt: skip
