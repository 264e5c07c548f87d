"""`himpun sops`, as it is typed at a command line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from tests.kernel.documents import IDS, SOPS, text_of
from tests.sops.tables import ALL, TABLES

from himpun.kernel.parse import dump, parse, parse_text
from himpun.project import cli

PESISIR = "pesisir-selatan-dishub"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Himpun = Callable[..., Ran]


@pytest.fixture
def himpun(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Himpun:
    """Types a command; the test has no database, so one that asks it fails."""

    def ran(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["himpun", *words])
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Ran(code, *capsys.readouterr())

    return ran


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A definition that is read but not sound: its decision leads only backward."""
    text = text_of("balangan-dpuprperkim").replace("ya = 3", "ya = 1")
    path = tmp_path / "sop.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_list_names_the_five_with_their_counts(himpun: Himpun) -> None:
    ran = himpun("sops", "list", "--json")
    rows = {row["id"]: row for row in json.loads(ran.out)}
    assert ran.code == 0
    assert tuple(rows) == IDS
    assert {sop_id: row["steps"] for sop_id, row in rows.items()} == {
        sop_id: len(TABLES[sop_id]) for sop_id in IDS
    }
    assert rows[PESISIR]["questions"] == 9
    assert [line.split()[0] for line in himpun("sops", "list").out.splitlines()] == list(IDS)


@pytest.mark.parametrize("sop_id", IDS)
def test_show_as_json_is_the_definition_itself(himpun: Himpun, sop_id: str) -> None:
    shown = json.loads(himpun("sops", "show", sop_id, "--json").out)
    assert parse(shown) == ALL[sop_id]
    assert [
        (str(step["no"]), " ".join(step["performer"]), step["time"]) for step in shown["steps"]
    ] == [(row.key, row.performers, row.time) for row in TABLES[sop_id]]
    assert all({"exits", "requires", "output", "papers"} <= step.keys() for step in shown["steps"])


def test_show_tells_steps_late_branch_questions_and_gaps(himpun: Himpun) -> None:
    out = himpun("sops", "show", PESISIR).out
    assert "kabid: Kabid/KPA (tiap unit: bidang)" in out
    assert "jadwal: triwulan bulan 3, minggu 4, jumat" in out
    assert "bila terlambat: surat-peringatan, kembali ke 9" in out
    assert "10.4  Meminta langsung data kinerja" in out
    assert "Langkah 3: Langkah 3 menyebut paraf Sekretaris" in out
    assert all(gap in out for gap in ALL[PESISIR].gaps)


def test_show_tells_each_column_of_each_row_and_how_surely_it_was_read(himpun: Himpun) -> None:
    out = himpun("sops", "show", PESISIR).out
    told = out[out.index("     8  Kasi/PPTK dan") : out.index("     9  Kabid/KPA menerima")]
    assert [line.strip() for line in told.splitlines()[1:]] == [
        (
            "pelaksana: Kasi/PPTK dan Sekretariat/Kasubbag"
            " (bidang: Kasi/PPTK; sekretariat: Sekretariat/Kasubbag; tiap unit)"
        ),
        "pekerjaan: collect, forward",
        "kelengkapan: Data",
        "waktu: 4 Hari",
        "jadwal: triwulan bulan 3, minggu 4, jumat",
        "output: Data",
        "keterangan: Tiap akhir triwulan, minggu keempat, hari Jumat, 3 (bulan n)",
        "naskah: formulir-data-kinerja",
        "bacaan: pelaksana menurut jenis unit dinalar; jadwal belum pasti",
    ]
    assert "dapat dikembalikan ke: 9 dan 8" in out


def test_show_tells_the_identity_block_and_who_decides_together(himpun: Himpun) -> None:
    out = himpun("sops", "show", "sumbar-bmcktr").out
    assert "  Tanggal efektif: 11 Januari 2024" in out
    assert "  Dasar hukum: belum diisi" in out
    assert "    3. Bisa mengoperasikan komputer" in out
    assert "ikut serta: Tim SAKIP (hadir)" in out
    assert "Bidang, dan Tim SAKIP (bersama; pemutus Kepala Dinas)" in out


def test_check_finds_the_five_sound(himpun: Himpun) -> None:
    ran = himpun("sops", "check")
    assert ran.code == 0
    assert ran.out.count(": sound") == len(IDS)
    assert "NOT SOUND" not in ran.out


def test_check_of_an_unsound_file_says_why_and_fails(himpun: Himpun, broken: Path) -> None:
    ran = himpun("sops", "check", str(broken))
    assert ran.code == 1
    assert "NOT SOUND" in ran.out
    assert "Perputaran tanpa jalan keluar" in ran.out
    told: list[dict[str, Any]] = json.loads(himpun("sops", "check", str(broken), "--json").out)
    assert told[0]["sound"] is False
    assert told[0]["problems"][0]["severity"] == "error"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"schema = 1\nid = contoh\n", "baris 2"),
        (b"schema = 1\nlangkah = 3\n", "langkah: Kunci ini tidak dikenal."),
        (b"\xff\xfe\x00", "bukan teks UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(
    himpun: Himpun, tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "rusak.toml"
    path.write_bytes(content)
    checked, shown = himpun("sops", "check", str(path)), himpun("sops", "show", str(path))
    assert (checked.code, shown.code) == (1, 1)
    assert reason in checked.out
    assert reason in shown.err
    assert "Traceback" not in checked.err + shown.err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "required: ACTION"),
        (("paint",), "invalid choice: 'paint'"),
        (("show",), "required: ID"),
        (("show", "sumbar"), "There is no SOP or file “sumbar”. Known SOPs"),
        (("check", "no/such/file.toml"), "There is no SOP or file"),
        (("export", PESISIR), "one of the arguments --bpmn --json --toml is required"),
        (("export", PESISIR, "--bpmn", "-o", "no/such/folder/x"), "No such file or directory"),
    ],
)
def test_a_wrong_command_ends_with_two_and_a_sentence(
    himpun: Himpun, words: tuple[str, ...], reason: str
) -> None:
    ran = himpun("sops", *words)
    assert ran.code == 2
    assert reason in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_help_is_in_english_and_names_every_action(himpun: Himpun) -> None:
    ran = himpun("sops", "--help")
    assert ran.code == 0
    assert "Reads files; needs no" in ran.out
    assert all(word in ran.out for word in ("list", "show", "check", "export"))


def test_export_writes_bpmn_with_a_task_for_every_step(himpun: Himpun, tmp_path: Path) -> None:
    file = tmp_path / "balangan.bpmn"
    assert himpun("sops", "export", "balangan-dpuprperkim", "--bpmn", "-o", str(file)).out == ""
    told = himpun("sops", "export", "balangan-dpuprperkim", "--bpmn").out
    assert told == file.read_text(encoding="utf-8")
    root = ElementTree.fromstring(told)
    names = [task.get("name") for task in root.iter(f"{BPMN}userTask")]
    assert all(step.activity in str(names) for step in ALL["balangan-dpuprperkim"].steps)


@pytest.mark.parametrize("sop_id", IDS)
def test_export_as_toml_and_json_reads_back_the_same(himpun: Himpun, sop_id: str) -> None:
    assert parse_text(himpun("sops", "export", sop_id, "--toml").out) == ALL[sop_id]
    assert json.loads(himpun("sops", "export", sop_id, "--json").out) == dump(ALL[sop_id])


def test_another_folder_of_definitions_is_named_by_the_environment(
    tmp_path: Path, himpun: Himpun, settings: Any
) -> None:
    folder = tmp_path / "milik-kami"
    folder.mkdir()
    (folder / "sop.toml").write_text(text_of(PESISIR), encoding="utf-8")
    settings.HIMPUN_SOPS = tmp_path
    assert himpun("sops", "list").out.count("\n") == 1
    assert "Known SOPs" in himpun("sops", "show", PESISIR).err
    assert himpun("sops", "show", "milik-kami").code == 0


def test_it_loads_no_app_and_needs_no_database(tmp_path: Path) -> None:
    script = (
        "import sys; from himpun.project.cli import run; code = run(['sops', 'list'])\n"
        "from django.apps import apps; print(code, apps.ready, 'django.db.models' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "himpun.project.settings",
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
            "HIMPUN_VAR": str(tmp_path),
            "HIMPUN_SOPS": str(SOPS),
        },
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout.splitlines()[-1] == "0 False False"
    assert len(ran.stdout.splitlines()) == len(IDS) + 1


def test_a_reader_that_stops_early_sees_no_trace(tmp_path: Path) -> None:
    script = "import sys; from himpun.project.cli import main; sys.argv[0] = 'himpun'; main()"
    words = ["sops", "export", PESISIR, "--bpmn"]
    with subprocess.Popen(
        [sys.executable, "-c", script, *words],
        env={**os.environ, "HIMPUN_VAR": str(tmp_path), "HIMPUN_SOPS": str(SOPS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        assert ran.stderr.read() == b""
        assert ran.wait() == 0
