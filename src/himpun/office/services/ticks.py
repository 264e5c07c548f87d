"""Signs of life of the background workers, for the page that says whether they are well.

No wish of a person, so nothing of it is journalled; each worker writes its own rows only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar, Token
from datetime import datetime
from types import TracebackType
from typing import Any

from django.db.models import Q

from himpun.office.models import Tick
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn

LONGEST = 500
"""Characters that are kept of a failure."""

_left: ContextVar[list[str] | None] = ContextVar("left_undone", default=None)
_in_turn = InTurn(Refused)


class Undone:
    """Gathers, inside ``with``, the sentences that the round of a job leaves (``left_undone``)."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def __enter__(self) -> list[str]:
        self._before: Token[list[str] | None] = _left.set(self.sentences)
        return self.sentences

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _raised: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        _left.reset(self._before)


def left_undone(*, what: str) -> None:
    """A job had to leave one thing (a run that cannot be told, a mail that nobody takes) and goes
    on with the others; where a worker listens (``Undone``), its status says so."""
    sentences = _left.get()
    if sentences is not None:
        sentences.append(what)


@_in_turn
def begin_tick(*, job: str, worker: str, now: datetime) -> None:
    """A worker is at a job from now on."""
    _write(job, worker, {"begun_at": now, "ended_at": None, "done": 0, "stopped_at": None})


@_in_turn
def end_tick(
    *, job: str, worker: str, begun_at: datetime, done: int, undone: Sequence[str], now: datetime
) -> None:
    """A worker has ended a round: how many things took effect, and what had to be left (the last
    sentence is kept)."""
    ended = {"begun_at": begun_at, "ended_at": now, "done": done, "stopped_at": None}
    if undone:
        ended |= {"failed_at": now, "failure": undone[-1][:LONGEST]}
    _write(job, worker, ended)


def _write(job: str, worker: str, row: Mapping[str, Any]) -> None:
    if not Tick.objects.filter(job=job, worker=worker).update(**row):
        Tick.objects.create(job=job, worker=worker, **row)


@_in_turn
def stop_ticks(*, worker: str, now: datetime) -> None:
    """A worker ends because it was asked to; nobody shall miss it."""
    Tick.objects.filter(worker=worker).update(stopped_at=now)


@_in_turn
def forget_ticks(*, before: datetime) -> int:
    """Drop the rows of workers that have not been heard of since; answers in how many."""
    silent = Q(ended_at=None) | Q(ended_at__lt=before)
    return Tick.objects.filter(silent, begun_at__lt=before).delete()[0]
