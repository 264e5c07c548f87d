"""Fifty people number and sign at once, some are killed while they do: no gap, no duplicate."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from tests.letters.desks import Desk, desk_in
from tests.runs.crash_rivals import PATIENCE, Wish, disconnected
from tests.runs.crash_statements import MOST, killed_after

from himpun.letters.models import Number, Paper, Register
from himpun.letters.services.numbers import cancel_number, reserve_number, take_number
from himpun.office.models import Person
from himpun.office.queries import verify_journal
from himpun.office.rules import Refused
from himpun.office.services.turn import InTurn

WORKERS = 50
SIGNING = 0.002
"""Seconds for which a signature is computed while the number is held."""


@pytest.fixture
def desk(transactional_db: None, tmp_path: Path) -> Desk:
    """In tables that every connection sees."""
    return desk_in(tmp_path)


def sign(desk: Desk, paper: Paper, by: Person) -> str:
    """What signing does around the number: number and signature in one transaction."""

    @InTurn(Refused)
    def signing() -> str:
        number = take_number(paper=paper, by=by, now=desk.now)
        time.sleep(SIGNING)
        Paper.objects.filter(pk=paper.pk).update(state="signed", signed_at=desk.now)
        return number.text

    return signing()


def at_once(*wishes: Wish) -> list[Any]:
    """What fifty threads are given; they share the connections that a process has."""
    ready = Barrier(len(wishes))

    def ask(wish: Wish) -> Any:
        try:
            ready.wait(PATIENCE)
            return wish()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(wishes)) as threads:
        return [asking.result() for asking in [threads.submit(ask, wish) for wish in wishes]]


def whole(desk: Desk) -> int:
    """How many papers are signed: each has a number of its own, and the register has no gap."""
    signed = set(Paper.objects.filter(state="signed").values_list("pk", flat=True))
    numbered = list(Number.objects.values_list("paper", flat=True))
    assert sorted(numbered) == sorted(signed)
    texts = desk.texts()
    assert len(set(texts)) == len(texts)
    assert desk.gaps() == []
    assert not list(verify_journal(desk.agency))
    return len(signed)


def test_fifty_at_once_get_fifty_numbers(desk: Desk) -> None:
    papers = [desk.paper() for _ in range(WORKERS)]
    by = desk.keeper
    answers = at_once(*(partial(sign, desk, paper, by) for paper in papers))
    assert len(set(answers)) == WORKERS
    assert whole(desk) == WORKERS
    assert desk.register().last == WORKERS


def test_one_paper_that_fifty_sign_at_once_has_one_number(desk: Desk) -> None:
    paper, by = desk.paper(), desk.keeper

    def signing() -> str:
        try:
            return sign(desk, paper, by)
        except Refused as refused:
            return str(refused)

    said = at_once(*[signing] * WORKERS)
    assert sum("sudah bernomor" in each for each in said) == WORKERS - 1
    assert whole(desk) == 1


def test_reserving_and_cancelling_beside_the_signing_leaves_no_gap(desk: Desk) -> None:
    papers = [desk.paper() for _ in range(15)]
    keeper = desk.keeper

    def reserving() -> None:
        number = reserve_number(
            agency=desk.agency, kind="undangan", subject="Rapat", by=keeper, now=desk.now
        )
        cancel_number(number=number, reason="Rapat batal", by=keeper, now=desk.now)

    signings = [partial(sign, desk, paper, keeper) for paper in papers]
    at_once(*signings, *[reserving] * 15)
    assert desk.register().last == 30
    assert Number.objects.filter(state="cancelled").count() == 15
    assert desk.gaps() == []
    assert not list(verify_journal(desk.agency))


@pytest.fixture
def dying(desk: Desk) -> Callable[[list[Paper]], list[Any]]:
    """Starts a process for each of some papers that signs it, when all of them are connected.

    They wait for one another at pipes: a process that is killed leaves no lock behind there.
    """
    kind = multiprocessing.get_context("fork")

    def begin(papers: list[Paper]) -> list[Any]:
        (here, there), (start, begin_all) = os.pipe(), os.pipe()
        by = desk.keeper

        def work(paper: Paper) -> None:
            os.close(begin_all)
            if connection.vendor == "postgresql":
                # Its pool would open two at first, and the server has not that many for fifty.
                connection.settings_dict["OPTIONS"]["pool"]["max_size"] = 1
            try:
                connection.ensure_connection()
                os.write(there, b".")
                os.read(start, 1)  # until the test has closed the other end
                sign(desk, paper, by)
            finally:
                connections.close_all()

        with disconnected():
            children = [kind.Process(target=work, args=(paper,)) for paper in papers]
            for child in children:
                child.start()
        connected = 0
        while connected < len(papers):
            connected += len(os.read(here, len(papers)))
        for end in (begin_all, start, here, there):
            os.close(end)
        return children

    return begin


def test_of_fifty_processes_some_are_killed_and_nothing_is_torn(desk: Desk, dying: Any) -> None:
    """Then whoever is still without a signature gets one: fifty numbers for fifty papers."""
    chance = random.Random(20260914)
    papers = [desk.paper() for _ in range(WORKERS)]
    children = dying(papers)
    for child in chance.sample(children, 30):
        time.sleep(chance.uniform(0, 0.01))
        os.kill(child.pid, signal.SIGKILL)
    for child in children:
        child.join(PATIENCE)
    killed = sum(child.exitcode == -signal.SIGKILL for child in children)
    assert {child.exitcode for child in children} <= {0, -signal.SIGKILL}
    signed = whole(desk)
    assert signed >= WORKERS - killed
    assert killed >= 10, "too few were killed in time to say anything"
    for paper in Paper.objects.filter(state="circulating"):
        sign(desk, paper, desk.keeper)
    assert whole(desk) == WORKERS
    assert desk.register().last == WORKERS


def test_killed_after_any_statement_it_leaves_a_number_with_its_signature_or_neither(
    desk: Desk,
) -> None:
    """Each statement in turn, until one behind which it is stored: its commit."""
    paper, by = desk.paper(), desk.keeper
    for statements in range(1, MOST):
        assert killed_after(statements, lambda: sign(desk, paper, by))
        if whole(desk):
            break
    assert statements >= 10
    assert (Number.objects.count(), Register.objects.count()) == (1, 1)


def test_a_register_that_several_begin_at_once_is_begun_once(desk: Desk) -> None:
    papers, by = [desk.paper("keputusan") for _ in range(5)], desk.keeper
    at_once(*(partial(sign, desk, paper, by) for paper in papers))
    assert Register.objects.get(group="keputusan").last == len(papers)
    assert desk.gaps("keputusan") == []
