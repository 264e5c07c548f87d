"""Every paper of the five SOPs comes out of a rehearsal, and stands up to an auditor."""

import shutil
import subprocess
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from tests.letters.pdf_a import faults
from tests.project.test_rehearsal import SOPS

from himpun.kernel.worktime import WIB
from himpun.letters.models import Mark, Number, Paper
from himpun.letters.signing.parts import Trust
from himpun.project.rehearsal import Plan, Rehearsal, build_stage, rehearse
from himpun.project.rehearsal.papers import Papers

START = datetime(2026, 9, 14, 7, 30, tzinfo=WIB)
PESSEL = "pesisir-selatan-dishub"
NAMED = {
    PESSEL: {
        "lembar-disposisi": 3, "surat-permintaan-data": 1, "rekapitulasi-data-kinerja": 1,
        "surat-peringatan": 1,
        # The late unit is sent on to row 9 by the warning.
        "formulir-data-kinerja": 2,
    },
    "balangan-dpuprperkim": {"format-data-kinerja": 1, "keputusan": 1, "surat-pemberitahuan": 1},
    "pangkalpinang-dpupr": {
        "lembar-disposisi": 2, "draf-data-kinerja": 1, "laporan-data-kinerja": 1,
    },
    "sumbar-bmcktr": {
        "nota-dinas": 1, "notula": 1, "rencana-kegiatan": 1, "formulir-data-kinerja": 1,
        "rekapitulasi-data-kinerja": 1, "laporan-rekapitulasi": 1, "hasil-analisis": 1,
        "laporan-hasil-analisis": 1,
    },
    "pematangsiantar-dpmptsp": {
        "lembar-disposisi": 1, "undangan": 1, "kertas-kerja": 1, "daftar-hadir": 2, "notula": 2,
        "surat-tugas": 1, "lembar-persetujuan": 1,
    },
}  # fmt: skip
"""What each SOP names, and how often."""


def rehearsed(sop_id: str, folder: Path) -> Rehearsal:
    sop = SOPS[sop_id]
    stage = build_stage(sop=sop, units=3, now=START)
    period = "2026-TW3" if sop.frequency == "triwulan" else "2026"
    late = frozenset({"bidang-2"}) if sop_id == PESSEL else frozenset[str]()
    return rehearse(stage, Plan(period, START, late=late, papers=folder))


def agrees(pdf: Path) -> bool:
    """What poppler says of the signatures: a second opinion, where it is installed."""
    if shutil.which("pdfsig") is None:
        return True
    said = subprocess.run(["pdfsig", pdf], capture_output=True, text=True, check=False).stdout
    return said.count("Signature is Valid") == said.count("Signature #")


@pytest.mark.parametrize(
    "sop_id", [PESSEL, *(pytest.param(s, marks=pytest.mark.once) for s in NAMED if s != PESSEL)]
)
def test_each_paper_that_an_sop_names_is_there_signed_and_numbered(
    sop_id: str, db: None, tmp_path: Path
) -> None:
    seen = rehearsed(sop_id, tmp_path)
    assert (seen.finished, seen.folds, seen.wrong) == (True, True, "")
    assert Counter(Paper.objects.values_list("kind", flat=True)) == NAMED[sop_id]
    files = sorted(tmp_path.glob("*.pdf"))
    assert len(files) == sum(NAMED[sop_id].values()) == seen.papers["PaperWritten"]
    for file in files:
        assert any(faults(file.read_bytes(), part=part) == [] for part in (2, 3)), file
        assert agrees(file), file
    assert not Mark.objects.filter(state="waiting").exists()
    # Whoever signs does so in their own office, not as the head of the agency.
    assert all(mark.office == mark.person_text for mark in Mark.objects.all())
    assert not Number.objects.exclude(state="given").exists()


@pytest.mark.once
def test_a_paper_whose_signature_does_not_hold_is_named(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Trust(roots=(), revocations=())
    monkeypatch.setattr("himpun.project.rehearsal.papers.trust_now", lambda: nobody)
    seen = rehearsed("balangan-dpuprperkim", tmp_path)
    assert seen.finished
    assert "keputusan" in seen.wrong


@pytest.mark.once
def test_without_the_wish_no_paper_is_made(db: None) -> None:
    stage = build_stage(sop=SOPS["balangan-dpuprperkim"], units=1, now=START)
    assert rehearse(stage, Plan("2026", START)).papers == {}
    assert not Paper.objects.exists()
    assert Papers(stage, lambda *_: None).done == {}


@pytest.mark.once
def test_a_form_whose_data_came_back_is_a_paper_again(db: None, tmp_path: Path) -> None:
    stage = build_stage(sop=SOPS[PESSEL], units=3, now=START)
    seen = rehearse(stage, Plan("2026-TW3", START, indicators=2, papers=tmp_path))
    assert (seen.finished, seen.folds, seen.wrong) == (True, True, "")
    forms = Paper.objects.filter(kind="formulir-data-kinerja")
    assert sorted(row.versions.count() for row in forms) == [1, 1, 2]
    assert {row.state for row in forms} == {"signed"}
