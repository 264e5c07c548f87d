"""Several letters of an agency are signed at once, with real signatures: each has a number of its
own, printed and sealed in it, and none is left out.

What happens when a signer is killed is tried in test_numbers_at_once.py: there processes can be
forked, here the libraries of PDF files have threads of their own.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pikepdf
from django.db import connections
from tests.letters.marking import initial, to_the_letter
from tests.letters.run_papers import ORDER, with_papers
from tests.letters.signed_letters import KIND
from tests.runs.crash_rivals import PATIENCE, broken
from tests.runs.scene import Scene

from himpun.letters import signing
from himpun.letters.models import Number, Paper
from himpun.letters.queries.documents import content_of
from himpun.letters.queries.keys import trust_now
from himpun.letters.queries.papers import latest_of
from himpun.letters.services import sign_papers

PERIODS = ("2026-TW3", "2026-TW2", "2026-TW1")


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
