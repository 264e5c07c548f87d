"""``himpun rehearse --quarters``: quarters on a simulated clock, and what must be true after."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

# The command makes a database of its own, whatever the installation has.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def printed(*words: str) -> str:
    out = StringIO()
    call_command("rehearse", *words, stdout=out)
    return out.getvalue()


def test_a_quarter_ends_fair_and_is_chased_as_the_slow_model_says() -> None:
    words = ("pesisir-selatan-dishub", "--quarters", "1", "--units", "2", "--seed", "1", "--json")
    shown = json.loads(printed(*words))
    assert shown["wrong"] == []
    assert shown["runs"] == 1
    for what in ("rungs", "mails", "absences", "extensions", "days off", "halts"):
        assert shown[what] > 0, what


def test_a_chase_that_never_comes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("himpun.project.rehearsal.quarters.chase_due", lambda _now: 0)
    with pytest.raises(CommandError, match="is missing"):
        printed("pematangsiantar-dpmptsp", "--quarters", "1", "--units", "1", "--seed", "3")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name an SOP"),
        (["--quarters", "0"], "--quarters takes"),
        (["--quarters", "1", "--units", "900"], "--units takes"),
        (["--quarters", "1", "--period", "2025"], "not a quarter"),
        (["--quarters", "1", "--period", "kemarin"], "kemarin"),
        (["--quarters", "1", "--period", "2049-TW1"], "2049"),
    ],
)
def test_it_says_what_is_wrong_with_a_wish(words: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        printed(*words)
