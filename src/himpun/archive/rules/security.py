"""Security classes of records, and who may read what bears which (Perka ANRI 17/2011).

Who may read is decided by keys: a record bears some, a person holds some, and whoever holds one
that the record bears may read it. The same keys stand in the table of the search, so that a search
never finds what its asker may not read.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

ORDINARY, LIMITED, SECRET, TOP_SECRET = "biasa", "terbatas", "rahasia", "sangat-rahasia"


@dataclass(frozen=True, slots=True)
class SecurityClass:
    """A class: how it is called, and who reads what bears it, in words."""

    key: str
    title: str
    readers: str


CLASSES = {
    one.key: one
    for one in (
        SecurityClass(ORDINARY, "Biasa", "siapa pun yang melihat instansi ini di Himpun"),
        SecurityClass(
            LIMITED, "Terbatas",
            "pejabat, pengganti, dan anggota tim instansi, operatornya, dan pembaca (pengawas)",
        ),
        SecurityClass(
            SECRET, "Rahasia",
            "pimpinan instansi, pembaca (pengawas), serta pencipta dan penerimanya beserta unitnya",
        ),
        SecurityClass(TOP_SECRET, "Sangat rahasia", "pencipta dan penerimanya saja"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a person stands, by the numbers of agencies, units and the person.

    ``sees``: agencies seen at all; ``inside``: those where they take part, operate or read;
    ``heads``: those that they head or read as an auditor.
    """

    person: int
    sees: frozenset[int] = field(default_factory=frozenset)
    inside: frozenset[int] = field(default_factory=frozenset)
    heads: frozenset[int] = field(default_factory=frozenset)
    units: frozenset[int] = field(default_factory=frozenset)

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the person holds."""
        return frozenset(
            {f"p{self.person}"}
            | {f"b{number}" for number in self.sees}
            | {f"t{number}" for number in self.inside & self.sees}
            | {f"r{number}" for number in self.heads & self.sees}
            | {f"u{number}" for number in self.units}
        )


def keys_of(
    agency: int, security: str, people: Collection[int], units: Collection[int]
) -> list[str]:
    """The keys that something of a class bears. ``people`` and ``units`` made or received it; they
    matter from "rahasia" on, where the class alone opens it to few."""
    if security == ORDINARY:
        return [f"b{agency}"]
    if security == LIMITED:
        return [f"t{agency}"]
    own = [f"p{number}" for number in sorted(set(people))]
    if security == TOP_SECRET:
        return own
    return [f"r{agency}", *(f"u{number}" for number in sorted(set(units))), *own]


def why_not_class(security: str) -> str | None:
    """Why a text is no security class."""
    if security in CLASSES:
        return None
    known = ", ".join(one.title.lower() for one in CLASSES.values())
    return f"Klasifikasi keamanan “{security[:40]}” tidak dikenal. Yang dikenal: {known}."
