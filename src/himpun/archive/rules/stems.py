"""Indonesian words without what stands before their root, so that a search for "lapor" finds
"melaporkan" and "pelaporan" too.

No dictionary: every root that a word could have is told, and one too many does no more than find a
word too many. Only the beginning matters, for a search goes by beginnings.
"""

from collections.abc import Iterator

SHORTEST_ROOT = 4
SIMPLE = ("meng", "mem", "men", "me", "peng", "pem", "pen", "per", "pe", "ber", "be", "ter", "te",
          "di", "ke", "se")  # fmt: skip
LOST = (
    ("meny", "s"), ("peny", "s"), ("meng", "k"), ("peng", "k"), ("mem", "p"), ("pem", "p"),
    ("men", "t"), ("pen", "t"),
)  # fmt: skip
"""Before a vowel the root has lost its first letter: menyusun (susun), mengirim (kirim), memeriksa
(periksa), menagih (tagih)."""
VOWELS = "aeiou"


def roots_of(word: str) -> list[str]:
    """What a word in small letters may be without its prefix; none for one without prefix."""
    return list(dict.fromkeys(root for root in _roots(word) if len(root) >= SHORTEST_ROOT))


def _roots(word: str) -> Iterator[str]:
    if not (word.isascii() and word.isalpha()):
        return
    for prefix in SIMPLE:
        if word.startswith(prefix):
            yield word[len(prefix) :]
    for prefix, letter in LOST:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and rest[:1] in VOWELS and rest:
            yield letter + rest
