"""What officials do with papers at their browsers: draft, correct, mark, sign by hand, receive."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from playwright.sync_api import Page, expect
from tests.journeys.filling import fill_in
from tests.journeys.official import Official

from himpun.letters.models import Paper
from himpun.letters.queries.documents import content_of
from himpun.letters.queries.papers import latest_of
from himpun.letters.typeset import pictures
from himpun.project.sample import PASSWORD


def draft(official: Official, step: str, title: str) -> None:
    """A paper is drafted from its step, and its page opens."""
    official.open_task(step)
    official.page.get_by_role("button", name=f"Susun {title}", exact=True).click()
    assert f"{title.capitalize()} disusun." in official.answer()
    expect(official.page.locator("img.paper-sheet").first).to_be_visible()


def correct(official: Official, sentence: str) -> None:
    """On the page of a paper: a sentence more, looked at and then saved as version 2."""
    page = official.page
    page.get_by_role("link", name="Ubah naskah").click()
    text = page.get_by_label("Isi naskah")
    text.fill(f"{text.input_value()}\n\n{sentence}\n")
    page.get_by_role("button", name="Lihat hasilnya").click()
    expect(page.get_by_role("heading", name="Hasilnya, belum disimpan")).to_be_visible()
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    assert "versi 2" in official.answer()


def mark(official: Official, step: str, button: str, **typed: str) -> str:
    """All papers that wait at a step are marked with one act; what is said then. ``typed``: what a
    service outside wants besides, by its label."""
    official.open_task(step)
    return mark_here(official, button, **typed)


def mark_here(official: Official, button: str, **typed: str) -> str:
    """The same on the page of the step itself."""
    page = official.page
    page.get_by_role("link", name=re.compile(f"^{button} (semua )?naskah$")).click()
    page.get_by_label("Saya sudah membaca naskahnya").check()
    if button == "Tanda tangani" and page.get_by_text("Masih bertitik-titik:").count():
        page.get_by_label("Saya tahu naskah ini belum lengkap").check()
    page.get_by_label(re.compile("^Kata sandi")).fill(PASSWORD)
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name=re.compile(rf"^{button}( \d+ naskah)?$")).click()
    return official.answer()


def sign_by_hand(official: Official, step: str, title: str) -> str:
    """A paper is printed, signed with ink, and its scan put back; what is said then."""
    page = official.page
    official.open_task(step)
    page.get_by_role("link", name="Cetak dan pindai naskah").click()
    page.get_by_role("button", name="Siapkan untuk dicetak").click()
    link = page.get_by_role("link", name=f"Buka {title} untuk dicetak")
    printed = page.request.get(f"{official.address}{link.get_attribute('href')}").body()
    scan: Any = {"name": "pindaian.pdf", "mimeType": "application/pdf", "buffer": scanned(printed)}
    page.get_by_label("Hasil pindai atau foto").set_input_files(scan)
    page.get_by_role("button", name="Unggah dan catat tanda tangan").click()
    return official.answer()


def scanned(pdf: bytes) -> bytes:
    """A printed paper as it comes from the scanner: its pages as pictures."""
    from PIL import Image

    first, *rest = [Image.open(BytesIO(p)).convert("RGB") for p in pictures(pdf, dots=150)]
    out = BytesIO()
    first.save(out, format="PDF", save_all=True, append_images=rest)
    return out.getvalue()


def make_all(official: Official, step: str, unit: str = "") -> list[str]:
    """Whatever the page of a step offers of papers: each is drafted from what is filled in, and
    those that wait are marked; the titles of those drafted."""
    page, made = official.page, []
    official.open_task(step, unit)
    fill_in(page)
    buttons = page.get_by_role("button", name=re.compile("^Susun (?!ulang)"))
    while buttons.count():
        said = buttons.first.inner_text().split()
        made.append(" ".join(said[1:]))
        buttons.first.click()
        assert "disusun." in official.answer()
        official.open_task(step, unit)
    for button in ("Paraf", "Tanda tangani"):
        if page.get_by_role("link", name=re.compile(f"^{button} (semua )?naskah$")).count():
            mark_here(official, button)
    return made


def receive(official: Official, title: str) -> None:
    """A paper that came in is opened, and a receipt is given."""
    page = official.page
    official.visit("/naskah/masuk/")
    page.get_by_role("link", name=re.compile(f"^{title}")).click()
    expect(page.get_by_role("link", name="Buka naskah (PDF)")).to_be_visible()
    page.get_by_role("button", name="Beri tanda terima").click()
    expect(page.get_by_text("Tanda terima diberikan.")).to_be_visible()


def pdf_of(paper: Paper) -> bytes:
    """The PDF of a paper as it lies in the file store."""
    version = latest_of(paper)
    assert version.pdf is not None
    return content_of(version.pdf)


def check(page: Page, address: str, pdf: bytes) -> str:
    """Anybody reads the code of a paper with their phone, then puts the file itself to the page;
    what the page says of the file."""
    page.goto(address)
    expect(page.get_by_role("status")).to_contain_text("Asli dan berlaku")
    file: Any = {"name": "naskah.pdf", "mimeType": "application/pdf", "buffer": pdf}
    page.get_by_label("Berkas PDF").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("status")).to_contain_text("Asli dan berlaku")
    return page.get_by_role("main").inner_text()
