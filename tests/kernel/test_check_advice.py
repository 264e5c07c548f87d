"""What makes an SOP weaker is told beside it, and does not keep it from running."""

from datetime import date

import pytest
from tests.kernel.documents import Document, document, row, text_of

from himpun.kernel.check import check
from himpun.kernel.parse import parse, parse_text

REPEALED = (
    "“Peraturan Pemerintah Nomor 79 Tahun 2005” sudah diganti dengan Peraturan Pemerintah "
    "Nomor 12 Tahun 2017."
)
NO_INVITATION = (
    "Undangan yang ada sudah dipakai pada langkah 2; tidak ada langkah yang membuat undangan "
    "untuk langkah 3."
)
FULL_HEAD = {
    "number": "000.8.3.3/1/2026",
    "created": "2026-01-02",
    "effective": "2026-01-05",
    **{
        key: ["Satu"]
        for key in ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
    },
}


def good(*rows: Document, **identity: object) -> Document:
    """A document without anything to warn of, but for what is changed in it."""
    archive = row(9, activity="Mengarsipkan bahan", work=["archive"], requires=["Bahan"])
    return document(*(rows or (row(1),)), archive, identity=FULL_HEAD | identity)


def warnings_of(written: Document, on: date | None = None) -> list[tuple[str, str]]:
    return [(problem.place, problem.sentence) for problem in check(parse(written), on)]


def test_a_good_sop_has_no_warning() -> None:
    assert warnings_of(good(), date(2026, 12, 1)) == []


@pytest.mark.parametrize(
    ("written", "place", "sentence"),
    [
        (document(row(1), identity=FULL_HEAD), "step", "Tidak ada langkah pengarsipan."),
        (good(number=""), "identity.number", "Nomor SOP belum ada."),
        (
            good(effective="2026-01-05", warnings=[]),
            "identity.warnings",
            "Peringatan belum diisi.",
        ),
        (
            good(related=["SOP A", "SOP A"]),
            "identity.related",
            "Keterkaitan memuat “SOP A” lebih dari sekali.",
        ),
        (
            good(legal_basis=["Peraturan Pemerintah Nomor 79 Tahun 2005"]),
            "identity.legal_basis",
            REPEALED,
        ),
        (good(row(1, time=None)), "step no 1 · time", "Waktu belum diisi."),
        (good(row(1, requires=[])), "step no 1 · requires", "Kelengkapan belum diisi."),
        (
            good(row(1, requires=["bahan"], output=["Bahan"])),
            "step no 1 · output",
            "Output sama dengan kelengkapannya.",
        ),
        (
            good(row(1, activity="Staf menyiapkan bahan")),
            "step no 1 · activity",
            "Kegiatan menyebut pelaksananya, “Staf”; mulailah dengan kata kerja.",
        ),
        (
            good(row(1, activity="Pengarsipan bahan")),
            "step no 1 · activity",
            "Kegiatan tidak dimulai dengan kata kerja aktif, tetapi dengan “pengarsipan”.",
        ),
        (
            good(row(1), row(2, requires=["Surat tugas", "ATK"])),
            "step no 2 · requires",
            "Kelengkapan “Surat tugas” tidak dihasilkan langkah sebelumnya.",
        ),
        (
            good(row(1, exits={"ya": 9, "tidak": 9})),
            "step no 1 · exits",
            "Semua jalan keluar menuju langkah yang sama.",
        ),
    ],
)
def test_a_weakness_is_told_with_its_place(written: Document, place: str, sentence: str) -> None:
    assert warnings_of(written) == [(place, sentence)]


def test_a_missing_output_leaves_the_rows_behind_it_without_source() -> None:
    assert warnings_of(good(row(1, output=[]))) == [
        ("step no 1 · output", "Output belum diisi."),
        ("step no 9 · requires", "Kelengkapan “Bahan” tidak dihasilkan langkah sebelumnya."),
    ]


def test_a_missing_effective_date_is_told() -> None:
    without = {key: value for key, value in FULL_HEAD.items() if key != "effective"}
    written = good() | {"identity": without}
    assert warnings_of(written) == [("identity.effective", "Tanggal efektif tidak ditulis.")]


@pytest.mark.parametrize(
    ("days", "on", "old"),
    [
        ({"effective": "2025-03-10", "created": "2025-03-01"}, date(2026, 3, 10), False),
        ({"effective": "2025-03-10", "created": "2025-03-01"}, date(2026, 3, 11), True),
        ({"effective": "2024-02-29", "created": "2024-02-01"}, date(2025, 2, 28), False),
        ({"effective": "2024-02-29", "created": "2024-02-01"}, date(2025, 3, 1), True),
        ({"effective": "2020-01-01", "revised": "2025-12-01"}, date(2026, 3, 1), False),
        # The field may hold the planned day of the next review, which is no revision yet.
        ({"effective": "2020-01-01", "created": "2020-01-01", "revised": "2027-01-01"},
         date(2026, 3, 1), True),
    ],
)  # fmt: skip
def test_an_sop_is_old_after_twelve_months(days: dict[str, str], on: date, *, old: bool) -> None:
    written = good(**days)
    told = [place for place, _ in warnings_of(written, on)]
    assert told == (["identity.revised"] if old else [])
    assert warnings_of(written) == []


def test_an_age_is_told_with_the_day() -> None:
    assert warnings_of(good(), date(2027, 2, 1)) == [
        (
            "identity.revised",
            "SOP ini terakhir ditetapkan 5 Januari 2026, lebih dari 12 bulan yang lalu.",
        )
    ]


def test_what_givers_give_needs_no_earlier_step() -> None:
    written = good(row(1), row(2, requires=["Laporan bidang"], involved={"uptd": "gives"}))
    assert warnings_of(written) == []


def test_equipment_needs_no_earlier_step() -> None:
    written = good(row(1), row(2, requires=["Kamera"]), equipment=["Kamera dan tripod"])
    assert warnings_of(written) == []


def test_a_kind_of_unit_that_passes_though_it_has_somebody_is_told() -> None:
    written = good(row(1, performer="bidang", passed_by=["bidang"]))
    assert warnings_of(written) == [
        (
            "step no 1 · passed_by",
            "Unit jenis “bidang” melewati langkah ini, padahal ada Bidang.",
        )
    ]


def test_an_invitation_serves_one_meeting() -> None:
    first = row(1, output=["Undangan", "Bahan"])
    meeting = {"requires": ["Undangan"], "output": ["Notula"]}
    assert warnings_of(good(first, row(2, **meeting))) == []
    assert warnings_of(good(first, row(2, **meeting), row(3, **meeting))) == [
        (
            "step no 3 · requires",
            NO_INVITATION,
        )
    ]
    renewed = row(2, requires=["Undangan"], output=["Notula", "Undangan"])
    assert warnings_of(good(first, renewed, row(3, **meeting))) == []


def test_pematangsiantar_lacks_an_archive_and_a_second_invitation() -> None:
    found = warnings_of_real("pematangsiantar-dpmptsp")
    assert ("step", "Tidak ada langkah pengarsipan.") in found
    assert [place for place, sentence in found if "undangan" in sentence] == [
        "step no 5 · requires"
    ]


def test_pangkalpinang_hands_on_what_it_was_given() -> None:
    found = warnings_of_real("pangkalpinang-dpupr")
    same = [place for place, sentence in found if sentence.startswith("Output sama")]
    assert same == [f"step no {no} · output" for no in (4, 5, 6, 7)]
    assert any("Nomor 12 Tahun 2017" in sentence for _, sentence in found)


def test_sumatera_barat_begins_its_sentences_with_the_performer() -> None:
    found = warnings_of_real("sumbar-bmcktr")
    told = [place for place, sentence in found if sentence.startswith("Kegiatan menyebut")]
    assert told == [f"step no {no} · activity" for no in (1, 2, 3, 4, 5, 7, 8, 9, 10)]


def warnings_of_real(sop: str) -> list[tuple[str, str]]:
    return [(p.place, p.sentence) for p in check(parse_text(text_of(sop)))]
