"""A server for pages that no table of a database stands behind, and what a browser says of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from django.test.testcases import LiveServerThread

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

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


def held_back(page: "Page", files: str) -> Callable[[], None]:
    """As on a slow line: what is asked of files of this pattern is answered when what is returned
    is called; later, files come as ever."""
    held: list[Route] = []

    def hold(route: "Route") -> None:
        held.append(route)

    def release() -> None:
        for route in held:
            route.continue_()
        page.unroute(files, hold)

    page.route(files, hold)
    return release
