"""An SOP walked through by its office holders, and what the pages must say at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.journeys.conftest import Clock, People
from tests.journeys.holders import HOLDERS
from tests.journeys.official import Deed, Official, Turn
from tests.runs.scene import PREFIXES

DOING = ("Menyelesaikan", "Memutuskan", "Mengembalikan")
DONE = re.compile(r"Selesai|(\d+) dari \1 unit")
MINUTES = 6
PERIOD = "Triwulan III 2026"


@dataclass
class Journey:
    """One run of an SOP. ``deeds``: what was done so far, as the history must tell it."""

    people: People
    clock: Clock
    sop: str
    run: int = 0
    deeds: list[Deed] = field(default_factory=list)

    def official(self, code: str) -> Official:
        return self.people(f"{PREFIXES[self.sop]}.{code}")

    def start(self, by: str, without: tuple[str, ...] = ()) -> None:
        self.run = self.official(by).start(self.sop, PERIOD, without)

    def walk(self, *turns: Turn) -> None:
        """Each in turn, some minutes after the other."""
        for turn in turns:
            self.clock.forward(minutes=MINUTES)
            self.official(turn.who).do(turn)
            self.deeds.append(self._deed(turn))

    def finished_rows(self, seen_by: str) -> list[str]:
        """The numbers of the rows that the run page shows as done, in its order."""
        rows = self.official(seen_by).rows(self.run)
        return [number for number, word in rows if DONE.match(word)]

    def told(self, seen_by: str) -> list[Deed]:
        """What the history tells of those who finished, decided and sent back."""
        told = self.official(seen_by).history(self.run)
        return [deed for deed in told if deed.what.startswith(DOING)]

    def _deed(self, turn: Turn) -> Deed:
        name, capacity = HOLDERS[self.sop][turn.who]
        what = f"Menyelesaikan langkah {turn.step}"
        if turn.exit:
            what = f"Memutuskan “{turn.exit.lower()}” pada langkah {turn.step}"
        elif turn.back:
            what = f"Mengembalikan langkah {turn.step} ke langkah {turn.back}"
        return Deed(name, turn.capacity or capacity, what, turn.unit, turn.reason)


def numbers(last: int) -> list[str]:
    """1 to the last row of an SOP, as they are printed."""
    return [str(number) for number in range(1, last + 1)]
