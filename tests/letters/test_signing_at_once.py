"""Letters of an agency are signed at once, with real signatures, some of the signers killed while
they do: each letter has a number of its own, printed and sealed in it, and none is left out."""

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pikepdf
from django.db import connections
from tests.letters.marking import initial, to_the_letter
from tests.letters.real_signers import DONE, signers
from tests.letters.run_papers import ORDER, paper_of, with_papers
from tests.letters.signed_letters import KIND
from tests.runs.crash_rivals import PATIENCE, broken
from tests.runs.scene import Scene

from himpun.letters import signing
from himpun.letters.models import Mark, Number, Paper, Register
from himpun.letters.queries.documents import content_of
from himpun.letters.queries.keys import trust_now
from himpun.letters.queries.papers import latest_of
from himpun.letters.services import sign_papers

PERIODS = ("2026-TW3", "2026-TW2", "2026-TW1")
WORKERS = 50
LETHAL = (1, 4, 8, 13, 19)
"""The how manieth number's signer is killed, with the process of theirs."""
SIGNING = 0.12
"""Seconds within which that happens; some are through by then."""


def filled_in(pdf: bytes) -> dict[str, str]:
    """What stands in the fields of a paper."""
    with pikepdf.open(BytesIO(pdf)) as document:
        fields = document.Root.AcroForm.Fields
        return {str(field.T): str(field.get("/V", "")) for field in fields}


def waiting_letters(folder: Path) -> Scene:
    """A letter of each of some runs waits for the head."""
    scene = with_papers(folder)
    for period in PERIODS:
        if scene.run.period != period:
            scene.start(period)
        to_the_letter(scene, ORDER)
        initial(scene, "sekretaris", KIND)
        scene.complete("4")
    return scene


def test_signed_at_once_each_letter_has_its_own_number_sealed_in_it(
    transactional_db: None, tmp_path: Path
) -> None:
    scene = waiting_letters(tmp_path)
    papers = list(Paper.objects.filter(kind=KIND).values_list("pk", flat=True))
    ready, head = Barrier(len(papers)), scene.person("kadis")

    def sign(paper: int) -> None:
        try:
            ready.wait(PATIENCE)
            sign_papers(papers=[paper], by=head, now=scene.now, proof="password")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(papers)) as threads:
        for asked in [threads.submit(partial(sign, paper)) for paper in papers]:
            asked.result()
    given = dict(Number.objects.filter(paper__kind=KIND).values_list("paper", "no"))
    assert sorted(given) == sorted(papers)
    assert sorted(given.values()) == list(range(1, len(papers) + 1))
    for paper in Paper.objects.filter(kind=KIND):
        version = latest_of(paper)
        assert version.pdf is not None
        pdf = content_of(version.pdf)
        assert f"/{given[paper.pk]:03d}/DISHUB/" in filled_in(pdf)["nomor"]
        assert signing.validate(pdf, trust_now(), at=scene.now).authentic
    assert not broken(scene.agency)


def fifty_letters(folder: Path) -> Scene:
    """A letter that waits for the head, initialled, and forty-nine like it, for a unit each."""
    scene = with_papers(folder)
    to_the_letter(scene, ORDER)
    initial(scene, "sekretaris", KIND)
    scene.complete("4")
    paper = paper_of(scene, KIND)
    version = latest_of(paper)
    marks = list(version.marks.all())
    for no in range(1, WORKERS):
        paper.pk, paper.unit, paper.token = None, f"u{no}", f"{paper.token[:20]}{no:04d}"
        paper.save()
        version.pk, version.paper = None, paper
        version.save()
        for mark in marks:
            mark.pk, mark.version = None, version
            mark.save()
    return scene


def whole(scene: Scene) -> set[int]:
    """The letters that are signed. Each has a number of its own and its signature; each of the
    others is as it was, and the register has no gap."""
    letters = Paper.objects.filter(kind=KIND)
    signed = {paper.pk for paper in letters.filter(state="signed")}
    given = dict(Number.objects.values_list("paper", "no"))
    assert set(given) == signed
    assert sorted(given.values()) == list(range(1, len(signed) + 1))
    done = Mark.objects.filter(version__paper__kind=KIND, role="sign", state="done")
    assert sorted(done.values_list("version__paper", flat=True)) == sorted(signed)
    for paper in letters.exclude(state="signed"):
        version = latest_of(paper)
        assert (paper.state, version.pdf) == ("circulating", version.marks.get(order=1).file)
    assert not broken(scene.agency)
    return signed


def sealed(scene: Scene) -> None:
    """In each letter its own number is filled in, and its signature holds."""
    for number in Number.objects.select_related("paper"):
        assert number.paper is not None
        version = latest_of(number.paper)
        assert version.pdf is not None
        pdf = content_of(version.pdf)
        assert filled_in(pdf)["nomor"] == number.text
        assert signing.validate(pdf, trust_now(), at=scene.now).authentic


def test_of_fifty_who_sign_some_are_killed_and_no_letter_is_half_signed(
    transactional_db: None, tmp_path: Path
) -> None:
    """Killed between number and signature; then the letters that are left are signed as well."""
    chance = random.Random(20260914)
    scene = fifty_letters(tmp_path)
    letters = list(Paper.objects.filter(kind=KIND).values_list("pk", flat=True))
    killed = set()
    with signers(scene, letters, "kadis") as program:
        for no, process in enumerate(program.numbered()):
            if no in LETHAL:
                time.sleep(chance.uniform(0, SIGNING))
                os.kill(process, signal.SIGKILL)
                killed.add(process)
    assert set(program.codes) == {DONE, -signal.SIGKILL}
    assert program.codes.count(-signal.SIGKILL) == len(killed) > 1
    left = set(letters) - whole(scene)
    assert len(left) >= len(killed), "too few were killed in time to say anything"
    for letter in left:
        sign_papers(papers=[letter], by=scene.person("kadis"), now=scene.now, proof="password")
    assert whole(scene) == set(letters)
    sealed(scene)
    assert Register.objects.get(group="surat-keluar").last == WORKERS
