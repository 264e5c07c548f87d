"""What a QR code and a recipient's link say, and that nobody else can make one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himpun.letters.rules.links import (
    Link,
    check_path,
    is_ours,
    read_link,
    token_in,
    write_link,
)

TOKEN = "Abc-123_xyz0123456789"


@pytest.mark.parametrize(
    "text",
    [
        TOKEN, f" {TOKEN}\n", f"/p/{TOKEN}", f"https://himpun.go.id/p/{TOKEN}",
        f"http://127.0.0.1:8000/p/{TOKEN}/?v=2",
    ],
)  # fmt: skip
def test_the_token_is_found_in_what_a_code_says(text: str) -> None:
    assert token_in(text) == TOKEN
    assert token_in(check_path(TOKEN)) == TOKEN


@pytest.mark.parametrize("text", ["", "/p/", "pendek", f"/t/{TOKEN}", "x" * 41, "WIFI:T:WPA;S:x;;"])
def test_other_codes_say_nothing(text: str) -> None:
    assert token_in(text) is None


@given(st.integers(1, 10**15), st.integers(1, 10**5))
def test_a_link_is_read_back_and_known(recipient: int, no: int) -> None:
    link = read_link(write_link("rahasia", recipient, no))
    assert link is not None
    assert (link.recipient, link.no) == (recipient, no)
    assert is_ours("rahasia", link)
    assert not is_ours("lain", link)
    assert not is_ours("rahasia", Link(recipient + 1, no, link.code))
    assert not is_ours("rahasia", Link(recipient, no + 1, link.code))
