"""What comes of setting a paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from himpun.letters.rules.places import Place


class FontsMissing(RuntimeError):
    """The fonts are not there: the installation is not whole."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as PDF, where its blanks, marks and codes stand by name, and how many pages it has.

    A name that stands several times is `nomor`, `nomor#2`, `nomor#3` ….
    """

    pdf: bytes
    places: Mapping[str, Place]
    pages: int
