"""What stands in an evidence pack: every file proved by its hash, every gap said plainly."""

import hashlib
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.letters.reading import text_of
from tests.monitoring.pages import Pages
from tests.performance import scene as data
from tests.runs.scene import Scene

from himpun.monitoring.jobs import make_evidence
from himpun.monitoring.models import EvidencePack
from himpun.monitoring.queries.evidence import evidence_waiting, path_of_pack
from himpun.monitoring.rules.evaluating import QUESTIONS, Answer
from himpun.monitoring.rules.evidence import Proof, of_criterion
from himpun.monitoring.services import (
    Interrupted,
    evaluate_sop,
    make_next_evidence,
    order_evidence,
)
from himpun.office.models import JournalRow

PAGE = "/papan/bukti-lke/pesisir-selatan-dishub/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def made(scene: Any, by: Any) -> tuple[EvidencePack, zipfile.ZipFile]:
    """The pack of 2026 and its file."""
    pack = order_evidence(agency=scene.agency, year=2026, by=by, now=scene.now)
    assert make_next_evidence(clock=lambda: scene.now)
    pack = EvidencePack.objects.select_related("file").get(pk=pack.pk)
    assert (pack.state, pack.failure) == ("ready", "")
    return pack, zipfile.ZipFile(path_of_pack(pack))


def claims(pack: EvidencePack) -> dict[int, tuple[str, str]]:
    return {one["no"]: (" ".join(one["holds"]), " ".join(one["gaps"])) for one in pack.claims}


@pytest.fixture
def returned(running: Scene) -> Scene:
    """A run whose letter was sent back once."""
    running.walk("5")
    running.send_back("5", "3")
    running.walk("8")
    return running


def test_every_file_has_the_hash_that_the_list_names(returned: Scene) -> None:
    pack, archive = made(returned, returned.person("kasubag"))
    lines = archive.read("daftar-sha256.txt").decode().splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    assert set(listed) == set(archive.namelist()) - {"daftar-sha256.txt"}
    assert all(
        hashlib.sha256(archive.read(name)).hexdigest() == sha256 for name, sha256 in listed.items()
    )
    assert pack.files == len(listed)
    row = JournalRow.objects.get(action="EvidenceGathered")
    assert pack.file is not None
    assert row.body["sha256"] == pack.file.sha256


def test_the_index_says_what_is_claimed_and_what_is_missing(returned: Scene) -> None:
    pack, archive = made(returned, returned.person("kasubag"))
    said = claims(pack)
    assert "00.8.3.34/SOP/DISHUB/2023" in said[1][0]
    assert "Semester II" in said[1][1]
    assert "belum dievaluasi pada tahun 2026" in said[1][1]
    assert "Belum ada indikator untuk tahun 2026" in said[2][1]
    assert "tidak menggambar jalan kembali" in said[6][1]
    assert "Tercatat 1 pengembalian dan 0 koreksi" in said[6][0]
    words = " ".join(text_of(archive.read("00-indeks.pdf")).split())
    assert "Belum ada bukti" in words
    assert "Terdapat prosedur yang jelas" in words
    assert ".xlsx" in words
    for suffix in (".json", ".toml", ".bpmn"):
        assert any(name.endswith(suffix) for name in archive.namelist()), suffix
        assert suffix not in words, suffix
    assert "berkas lain tercantum dalam indeks.xlsx" in words
    book = load_workbook(BytesIO(archive.read("indeks.xlsx")))
    assert book.sheetnames == ["Kriteria", "Berkas"]
    assert book["Berkas"].max_row == pack.files - 1


def test_the_sop_is_in_it_as_people_read_it(returned: Scene) -> None:
    _, archive = made(returned, returned.person("kasubag"))
    words = " ".join(text_of(archive.read("1-pedoman/pesisir-selatan-dishub-v1/sop.pdf")).split())
    for said in (
        "STANDAR OPERASIONAL PROSEDUR", "00.8.3.34/SOP/DISHUB/2023", "Dasar hukum", "45 Menit",
        "Membuat surat peringatan kepada bidang", "Yang tidak ada dalam SOP ini",
    ):  # fmt: skip
        assert said in words, said


def test_a_criterion_names_its_own_files_first_and_those_that_people_read() -> None:
    paths = (
        "3-akses/a.csv",
        "6-kesalahan-data/b.jsonl",
        "6-kesalahan-data/c.xlsx",
        "1-pedoman/d.pdf",
    )
    proofs = [Proof((6,), path, "", "", 0) for path in paths]
    named = [proof.path for proof in of_criterion(6, [*proofs, Proof((5,), "e.pdf", "", "", 0)])]
    assert named == [paths[2], paths[1], paths[3], paths[0]]


def test_an_sop_that_was_evaluated_is_claimed_with_the_decision_and_its_paper(
    returned: Scene,
) -> None:
    evaluate_sop(
        agency=returned.agency, year=2026, sop=returned.sop.id, verdict="keep",
        answers=[Answer(no, yes=True) for no in QUESTIONS], reason="Berjalan baik.",
        decided_by=returned.person("kadis").pk, decided_on=returned.today, revision=0,
        by=returned.person("operator"), now=returned.now,
    )  # fmt: skip
    pack, archive = made(returned, returned.person("kasubag"))
    holds, gaps = claims(pack)[1]
    assert "dievaluasi: tetap digunakan, diputuskan Kepala Dinas" in holds
    assert "belum dievaluasi" not in gaps
    paper = " ".join(text_of(archive.read("1-pedoman/evaluasi-sop-2026.pdf")).split())
    assert "Keputusan: Tetap digunakan. Alasan: Berjalan baik." in paper


def test_with_data_it_names_sources_people_in_charge_and_deliveries(
    db: None, tmp_path: Path
) -> None:
    scene = data.build(tmp_path / "kantor")
    pack, archive = made(scene, scene.person("operator"))
    said = claims(pack)
    assert "indikator mempunyai sumber data" in said[2][0] or "Indikator tanpa sumber" in said[2][1]
    assert "Perjanjian kinerja tahun 2026 berlaku" in said[4][0]
    assert "Belum disampaikan" in said[5][1]
    (paper,) = [one for one in archive.namelist() if "perjanjian-kinerja" in one]
    assert paper == "4-penanggung-jawab/perjanjian-kinerja-2026-murni.pdf"
    words = " ".join(text_of(archive.read(paper)).split())
    assert "PERJANJIAN KINERJA TAHUN 2026" in words
    assert "Triwulan III" in words
    book = load_workbook(BytesIO(archive.read("5-waktu/waktu-penyampaian.xlsx")))
    assert book["Penyampaian unit"].max_row == 1 + 2 * len(data.UNITS)
    assert any(name.startswith("6-kesalahan-data/2026-tw3-") for name in archive.namelist())


def test_whoever_may_fetches_it_and_others_do_not(returned: Scene, pages: Pages) -> None:
    pack, _ = made(returned, returned.person("kasubag"))
    address = f"{PAGE}{pack.pk}.zip"
    fetched: Any = pages.get(returned.reader(), address)
    assert b"".join(fetched.streaming_content)[:4] == b"PK\x03\x04"
    assert pages.get(returned.person("kabid-angkutan"), address).status_code == 403
    assert pages.get(returned.outsider(), address).status_code == 404
    said = pages.text(returned.person("kasubag"), PAGE)
    assert "Siap diunduh" in said
    assert "Yang kurang" in said


def test_a_worker_that_is_stopped_leaves_it_for_the_next(returned: Scene) -> None:
    by = returned.person("kasubag")
    pack = order_evidence(agency=returned.agency, year=2026, by=by, now=returned.now)
    assert evidence_waiting(returned.now).things == 1
    with pytest.raises(Interrupted):
        make_next_evidence(clock=lambda: returned.now, stopped=lambda: True)
    pack.refresh_from_db()
    assert pack.state == "ordered"
    assert make_evidence() == 1
    assert evidence_waiting(returned.now).things == 0


def test_what_a_dead_worker_held_is_taken_up_after_a_while(returned: Scene) -> None:
    by = returned.person("kasubag")
    pack = order_evidence(agency=returned.agency, year=2026, by=by, now=returned.now)
    EvidencePack.objects.update(state="making", claimed_at=returned.now)
    assert not make_next_evidence(clock=lambda: returned.now + timedelta(minutes=5))
    assert make_next_evidence(clock=lambda: returned.now + timedelta(minutes=20))
    pack.refresh_from_db()
    assert pack.state == "ready"


def test_an_agency_without_runs_has_gaps_and_nothing_invented(scene: Scene) -> None:
    pack, archive = made(scene, scene.person("operator"))
    said = claims(pack)
    assert all(said[no][1] for no in said)
    assert not said[1][0]
    assert "00-indeks.pdf" in archive.namelist()
