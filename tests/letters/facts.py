"""What a run may know: usual facts, hardly any, and as many and as long as will be met."""

from himpun.letters.rules.composing import Facts
from himpun.letters.rules.document import Block, Check, Checks, Column, Table, Text, plain
from himpun.letters.rules.placeholders import BLOCKS, LISTS, TEXTS

REGION = "Kabupaten Pesisir Selatan"


def table(
    widths: str, header: tuple[str, ...], *rows: tuple[str, ...], height: int = 0, totals: int = 0,
    above: tuple[tuple[str, ...], ...] = (), small: bool = False,
) -> Table:  # fmt: skip
    """A table; `widths` is a digit a column, and r behind it sets figures to the right."""
    columns = [
        Column(int(width), "right" if widths[n + 1 : n + 2] == "r" else "left")
        for n, width in enumerate(widths)
        if width != "r"
    ]
    cells: tuple[tuple[Text, ...], ...] = tuple(tuple(map(plain, row)) for row in rows)
    return Table(tuple(columns), (*above, header), cells, totals, height, small)


RECAP = table(
    "1833r3r3r4", ("No", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Keterangan"),
    ("1", "Persentase angkutan umum yang laik jalan", "%", "90,00", "87,50", "97,22", "Tinggi"),
    ("2", "Jumlah terminal yang memenuhi standar pelayanan", "unit", "4", "4", "100,00", ""),
    ("", "Rata-rata", "", "", "", "98,61", "Tinggi"), totals=1,
)  # fmt: skip
USUAL_BLOCKS: dict[str, tuple[Block, ...]] = {
    "kotak_sifat": (
        Checks(
            (Check(plain("Sangat segera")), Check(plain("Segera"), True), Check(plain("Rahasia"))),
            3,
        ),
    ),
    "kotak_diteruskan": (
        Checks(
            (
                Check(plain("Sekretaris")),
                Check(plain("Kasubag Perencanaan, Keuangan, dan Pelaporan"), True),
                Check(plain("Kepala Bidang")),
            )
        ),
    ),
    "kotak_harapan": (
        Checks(
            (
                Check(plain("Tanggapan dan saran")), Check(plain("Proses lebih lanjut"), True),
                Check(plain("Koordinasi/konfirmasi")),
            )
        ),
    ),
    "tabel_rekapitulasi": (RECAP,),
    "tabel_formulir": (
        table(
            "18322323",
            ("^", "^", "^", "Target", "Realisasi", "^", "^", "^"),
            ("1", "Persentase angkutan umum yang laik jalan", "%", "90,00", "", "", "", ""),
            ("2", "Jumlah terminal yang memenuhi standar", "unit", "4", "", "", "", ""),
            above=(
                ("No", "Indikator", "Satuan", "Triwulan III", "<", "Kendala", "Solusi", "Bukti"),
            ),
            height=11,
        ),
    ),
    "tabel_jadwal": (
        table(
            "1844", ("No", "Kegiatan", "Pelaksana", "Waktu"),
            ("1", "Menyiapkan formulir data kinerja", "Tim SAKIP", "1–3 Oktober 2026"),
            ("2", "Mengisi formulir data kinerja", "Bidang", "5–9 Oktober 2026"),
        ),
    ),
    "tabel_penanggung_jawab": (
        table(
            "1556", ("No", "Unit kerja", "Penanggung jawab", "Data"),
            ("1", "Bidang Lalu Lintas", "Kepala Bidang Lalu Lintas", "Angkutan laik jalan"),
            ("2", "Bidang Angkutan", "Kepala Bidang Angkutan", "Terminal"),
        ),
    ),
    "tabel_hadir": (
        table(
            "1664", ("No", "Nama", "Jabatan/Instansi", "Tanda tangan"),
            *((str(n), "", "", "") for n in range(1, 11)), height=10,
        ),
    ),
    "tabel_tindak_lanjut": (
        table(
            "1844", ("No", "Tindak lanjut", "Penanggung jawab", "Batas waktu"),
            ("1", "Melengkapi bukti dukung", "Bidang Angkutan", "12 Oktober 2026"),
        ),
    ),
    "tabel_belum": (
        table(
            "1583", ("No", "Unit kerja", "Data yang belum disampaikan", "Jumlah"),
            ("1", "Bidang Angkutan", "Realisasi Triwulan III dan bukti dukungnya", "2"),
        ),
    ),
    "tabel_analisis": (
        table(
            "15266", ("No", "Indikator", "Capaian", "Faktor pendukung/penghambat", "Upaya"),
            ("1", "Angkutan laik jalan", "97,22", "Sarana uji berkala terbatas", "Uji keliling"),
        ),
    ),
    "tabel_serah_terima": (
        table(
            "1824", ("No", "Naskah", "Jumlah", "Keterangan"),
            ("1", "Rekapitulasi data kinerja Triwulan III", "1 berkas", "Asli"),
        ),
    ),
    "tabel_arsip": (
        table(
            "134623333",
            ("No", "Kode", "Nomor naskah", "Uraian informasi", "Tanggal", "Tingkat", "Jumlah",
             "Lokasi", "Keterangan"),
            ("1", "000.8.6.3", "000.8.6.3/12/2026", "Surat permintaan data kinerja", "1-10-2026",
             "Asli", "1 lembar", "Rak 1, Boks 2", "Elektronik"),
        ),
    ),
}  # fmt: skip
USUAL = Facts(
    texts={
        "instansi": f"Dinas Perhubungan {REGION}", "pemerintah": REGION, "kota": "Painan",
        "pimpinan": f"Kepala Dinas Perhubungan {REGION}", "periode": "Triwulan III Tahun 2026",
        "tahun": "2026", "sop": "Pengumpulan Data Kinerja", "unit": "Bidang Lalu Lintas",
        "langkah": "Membuat surat permintaan data", "pembuat": "Kasubag Perencanaan",
        "pengirim": "Sekretaris", "kepada": "Kepala Bidang Lalu Lintas",
        "hal": "Pengumpulan Data Kinerja Triwulan III Tahun 2026",
        "sifat": "Segera", "keamanan": "Biasa", "lampiran": "1 (satu) berkas",
        "batas_waktu": "9 Oktober 2026", "hari_tanggal": "Senin, 5 Oktober 2026",
        "pukul": "09.00 WIB s.d. selesai", "tempat": "Ruang Rapat Dinas Perhubungan",
        "acara": "Rapat Penyusunan Jadwal Pengumpulan Data Kinerja",
        "pemimpin_rapat": "Sekretaris", "notulis": "Kasubag Perencanaan",
        "surat_dari": "Inspektorat", "surat_nomor": "000.8.6.3/101/2026",
        "surat_tanggal": "21 September 2026", "surat_hal": "Permintaan Data Kinerja",
        "diterima_tanggal": "22 September 2026", "agenda": "245",
        "catatan": "Utamakan data yang belum lengkap pada triwulan sebelumnya.",
        "capaian": "rata-rata capaian 98,61 persen dari 2 indikator",
        "kelengkapan": "7 dari 8 unit kerja (87,5 persen)", "versi": "2, sidik 4f1c 9a20 77be",
        "pembuka": "", "penutup_perintah": "Untuk dilaksanakan dengan penuh tanggung jawab.",
        "penutup": "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih.",
    },
    lists={
        "penerima": ("Kepala Bidang Lalu Lintas", "Kepala Bidang Angkutan"),
        "tembusan": ("Bupati Pesisir Selatan", "Inspektur Kabupaten Pesisir Selatan"),
        "petugas": ("Kepala Bidang Lalu Lintas", "Kepala Bidang Angkutan"),
        "peserta": ("Sekretaris", "Kepala Bidang Lalu Lintas", "Tim SAKIP"),
        "dasar": (
            "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja;",
            "Peraturan Menteri Pendayagunaan Aparatur Negara Nomor 53 Tahun 2014;",
        ),
        "arahan": ("Data dihimpun dari setiap bidang.", "Hasilnya dilaporkan kepada Sekretaris."),
        "putusan": ("Data disampaikan paling lambat tanggal 9 Oktober 2026.",),
        "belum": ("Bidang Angkutan",), "kurang": ("Realisasi Triwulan III",),
    },
    blocks=USUAL_BLOCKS,
)  # fmt: skip
EMPTY = Facts()
LONG = "Pelaksana Tugas Kepala Subbagian Perencanaan, Keuangan, Evaluasi, dan Pelaporan " * 2
NASTY = '{nama} #read("/etc/passwd") *a* | b \\ <script> $x$ @y ' + "x" * 120
EXTREME = Facts(
    texts={name: (LONG + NASTY if n % 2 else LONG) for n, name in enumerate(TEXTS)},
    lists={name: tuple(f"{LONG} {n}" for n in range(1, 51)) for name in LISTS},
    blocks={
        name: (
            table(
                "15222r2r22",
                ("No", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Sumber", "Ket."),
                *((str(n), f"{LONG} {n}", NASTY, "1.234.567,89", "0", "", LONG, "")
                  for n in range(1, 41)),
                small=True,
            ),
        )
        for name in BLOCKS
    },
)  # fmt: skip
