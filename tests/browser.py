"""A server for pages that no table of a database stands behind, and what a browser says of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread

if TYPE_CHECKING:
    from playwright.sync_api import Page

GATE = "himpun.project.access.Gate"


@contextmanager
def served(urls: str) -> Iterator[str]:
    """The address at which the pages of a URL configuration are shown to everyone; all else is as
    in the product, its content security policy too."""
    open_to_all = [name for name in settings.MIDDLEWARE if name != GATE]
    with override_settings(ROOT_URLCONF=urls, ALLOWED_HOSTS=["*"], MIDDLEWARE=open_to_all):
        server = LiveServerThread("127.0.0.1", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()
        server.join()


def complaints_of(page: "Page") -> list[str]:
    """What the browser complains about: a refused style or script, a file that is not there."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
