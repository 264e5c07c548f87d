"""Papers to try typesetting and signing on: offices, never names."""

import io
from datetime import datetime

from PIL import Image, ImageDraw

from himpun.kernel.worktime import WIB
from himpun.letters.rules.document import (
    DATE,
    NUMBER,
    STATEMENT,
    Blank,
    Document,
    Fields,
    HeadField,
    Initial,
    Letterhead,
    Paragraph,
    Row,
    line,
    plain,
    signer,
)

AT = datetime(2026, 10, 5, 9, 0, tzinfo=WIB)
CHECK_ADDRESS = "https://himpun.contoh.go.id/periksa/k3J9xQ2mZt8"


def logo() -> bytes:
    """A shield, as regions have it."""
    image = Image.new("RGBA", (200, 240))
    shield = [(10, 10), (190, 10), (190, 150), (100, 230), (10, 150)]
    ImageDraw.Draw(image).polygon(shield, fill="#1b5e20", outline="#000000")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


HEAD = Letterhead(
    lines=("PEMERINTAH KABUPATEN PESISIR SELATAN", "DINAS PERHUBUNGAN"),
    contact=(
        "Jalan Contoh Nomor 1, Painan, Kode Pos 25611",
        "Telepon (0756) 000000, pos-el dishub@contoh.go.id",
    ),
    logo=logo(),
)
LETTER = Document(
    kind="surat-permintaan-data",
    layout="surat",
    subject="Permintaan Data Kinerja Triwulan III",
    letterhead=HEAD,
    date=line("Painan, ", Blank(DATE)),
    head=(
        HeadField("Nomor", line(Blank(NUMBER))),
        HeadField("Sifat", line("Segera")),
        HeadField("Lampiran", line("1 (satu) berkas")),
        HeadField("Hal", line("Permintaan Data Kinerja Triwulan III")),
    ),
    recipients=("Kepala Bidang Lalu Lintas", "Kepala Bidang Angkutan"),
    body=(
        Paragraph(plain("Kami minta data kinerja bidang Saudara, dengan ketentuan:")),
        Fields((Row("Periode", plain("Triwulan III")), Row("Batas waktu", plain("9 Oktober")))),
        Paragraph(plain("Demikian, atas kerja samanya diucapkan terima kasih.")),
    ),
    signatures=(signer(),),
    initials=(Initial(1, "Kasubag Perencanaan"), Initial(2, "Sekretaris")),
    copies=("Kepala Dinas sebagai laporan",),
    qr=CHECK_ADDRESS,
    foot=line(Blank(STATEMENT, 2)),
)
