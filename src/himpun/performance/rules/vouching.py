"""Who may vouch for a value: its author, its verifiers and its approver are different people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from himpun.performance.rules.flow import APPROVED

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Vouched:
    """A value as somebody hands it on: its code, who last changed it, who verified it and whether
    their word is still in force (people by number; author None: nobody did, the program)."""

    value: int
    code: str
    author: int | None
    verifiers: frozenset[int] = frozenset()
    returned: bool = False


def countable(values: Iterable[Vouched], by: int) -> list[Vouched]:
    """The values for which somebody's word counts: not those that they wrote themselves."""
    return [value for value in values if value.author != by]


def why_not_vouch(
    values: Sequence[Vouched], by: int, level: str, *, last: bool, checked: bool
) -> str | None:
    """Why somebody may not hand these values on at a level; None if they may.

    ``last``: nobody looks at them after this before they are approved; ``checked``: the SOP has a
    row that verifies, so that what is approved must have been verified by a third person.
    """
    if sent_back := [value.code for value in values if value.returned]:
        return (
            f"Nilai {named(sent_back)} dikembalikan dan belum diperbaiki. Kembalikan formulirnya "
            "kepada pengisi, atau tunggu perbaikannya."
        )
    if level == APPROVED:
        return _why_not_approve(values, by, checked=checked)
    if last and (own := _unseen(values, by)):
        return (
            f"Nilai {named(own)} Anda ubah sendiri dan belum diperiksa orang lain. Sesudah langkah "
            "ini tidak ada lagi yang memeriksa: minta orang lain yang memegang langkah ini "
            "menyelesaikannya, atau kembalikan nilainya kepada pengisi."
        )
    return None


def _unseen(values: Iterable[Vouched], by: int) -> list[str]:
    """Own values that no other person has verified."""
    return [value.code for value in values if value.author == by and not value.verifiers - {by}]


def _why_not_approve(values: Sequence[Vouched], by: int, *, checked: bool) -> str | None:
    if own := [value.code for value in values if value.author == by]:
        return (
            f"Nilai {named(own)} terakhir Anda ubah sendiri, sehingga orang lain yang harus "
            "mengesahkannya. Minta pemegang lain menyelesaikan langkah ini, atau kembalikan "
            "nilainya kepada pengisi."
        )
    if twice := [value.code for value in values if by in value.verifiers]:
        return (
            f"Nilai {named(twice)} sudah Anda periksa sendiri. Yang memeriksa dan yang "
            "mengesahkan harus orang yang berbeda: minta pemegang lain menyelesaikan langkah ini."
        )
    if checked and (bare := [value.code for value in values if not value.verifiers]):
        return (
            f"Nilai {named(bare)} belum diperiksa siapa pun selain pengisinya. Kembalikan ke "
            "langkah pemeriksaan lebih dahulu."
        )
    return None


def named(codes: Sequence[str]) -> str:
    """LL01, LL02, LL03 dan 4 nilai lain."""
    shown = ", ".join(codes[:MOST_NAMED])
    more = len(codes) - MOST_NAMED
    return f"{shown} dan {more} nilai lain" if more > 0 else shown
