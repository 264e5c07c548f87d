"""Who does what in the sample offices: written down here once more, beside the data that the
program loads, so that a wrong holder shows."""

from collections.abc import Mapping

HOLDERS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "pangkalpinang-dpupr": {
        "kadis": ("Kepala Dinas PUPR", "Kepala Dinas"),
        "sekretaris": ("Sekretaris", "Sekretaris"),
        "kasubbag": ("Kasubbag PEP dan Keuangan", "Kasubbag PEP dan Keuangan"),
        "kasubbag-umum": (
            "Kasubbag Umum dan Kepegawaian",
            "Sub Koordinator dan Kasubbag Lain, Subbag Umum dan Kepegawaian",
        ),
        "subkoor-bina-marga": (
            "Sub Koordinator Jalan dan Jembatan",
            "Sub Koordinator dan Kasubbag Lain, Bidang Bina Marga",
        ),
        "subkoor-sda": (
            "Sub Koordinator Irigasi dan Drainase",
            "Sub Koordinator dan Kasubbag Lain, Bidang Sumber Daya Air",
        ),
    },
    "balangan-dpuprperkim": {
        "staf": ("Staf Perencanaan dan Pelaporan", "Staf/JF Umum"),
        "jf-umum": ("JF Umum Perencanaan", "Staf/JF Umum"),
        "kasubag": ("Kasubag Perencanaan dan Pelaporan", "Kasubag Perencanaan dan Pelaporan"),
        "sekdin": ("Sekretaris Dinas", "Sekretaris Dinas"),
        "kadis": ("Kepala Dinas PUPRPERKIM", "Kepala Dinas"),
    },
    "pesisir-selatan-dishub": {
        "sekretaris": ("Sekretaris", "Sekretaris"),
        "kasubag": (
            "Kasubag Perencanaan, Keuangan, dan Pelaporan",
            "Kasubag Perencanaan, Keuangan, dan Pelaporan",
        ),
        "staf": ("Staf Perencanaan dan Pelaporan", "Staf Perencanaan dan Pelaporan"),
        "kadis": ("Kepala Dinas Perhubungan", "Kepala Dinas"),
        "kasubag-umum": ("Kasubag Umum dan Kepegawaian", "Sekretariat/Kasubbag, Sekretariat"),
        "kabid-angkutan": ("Kepala Bidang Angkutan", "Kabid/KPA, Bidang Angkutan"),
        "kasi-angkutan": ("Kasi Angkutan Orang", "Kasi/PPTK, Bidang Angkutan"),
        "kasi-pelayaran": ("Kasi Kepelabuhanan", "Kasi/PPTK, Bidang Pelayaran"),
    },
    "sumbar-bmcktr": {
        "kadis": ("Kepala Dinas BMCKTR", "Kepala Dinas"),
        "sekretaris": ("Sekretaris", "Sekretaris"),
        "analis": ("Analis Akuntabilitas Kinerja", "Tim SAKIP (anggota tim)"),
        "pranata": ("Pranata Komputer", "Tim SAKIP (anggota tim)"),
        "perencanaan": ("Kasubag Perencanaan dan Pelaporan", "Tim SAKIP (anggota tim)"),
        "kabid-bina-marga": ("Kepala Bidang Bina Marga", "Bidang Bina Marga"),
        "kabid-jembatan": ("Kepala Bidang Jembatan", "Bidang Jembatan"),
    },
    "pematangsiantar-dpmptsp": {
        "kadis": ("Kepala DPMPTSP", "Kepala Dinas"),
        "sekretaris": ("Sekretaris", "Sekretaris"),
        "kasubag": ("Kasubag Program dan Keuangan", "Tim SAKIP (anggota tim)"),
        "perencana": ("Perencana", "Tim SAKIP (anggota tim)"),
        "data-sekretariat": ("Pemegang Data Sekretariat", "Pemegang Data, Sekretariat"),
        "data-perizinan": (
            "Pemegang Data Bidang Pelayanan Perizinan",
            "Pemegang Data, Bidang Pelayanan Perizinan",
        ),
        "data-pengaduan": (
            "Pemegang Data Bidang Pengaduan",
            "Pemegang Data, Bidang Pengaduan dan Pelaporan Layanan",
        ),
    },
}
"""SOP → code of an account → its name, and the capacity in which the history names it."""
