"""Each of the five SOPs, from its first step to its last, by its office holders in a browser."""

from functools import partial
from pathlib import Path

import pytest
from tests.journeys.conftest import Clock, People
from tests.journeys.journey import Journey, numbers
from tests.journeys.official import PHONE, Turn
from tests.runs.scene import wib

from himpun.runs.jobs import tell_due

pytestmark = pytest.mark.usefixtures("offices")


def test_pangkalpinang_gathers_from_every_giver_and_archives(
    people: People, clock: Clock, scan: Path
) -> None:
    journey = Journey(partial(people, by_form=True), clock, "pangkalpinang-dpupr")
    journey.start("kasubbag", without=("Bidang Cipta Karya", "Bidang Tata Ruang"))
    journey.walk(
        Turn("kadis", "1", begin=True),
        Turn("sekretaris", "2"),
        Turn("subkoor-sda", "3", "Bidang Sumber Daya Air", file=scan),
        Turn("kasubbag-umum", "3", "Subbag Umum dan Kepegawaian"),
        Turn("subkoor-bina-marga", "3", "Bidang Bina Marga"),
        Turn("kasubbag", "3", file=scan),
        Turn("kasubbag", "4"),
        Turn("sekretaris", "5", back="4", reason="Angka bulan Agustus belum ada."),
        Turn("kasubbag", "4"),
        Turn("sekretaris", "5"),
        Turn("kadis", "6"),
        Turn("kasubbag", "7"),
    )
    assert journey.finished_rows("sekretaris") == numbers(7)
    assert journey.told("sekretaris") == journey.deeds


def test_balangan_goes_back_once_and_ends_in_the_archive(
    people: People, clock: Clock, scan: Path
) -> None:
    journey = Journey(people, clock, "balangan-dpuprperkim")
    journey.start("kasubag", without=("Bidang Cipta Karya", "Bidang Sumber Daya Air"))
    journey.walk(
        Turn("staf", "1", file=scan, begin=True),
        Turn("kasubag", "2", exit="Tidak", reason="Lampiran SK belum memuat nama bidang."),
        Turn("jf-umum", "1", file=scan),
        Turn("kasubag", "2", exit="Ya"),
        Turn("sekdin", "3"),
        Turn("kadis", "4"),
        Turn("staf", "5"),
        Turn("staf", "6"),
        Turn("jf-umum", "7"),
    )
    assert journey.finished_rows("kadis") == numbers(7)
    assert journey.told("kadis") == journey.deeds


def test_pesisir_selatan_chases_a_late_division_with_the_warning_letter(
    people: People, clock: Clock, scan: Path
) -> None:
    journey = Journey(people, clock, "pesisir-selatan-dishub")
    late, acting = "Bidang Pelayaran", "Kabid/KPA, Bidang Pelayaran (Plt.)"
    journey.start("kasubag", ("Bidang Lalu Lintas", "Bidang Keselamatan", "Bidang Prasarana"))
    journey.walk(
        Turn("sekretaris", "1"),
        Turn("kasubag", "2"),
        Turn("staf", "3", file=scan),
        Turn("sekretaris", "4"),
        Turn("kadis", "5"),
        Turn("kasubag", "6"),
        Turn("kabid-angkutan", "7", "Bidang Angkutan"),
        Turn("kasi-pelayaran", "7", late, capacity=acting),
        Turn("kasi-angkutan", "8", "Bidang Angkutan", file=scan),
        Turn("kasubag-umum", "8", "Sekretariat"),
        Turn("kabid-angkutan", "9", "Bidang Angkutan"),
        Turn("kasubag", "10", "Sekretariat"),
        Turn("kasubag", "10", "Bidang Angkutan", back="8", reason="Bukti Agustus belum ada."),
        Turn("kasi-angkutan", "8", "Bidang Angkutan", file=scan),
        Turn("kabid-angkutan", "9", "Bidang Angkutan"),
        Turn("kasubag", "10", "Bidang Angkutan"),
    )
    clock.now = wib(2026, 10, 12)
    assert tell_due() == 1
    journey.walk(
        Turn("staf", "10.1", late, file=scan),
        Turn("sekretaris", "10.2", late),
        Turn("kadis", "10.3", late),
        Turn("kasubag", "10.4", late),
        Turn("kasi-pelayaran", "9", late, capacity=acting),
        Turn("kasubag", "10", late),
        Turn("kasubag", "11"),
        Turn("sekretaris", "12"),
        Turn("kasubag", "13"),
        Turn("staf", "14"),
    )
    assert journey.finished_rows("kasubag-umum") == numbers(14)
    assert journey.told("kasubag-umum") == journey.deeds


def test_sumatera_barat_sends_one_unit_back_from_the_meeting(
    people: People, clock: Clock, scan: Path
) -> None:
    journey = Journey(people, clock, "sumbar-bmcktr")
    bridges = "Bidang Jembatan"
    journey.start("kadis", ("Bidang Cipta Karya", "Bidang Tata Ruang", "Bidang Jasa Konstruksi"))
    journey.walk(
        Turn("kadis", "1"),
        Turn("sekretaris", "2"),
        Turn("analis", "3", file=scan),
        Turn("pranata", "4"),
        Turn("perencanaan", "5"),
        Turn("kabid-jembatan", "6", bridges),
        Turn("sekretaris", "6", "Sekretariat"),
        Turn("kabid-bina-marga", "6", "Bidang Bina Marga"),
        Turn("analis", "7"),
        Turn("sekretaris", "8"),
        Turn("kadis", "9", exit="Tidak", reason="Tidak cocok dengan DPA.", again=(bridges,)),
        Turn("kabid-jembatan", "6", bridges, file=scan),
        Turn("pranata", "7"),
        Turn("sekretaris", "8"),
        Turn("kadis", "9", exit="Setuju"),
        Turn("sekretaris", "10"),
        Turn("perencanaan", "11", capacity="Perencanaan"),
    )  # fmt: skip
    assert journey.finished_rows("kabid-bina-marga") == numbers(11)
    assert journey.told("kabid-bina-marga") == journey.deeds


def test_pematangsiantar_is_walked_on_phones(people: People, clock: Clock, scan: Path) -> None:
    on_phones = partial(people, viewport=PHONE, is_mobile=True, has_touch=True)
    journey = Journey(on_phones, clock, "pematangsiantar-dpmptsp")
    journey.start("kasubag", ("Bidang Penanaman Modal", "Bidang Pengendalian dan Informasi"))
    journey.walk(
        Turn("kadis", "1"),
        Turn("sekretaris", "2", file=scan),
        Turn("perencana", "3"),
        Turn("data-pengaduan", "4", "Bidang Pengaduan dan Pelaporan Layanan"),
        Turn("data-sekretariat", "4", "Sekretariat", file=scan),
        Turn("data-perizinan", "4", "Bidang Pelayanan Perizinan", begin=True),
        Turn("kasubag", "5"),
        Turn("sekretaris", "6"),
        Turn("kadis", "7"),
    )
    assert journey.finished_rows("perencana") == numbers(7)
    assert journey.told("perencana") == journey.deeds
