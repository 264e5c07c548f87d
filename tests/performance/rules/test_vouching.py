"""Author, verifier and approver of a value are three people."""

from hypothesis import given
from hypothesis import strategies as st

from himpun.performance.rules.vouching import Vouched, countable, named, why_not_vouch

KASI, KABID, KASUBAG, HEAD = 1, 2, 3, 4
people = st.sampled_from([KASI, KABID, KASUBAG, HEAD])
values = st.builds(
    Vouched,
    value=st.integers(1, 9),
    code=st.sampled_from(["LL01", "LL02"]),
    author=st.none() | people,
    verifiers=st.frozensets(people),
    returned=st.booleans(),
)


def why(value: Vouched, by: int, level: str, *, last: bool = False, checked: bool = True) -> str:
    return why_not_vouch([value], by, level, last=last, checked=checked) or ""


def test_an_author_hands_on_what_somebody_else_will_still_look_at() -> None:
    assert not why(Vouched(1, "LL01", KASUBAG), KASUBAG, "verified")


def test_an_author_s_word_does_not_count() -> None:
    mine, other = Vouched(1, "LL01", KASUBAG), Vouched(2, "LL02", KASI)
    assert countable([mine, other], KASUBAG) == [other]


def test_the_last_check_refuses_what_only_its_author_has_seen() -> None:
    said = why(Vouched(1, "LL01", KASUBAG), KASUBAG, "verified", last=True)
    assert "LL01" in said
    assert "orang lain" in said
    seen = Vouched(1, "LL01", KASUBAG, frozenset({KABID}))
    assert not why(seen, KASUBAG, "verified", last=True)


def test_nobody_approves_what_they_wrote_or_verified_or_what_nobody_verified() -> None:
    assert "Anda ubah sendiri" in why(Vouched(1, "LL01", HEAD), HEAD, "approved")
    verified = Vouched(1, "LL01", KASI, frozenset({HEAD}))
    assert "Anda periksa sendiri" in why(verified, HEAD, "approved")
    assert "belum diperiksa" in why(Vouched(1, "LL01", KASI), HEAD, "approved")
    assert not why(Vouched(1, "LL01", KASI), HEAD, "approved", checked=False)
    assert not why(Vouched(1, "LL01", KASI, frozenset({KABID})), HEAD, "approved")


def test_what_was_sent_back_and_not_touched_goes_nowhere() -> None:
    assert "dikembalikan" in why(Vouched(1, "LL01", KASI, returned=True), KABID, "verified")


@given(st.lists(values, max_size=6), people, st.booleans())
def test_what_is_approved_has_an_author_a_verifier_and_an_approver_who_differ(
    handed: list[Vouched], by: int, last: bool
) -> None:
    if why_not_vouch(handed, by, "approved", last=last, checked=True) is None:
        for value in handed:
            assert value.author != by
            assert by not in value.verifiers
            assert value.verifiers
            assert not value.returned


def test_many_values_are_named_in_part() -> None:
    assert named(["A", "B"]) == "A, B"
    assert named([*"ABCDEFG"]) == "A, B, C, D, E dan 2 nilai lain"
