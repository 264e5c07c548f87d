"""The rules of notices: ways, words, and when to try again."""

from datetime import timedelta

import pytest
from tests.office.scene import NOW

from himpun.notices.rules.digest import Line, digest_text
from himpun.notices.rules.kinds import KINDS, way_of
from himpun.notices.rules.outbox import TRIES, next_try, outcome_of
from himpun.notices.rules.words import day_words, mail_text, share_text


def test_a_return_goes_at_once_unless_the_person_says_otherwise() -> None:
    assert way_of("returned", {}) == "now"
    assert way_of("returned", {"returned": "none"}) == "none"
    assert way_of("reminder", {"returned": "none"}) == "digest"


def test_every_kind_offers_its_own_usual_way() -> None:
    assert all(kind.way in kind.ways for kind in KINDS.values())


def test_a_mail_is_tried_seven_times_within_a_day() -> None:
    times = [next_try(attempt, NOW) for attempt in range(1, TRIES + 1)]
    assert times[0] == NOW + timedelta(minutes=1)
    assert times[-1] is None
    assert TRIES == 7
    assert sum((at - NOW for at in times if at), timedelta()) < timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "word"), [(250, "accepted"), (421, "later"), (550, "never"), (354, "never")]
)
def test_an_answer_of_a_server_means(code: int, word: str) -> None:
    assert outcome_of(code) == word


def test_a_message_for_a_chat_ends_its_sentences() -> None:
    said = share_text(
        office="Dinas A Kota B", kind="Dikembalikan", subject="Formulir", text="Alasan:\n kurang",
        url="https://h.id/x/",
    )  # fmt: skip
    assert said == (
        "Dikembalikan: Formulir. Alasan: kurang. Buka di Himpun: https://h.id/x/ (Dinas A Kota B)"
    )


def test_a_message_for_a_chat_does_not_say_twice_what_it_is() -> None:
    said = share_text(
        office="Dinas A", kind="Pengingat", subject="Pengingat kedua: Bidang B", text="",
        url="https://h.id/x/",
    )  # fmt: skip
    assert said.startswith("Pengingat kedua: Bidang B. ")


def test_a_mail_says_where_it_comes_from_and_where_to_go() -> None:
    said = mail_text(
        name="Kasi", office="Dinas A", subject="Formulir", text="", url="https://h.id/x/",
        choices="https://h.id/p/",
    )  # fmt: skip
    assert said.startswith("Yth. Kasi\n\nFormulir\n\nBuka di Himpun:\nhttps://h.id/x/\n")
    assert "balasannya tidak dibaca" in said
    assert "https://h.id/p/" in said


def test_a_digest_counts_each_kind() -> None:
    lines = [Line("Pengingat", "a", "b", "u1"), Line("Pengingat", "c", "", "u2")]
    said = digest_text(
        name="Kasi", day="Senin", lines=lines, office="Dinas A", home="h", choices="p"
    )
    assert "\nPENGINGAT (2)\n- a. b\n  u1\n- c\n  u2\n" in said


def test_a_day_in_words() -> None:
    assert day_words(NOW.date()) == "Senin, 2 Maret 2026"
