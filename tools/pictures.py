"""The pictures of the README, taken from the running product with its sample agencies.

    python -m tools.pictures [folder]      (make pictures; docs/pictures by default)

Starts the product on a database of its own that is gone afterwards.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from tests.conftest import FLAGS, chromium

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "contoh-himpun-2026"
HIMPUN = (sys.executable, str(ROOT / "manage.py"))
DESK: ViewportSize = {"width": 1366, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
LARGEST = 250_000
STARTS_WITHIN = 60

BALANGAN = "balangan-dpuprperkim"
PAPERS = 3
"""That the first step of Balangan's SOP makes."""


@contextmanager
def product() -> Iterator[str]:
    """The product with its sample, served on a free port; its address."""
    with tempfile.TemporaryDirectory(prefix="himpun-gambar-") as folder:
        address = f"http://127.0.0.1:{free_port()}"
        environment = {
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "HIMPUN_VAR": folder, "HIMPUN_SAMPLE": "ya", "HIMPUN_URL": address,
        }  # fmt: skip
        for command in (("collectstatic", "--noinput", "-v", "0"), ("sample",)):
            subprocess.run([*HIMPUN, *command], env=environment, check=True, stdout=2)
        server = subprocess.Popen([*HIMPUN, "serve"], env=environment, stdout=2)
        try:
            wait_for(f"{address}/readyz")
            yield address
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            with urlopen(address, timeout=5):  # nosec B310 - our own server
                return
        except (URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def signed_in(browser: Browser, address: str, username: str) -> Page:
    page = browser.new_page(locale="id-ID", timezone_id="Asia/Jakarta", viewport=DESK)
    page.goto(f"{address}/akun/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/tugas/**")
    return page


def open_run(page: Page, address: str) -> None:
    page.goto(f"{address}/jalan/")
    page.locator(".runline a").first.click()
    page.locator("table.sop").wait_for()


def draft_to_correct(browser: Browser, address: str) -> Page:
    """Balangan once more, for the year: its staff has made the draft, which is to be corrected."""
    clerk = signed_in(browser, address, "balangan.kasubag")
    year = datetime.now(UTC).year
    clerk.goto(f"{address}/jalan/mulai/{BALANGAN}/{BALANGAN}/")
    choice = clerk.locator("#periode option:enabled", has_text=f"Tahun {year}").first
    clerk.locator("#periode").select_option(value=choice.get_attribute("value"))
    clerk.get_by_role("button", name="Mulai SOP", exact=True).click()
    clerk.locator("table.sop").wait_for()
    staff = signed_in(browser, address, "balangan.staf")
    open_step(staff, "1")
    step = staff.url
    for _ in range(PAPERS):
        staff.get_by_role("button", name=re.compile("^Susun (?!ulang)")).first.click()
        staff.wait_for_url("**/naskah/**")
        staff.goto(step)
    staff.get_by_label("Catatan atas naskah").fill("Kolom target sudah ditambahkan pada format.")
    staff.locator("#langkah button[value=selesai]").click()
    staff.wait_for_url("**/tugas/")
    clerk.goto(f"{address}/tugas/")
    open_step(clerk, "2")
    return clerk


def open_step(page: Page, step: str) -> None:
    page.get_by_role("main").get_by_role("link", name=re.compile(f"langkah {step}$")).first.click()
    page.locator("#langkah").wait_for()
    page.wait_for_load_state()


def form_to_fill(browser: Browser, address: str) -> Page:
    """A division's form, half filled in; one of its rows is looked at."""
    holder = signed_in(browser, address, "pessel.kasi-keselamatan")
    holder.goto(f"{address}/kinerja/")
    holder.get_by_role("main").get_by_role("link", name="Bidang Keselamatan").first.click()
    holder.locator("#data-grid .tabulator-cell[tabulator-field=realisation]").nth(3).click()
    holder.locator(".side .graph-box svg").first.wait_for()
    return holder


def signed_paper(browser: Browser, address: str) -> Page:
    """A letter with its number, paraf and signature, and who has received it."""
    clerk = signed_in(browser, address, "pessel.kasubag")
    clerk.goto(f"{address}/naskah/pesisir-selatan-dishub/")
    clerk.get_by_role("link", name="Surat permintaan data", exact=True).first.click()
    sheet = clerk.locator("img.paper-sheet").first
    sheet.wait_for()
    sheet.evaluate("picture => picture.decode()")
    return clerk


def take(page: Page, folder: Path, name: str, *, height: int) -> None:
    """The page at both widths: so much of it on a desk, and the first screen of a phone."""
    desk: ViewportSize = {"width": DESK["width"], "height": height}
    for size in (desk, PHONE):
        page.set_viewport_size(size)
        path = folder / f"{name}-{size['width']}.png"
        page.screenshot(path=path, animations="disabled")
        print(f"{path.name}: {path.stat().st_size:,} bytes")
        if path.stat().st_size > LARGEST:
            sys.exit(f"{path.name} has more than {LARGEST:,} bytes")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with product() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        owner = signed_in(browser, address, "pessel.kasubag")
        take(owner, folder, "tugas", height=400)
        owner.set_viewport_size(DESK)
        open_run(owner, address)
        take(owner, folder, "jalan", height=1060)
        clerk = draft_to_correct(browser, address)
        take(clerk, folder, "langkah", height=1000)
        take(form_to_fill(browser, address), folder, "data", height=860)
        take(signed_paper(browser, address), folder, "naskah", height=820)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
