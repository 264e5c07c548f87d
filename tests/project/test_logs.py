"""What a log tells, and what it must not."""

from himpun.project.logs import without_links


def test_the_code_of_a_link_is_not_told() -> None:
    said = without_links(
        None, "", {"event": "GET /t/4.1.t5I0ZeLnEMrBFEXyee6z2OOY/naskah.pdf", "code": 410}
    )
    assert said == {"event": "GET /t/4.1.…/naskah.pdf", "code": 410}


def test_other_addresses_are_told_as_they_are() -> None:
    event = {"event": "GET /p/abc", "path": "/t/"}
    assert without_links(None, "", dict(event)) == event
