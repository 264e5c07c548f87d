"""Who marks a paper, as what, and what the paper prints of it.

An office's own holder signs as it (definitif, Plt., Plh., Pj.). Whoever stands in for them signs
for them (a.n.), below their own office. A letter of the agency that somebody else than its head
signs goes out in the head's name (a.n.); a stand-in signs such a letter one step further (u.b.).
An operator prepares papers and marks none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from himpun.kernel.duty import ON_BEHALF
from himpun.office.rules import ACTING, DEFINITIVE, STAND_IN, TEAM_MEMBER

Role = Literal["initial", "sign"]
IN_THE_NAME, FURTHER = "a.n.", "u.b."
VERBS: dict[Role, str] = {"initial": "memaraf", "sign": "menandatangani"}
OPERATOR_MAY_NOT = (
    "Operator menyiapkan naskah, tetapi tidak {verb}. Yang {verb} pemangku jabatannya: {title}."
)
NOT_YOURS = "Naskah ini menunggu {title}. Anda tidak memegang tugas itu hari ini."
NO_OFFICE = "Anda tidak memegang jabatan pada hari ini, jadi tidak dapat {verb}."


@dataclass(frozen=True, slots=True)
class Signer:
    """A person as they mark a paper: ``office`` their own, ``lines`` what is printed above the
    name, ``capacity`` one of definitif, Plt., Plh., Pj., a.n., u.b.; ``basis`` the decree."""

    name: str
    office: str
    capacity: str
    lines: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """How somebody is a performer: the post that the SOP means, in which ``capacity`` they hold it
    ("pengganti", "anggota tim" too), and the ``own`` post that they hold beside it. ``heads``: is
    that post the one that heads the agency?"""

    name: str
    post: str
    capacity: str
    own: str = ""
    basis: str = ""
    heads: bool = False


def signer_of(held: Held, *, head: str, for_head: bool) -> Signer | None:
    """As what somebody signs. ``head``: what the agency's head is called; ``for_head``: is the
    paper the agency's own? None for somebody without an office of their own."""
    whose = head if held.heads else held.post
    if held.capacity == TEAM_MEMBER:
        whose = held.own or held.post
    stands_in = held.capacity == STAND_IN
    if stands_in and not held.own:
        return None
    office = held.own if stands_in else whose
    lines, capacity = _lines(held.capacity, whose, office, head, for_head=for_head)
    return Signer(held.name, office, capacity, lines, held.basis)


def _lines(
    capacity: str, whose: str, office: str, head: str, *, for_head: bool
) -> tuple[tuple[str, ...], str]:
    acting = capacity if capacity in ACTING else ""
    stands_in, outward = capacity == STAND_IN, for_head and whose != head
    first = " ".join(part for part in (acting, whose.upper()) if part)
    if outward and stands_in:
        return (f"a.n. {head.upper()}", f"{first},", FURTHER, f"{office.upper()},"), FURTHER
    if outward:
        return (f"a.n. {head.upper()}", f"{first},"), IN_THE_NAME
    if stands_in:
        return (f"a.n. {first}", f"{office.upper()},"), IN_THE_NAME
    return (f"{first},",), acting or DEFINITIVE


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mark that a paper waits for, with the titles of those before it that are not made yet."""

    role: Role
    title: str
    before: Sequence[str] = ()


def why_not_mark(waiting: Waiting | None, role: Role, capacity: str | None) -> str | None:
    """Why somebody may not make the next mark of a paper now. ``waiting``: the mark that is theirs
    to make at their step, None if there is none; ``capacity``: as what they hold the step, None if
    they do not."""
    if waiting is None or waiting.role != role:
        return f"Tidak ada naskah yang menunggu Anda untuk {VERBS[role]}."
    if capacity is None:
        return NOT_YOURS.format(title=waiting.title)
    if capacity == ON_BEHALF:
        return OPERATOR_MAY_NOT.format(verb=VERBS[role], title=waiting.title)
    if waiting.before:
        return f"Naskah ini masih menunggu {', '.join(waiting.before)}."
    return None
