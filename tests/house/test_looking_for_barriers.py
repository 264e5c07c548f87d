"""What looks for barriers finds those that are there, also among many parts that look alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Barriers = Callable[[Page], list[str]]

PAGE = """<!doctype html><html lang="id"><head><title>Rekap</title></head><body><main><h1>Rekap</h1>
<button disabled style="color: #bbb">Simpan</button>
<table><tr><th>Indikator</th></tr>{rows}</table></main></body></html>"""
ROW = "<tr><td>{}</td></tr>"


def page_with(page: Page, twentieth: str) -> Page:
    """A table of 40 rows, all alike but one."""
    rows = [ROW.format(f"Indikator {no}") for no in range(40)]
    rows[20] = twentieth
    page.set_content(PAGE.format(rows="".join(rows)))
    return page


def test_a_page_without_any_has_none(page: Page, barriers: Barriers) -> None:
    assert barriers(page_with(page, ROW.format("Indikator 20"))) == []


@pytest.mark.parametrize(
    "pale",
    [
        '<tr><td style="color: #bbb">Kinerja</td></tr>',
        '<tr style="background: #555"><td>Kinerja</td></tr>',
        '<tr><td><span style="opacity: 0.3">Kinerja</span></td></tr>',
        '<tr><td><input aria-label="Kinerja" value="7" style="color: #bbb"></td></tr>',
    ],
)
def test_one_pale_text_among_many_is_found(page: Page, barriers: Barriers, pale: str) -> None:
    found = barriers(page_with(page, pale))
    assert [line.partition(" ")[0] for line in found] == ["color-contrast"]


def test_what_is_not_about_colours_is_found_wherever_it_is(page: Page, barriers: Barriers) -> None:
    found = barriers(page_with(page, '<tr><td><input value="7"></td></tr>'))
    assert [line.partition(" ")[0] for line in found] == ["label"]
