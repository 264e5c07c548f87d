"""Published reports' own numbers: what they printed is what this program computes.

Each row was read in the text of a published report at the address given; none is made up. Where a
report's print cannot be the result of its own formula, the row stands in ``MISPRINTS`` with both
numbers. No published row with an ordinal target (WTP, predicates) or a target of 0 was found; those
cases are tested elsewhere with numbers of our own.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from himpun.performance.rules import (
    SCALES,
    Exact,
    Measure,
    Polarity,
    achievement,
    compute,
    parse_expression,
    read_target,
    read_value,
    rounded,
    show_number,
)


@dataclass(frozen=True)
class Report:
    """A published document and where its text was read."""

    name: str
    address: str


DUMAI_PU = Report(
    "LKjIP Dinas PUPR Kota Dumai 2020, tabel 3-1",
    "https://123dok.com/article/capaian-kinerja-organisasi-akuntabilitas-kinerja.yev4vr50",
)
DUMAI = Report(
    "LKj IP Kota Dumai 2016, hlm. 84",
    "https://text-id.123dok.com/document/6qm5ldg4z-angka-kematian-ibu-si-st-em-at-i-k-a-pen-u-li-san.html",
)
TANAH_DATAR = Report(
    "LKjIP Kabupaten Tanah Datar 2016, hlm. 49–50",
    "https://text-id.123dok.com/document/dy445j4ry-angka-partisipasi-murni-sdmi-angka-partisipasi-murni-apm-smpmts.html",
)
GUNUNG_KALER = Report(
    "LKjIP Kecamatan Gunung Kaler, Kabupaten Tangerang, 2020, tabel 3.5",
    "https://123dok.com/id/article/sasaran-strategis-pengukuran-evaluasi-analisis-capaian-kinerja-strategi.10176983",
)
BANYUASIN = Report(
    "Laporan Kinerja Kabupaten Banyuasin 2016, bab 3 hlm. 15–16",
    "https://text-id.123dok.com/document/wye6wr34q-hubungan-indikator-kinerja-utama-dengan-pencapaian-kinerja-sasaran.html",
)
SOPPENG = Report(
    "LKjIP Kabupaten Soppeng 2015, hlm. III-77–78",
    "https://123dok.com/article/apk-pendidikan-anak-usia-paud-rasio-kdrt-tahun.yngojgel",
)
NAKERSOS = Report(
    "LAKIP Dinas Tenaga Kerja dan Sosial 2016, hlm. 25",
    "https://text-id.123dok.com/document/ky641xk5q-persentase-dokumen-statistik-daerah-tersedia-tepat-waktu.html",
)
LAMPUNG_AKB = Report(
    "LKj Provinsi Lampung 2015, hlm. 155",
    "https://text-id.123dok.com/document/lzgjwrwvz-angka-kematian-ibu-aki-per-100-000-kelahiran-hidup.html",
)
LAMPUNG_MALARIA = Report(
    "LKj Provinsi Lampung 2015, hlm. 159",
    "https://text-id.123dok.com/document/7qv6lrlry-menurunkan-angka-kesakitan-malaria-positif-menjadi-0-10-per-1000-tingkat-partisipasi-angkatan-kerja-tpak.html",
)
LAMPUNG_DBD = Report(
    "LKj Provinsi Lampung 2016, hlm. 162",
    "https://text-id.123dok.com/document/eqol5rk7q-1-47-4-63-1-50-2-50-3-50-4-50-tingkat-partisipasi-angkatan-kerja-tpak.html",
)
MANGGARAI_TIMUR = Report(
    "LKjIP Kabupaten Manggarai Timur 2019, tabel 3.8",
    "https://123dok.com/article/menurunnya-kematian-ibu-baru-melahirkan-anak-baru-lahir.qojrmjjz",
)
SAMPANG = Report(
    "LKjIP Inspektorat Daerah Kabupaten Sampang 2019, tabel 3.1",
    "https://123dok.com/document/zx5dll94-baik-baik-cukup-kurang-kurang.html",
)
SULBAR = Report(
    "LKjIP Dinas Perhubungan Provinsi Sulawesi Barat 2020, bab III C",
    "https://123dok.com/article/evaluasi-dan-analisis-capaian-kinerja-akuntabilitas-kinerja.zwv7780v",
)
PANRB = Report(
    "PermenPANRB tentang Sistem Manajemen Kinerja PNS, lampiran, hlm. 100",
    "http://online.flipbuilder.com/vajnr/eqrv/files/basic-html/page110.html",
)

ROWS = [
    # report, indicator, formula, target, realisation, printed achievement
    (DUMAI_PU, "Kapasitas debit air bersih, liter/detik", "higher", "405", "65", "16,05"),
    (DUMAI_PU, "Permohonan yang diselesaikan, %", "higher", "100", "100", "100"),
    (TANAH_DATAR, "APM SD/MI", "higher", "90,89", "92,22", "101,46"),
    (TANAH_DATAR, "APM SMP/MTs", "higher", "81,73", "82,92", "101,46"),
    (GUNUNG_KALER, "Indeks kepuasan masyarakat 2019", "higher", "82,5", "88,94", "107,81"),
    (GUNUNG_KALER, "Indeks kepuasan masyarakat 2020", "higher", "84,75", "88,95", "104,96"),
    (GUNUNG_KALER, "Desa minimal berkembang 2019", "higher", "65", "66,67", "102,57"),
    (GUNUNG_KALER, "Desa berlaporan baik 2019", "higher", "44,44", "44,44", "100,00"),
    (GUNUNG_KALER, "Desa berlaporan baik 2020", "higher", "55,56", "55,56", "100,00"),
    (BANYUASIN, "Lahan pertanian beririgasi teknis", "higher", "67", "67,09", "100,13"),
    (BANYUASIN, "Jembatan baik, terhadap target 2018", "higher", "94,17", "93,79", "99,60"),
    (SOPPENG, "APK PAUD", "higher", "55,00", "39,12", "71,13"),
    (SOPPENG, "APM SD/MI/Paket A", "higher", "97,00", "81,70", "84,23"),
    (NAKERSOS, "Dokumen statistik tepat waktu", "higher", "90", "100", "111,11"),
    (NAKERSOS, "Perda sesuai amanat", "higher", "100", "100", "100"),
    (LAMPUNG_AKB, "Angka kematian bayi 2015", "lower-a", "32", "4,88", "184,75"),
    (LAMPUNG_AKB, "Angka kematian bayi, target 2019", "lower-a", "24", "4,88", "179,67"),
    (LAMPUNG_MALARIA, "Angka kesakitan malaria", "lower-a", "0,35", "0,43", "77,14"),
    (LAMPUNG_DBD, "Angka kesakitan DBD", "lower-a", "49", "56,23", "85,24"),
    (LAMPUNG_DBD, "Angka kesakitan DBD, nasional", "lower-a", "50", "56,23", "87,54"),
    (LAMPUNG_DBD, "Angka kesakitan DBD, target 2019", "lower-a", "46", "56,23", "77,76"),
    (MANGGARAI_TIMUR, "Kematian ibu per 100.000", "lower-b", "162", "186", "87,10"),
    (MANGGARAI_TIMUR, "Kematian bayi per 1.000", "lower-b", "9,20", "9,53", "96,54"),
    (PANRB, "Pengaduan selesai, target rentang", "range-higher", "80 - 90%", "70", "87,5"),
    (PANRB, "Bulan penyelesaian, lebih cepat", "range-lower", "7 – 8", "6,5", "107"),
    (PANRB, "Bulan penyelesaian, terlambat", "range-lower", "7 – 8", "9", "87,5"),
]

MISPRINTS = [
    # report, indicator, formula, target, realisation, printed, what its formula gives
    (PANRB, "Pengaduan, 92 ÷ 90", "range-higher", "80 - 90%", "92", "113", "102,22"),
    # The realisation was 66,67 before it was printed.
    (GUNUNG_KALER, "Desa minimal berkembang 2020", "higher", "70", "66,7", "95,24", "95,29"),
    (MANGGARAI_TIMUR, "Kematian balita per 1.000", "lower-b", "0,64", "0,18", "72,52", "355,56"),
    (LAMPUNG_MALARIA, "Malaria, nasional", "lower-a", "1", "0,43", "156,57", "157,00"),
    (LAMPUNG_MALARIA, "Prevalensi HIV", "lower-a", "0,49", "0,01", "198,58", "197,96"),
]

FACING: dict[str, Polarity] = {"higher": "up", "lower": "down", "range": "range"}


def measured(formula: str, target: str, realisation: str, places: int) -> Decimal | None:
    measure = Measure(
        formula=formula, polarity=FACING[formula.partition("-")[0]], percent_places=places
    )
    aim, real = read_target(measure, target), read_value(measure, realisation)
    return achievement(measure, aim, real).raw


@pytest.mark.parametrize(
    ("report", "indicator", "formula", "target", "realisation", "printed"),
    ROWS,
    ids=[f"{row[0].name}: {row[1]}" for row in ROWS],
)
def test_a_report_s_achievement_is_what_it_printed(
    report: Report, indicator: str, formula: str, target: str, realisation: str, *, printed: str
) -> None:
    places = len(printed.partition(",")[2])
    found = measured(formula, target, realisation, places)
    assert found is not None
    assert show_number(found, places) == printed


@pytest.mark.parametrize(
    ("report", "indicator", "formula", "target", "realisation", "printed", "right"),
    MISPRINTS,
    ids=[f"{row[0].name}: {row[1]}" for row in MISPRINTS],
)
def test_a_misprint_is_not_reproduced(
    report: Report, indicator: str, formula: str, target: str, realisation: str, *,
    printed: str, right: str,
) -> None:  # fmt: skip
    found = measured(formula, target, realisation, 2)
    assert found is not None
    assert show_number(found, 2) == right != printed


def test_the_table_is_broad_enough() -> None:
    assert len(ROWS) >= 25
    assert len({row[0].address for row in ROWS}) >= 5
    assert {row[2] for row in ROWS} >= {"higher", "lower-a", "lower-b", "range-higher"}


@pytest.mark.parametrize(
    ("report", "scale", "percent", "word"),
    [
        (LAMPUNG_AKB, "permendagri-86-2017", "184,75", "Sangat Tinggi"),
        (LAMPUNG_MALARIA, "permendagri-86-2017", "77,14", "Tinggi"),
        (LAMPUNG_DBD, "permendagri-86-2017", "85,24", "Tinggi"),
        (LAMPUNG_DBD, "permendagri-86-2017", "87,54", "Tinggi"),
        (TANAH_DATAR, "lima-baik", "101,46", "Sangat Baik"),
        (MANGGARAI_TIMUR, "lima-baik", "87,10", "Baik"),
        (SULBAR, "enam-tingkat", "105,3", "Memuaskan"),
        (SULBAR, "enam-tingkat", "60", "Cukup Baik"),
        (SULBAR, "enam-tingkat", "0", "Kurang"),
    ],
    ids=lambda value: value.name if isinstance(value, Report) else str(value),
)
def test_a_report_s_rating_word_is_what_it_printed(
    report: Report, scale: str, percent: str, word: str
) -> None:
    number = read_value(Measure(), percent)
    assert isinstance(number, Decimal)
    assert SCALES[scale].level_of(number).word == word


@pytest.mark.parametrize(
    ("report", "text", "items", "places", "printed"),
    [
        (
            DUMAI, "mati ÷ lahir × 100.000", {"mati": "9", "lahir": "8.233"}, 2, "109,32",
        ),
        (
            MANGGARAI_TIMUR, "mati ÷ lahir × 1.000", {"mati": "51", "lahir": "5.350"}, 2, "9,53",
        ),
        (
            LAMPUNG_MALARIA, "positif ÷ diperiksa × 100",
            {"positif": "331", "diperiksa": "7622"}, 2, "4,34",
        ),
        (
            LAMPUNG_MALARIA, "positif ÷ penduduk × 100",
            {"positif": "331", "penduduk": "4.404.700"}, 4, "0,0075",
        ),
    ],
    ids=lambda value: value.name if isinstance(value, Report) else None,
)  # fmt: skip
def test_a_report_s_indicator_is_computed_from_its_raw_data(
    report: Report, text: str, items: dict[str, str], *, places: int, printed: str
) -> None:
    values: dict[str, Exact] = {name: read_value(Measure(), said) for name, said in items.items()}
    found = compute(parse_expression(text), values).value
    assert found is not None
    assert show_number(rounded(found, places), places) == printed


def test_a_report_s_n_a_stays_n_a() -> None:
    """ "Persentase penurunan temuan keuangan", target 55 %, realisation and achievement n/a."""
    assert SAMPANG.address
    measure = replace(Measure(), unit_of_measure="%")
    result = achievement(measure, read_target(measure, "55%"), read_value(measure, "n/a"))
    assert (result.percent, result.reason) == (None, "tak terhitung (realisasi n/a)")
