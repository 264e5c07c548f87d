"""Where an Indonesian word may be broken, for browsers that have no Indonesian hyphenation."""

import re
from itertools import pairwise

SOFT_HYPHEN, MAY_BREAK = "\u00ad", "\u200b"
SHORTEST_WORD, SHORTEST_PART = 8, 3

_WORD = re.compile(rf"[A-Za-z]{{{SHORTEST_WORD},}}")
_PIECE = re.compile(r"ng|ny|sy|kh|[a-z]", re.IGNORECASE)
_VOWELS = "aeiouAEIOU"


def breakable(text: str) -> str:
    """The text with soft hyphens between the syllables of long words, and a place to break after
    each slash. Names in capitals only are left whole."""
    parted = _WORD.sub(lambda found: _parted(found[0]), text)
    return parted.replace("/", f"/{MAY_BREAK}")


def _parted(word: str) -> str:
    if word.isupper():
        return word
    parts: list[str] = []
    for syllable in syllables(word):
        if parts and (len(parts[-1]) < SHORTEST_PART):
            parts[-1] += syllable
        else:
            parts.append(syllable)
    if len(parts) > 1 and len(parts[-1]) < SHORTEST_PART:
        last = parts.pop()
        parts[-1] += last
    return SOFT_HYPHEN.join(parts)


def syllables(word: str) -> list[str]:
    """Pe-ren-ca-na-an, Sek-re-ta-ri-at: one consonant goes to the vowel after it, of several the
    first stays before the cut (ng, ny, sy, kh are one), and two vowels are parted."""
    letters = _PIECE.findall(word)
    vowels = [i for i, letter in enumerate(letters) if letter in _VOWELS]
    cuts = [_cut(a, b) for a, b in pairwise(vowels)]
    return ["".join(letters[a:b]) for a, b in zip([0, *cuts], [*cuts, len(letters)], strict=True)]


def _cut(vowel: int, following: int) -> int:
    """Where the second of two neighbouring syllables begins."""
    between = following - vowel - 1
    return following - between if between < 2 else vowel + 2
