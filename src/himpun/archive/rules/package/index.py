"""The page that opens a package: what it is about, and a link to each of its files.

It needs no program, no network and no style of another file, so that it opens wherever there is a
browser; it prints well.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from himpun.archive.rules.package.bag import ABOUT, KINDS, VERIFIER, Written
from himpun.kernel.worktime import ZONES
from himpun.office.rules import long_date

STYLE = """
:root { color: #1b1b1b; background: #fff; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; }
th { border-bottom: 2px solid #1b1b1b; }
td { border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
td:nth-child(n+2), th:nth-child(n+2) { white-space: nowrap; }
td.n, th.n { text-align: right; }
code { font-size: .85em; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; }
  .hash { display: none; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  a { color: inherit; text-decoration: none; }
  tr { break-inside: avoid; } h2 { break-after: avoid; }
}
"""
HEAD = """<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
"""
PROVING = (
    "Paket ini dapat diperiksa tanpa aplikasi Himpun. Simpan berkas ZIP paket ini apa adanya, lalu "
    "jalankan <code>python3 periksa.py NAMA-PAKET.zip</code> (Python 3.8 atau lebih baru). Setiap "
    "berkas yang diubah, dihapus, atau ditambahkan akan disebutkan. Bandingkan juga SHA-256 "
    "berkas ZIP-nya dengan yang tercatat di jurnal instansi."
)


def index_text(about: Mapping[str, Any], files: Sequence[Written]) -> str:
    """The whole page."""
    return "".join(
        (
            HEAD.format(title=escape(f"Paket arsip: {about['title']}"), style=STYLE),
            f"<h1>{escape(about['title'])}</h1>\n<p>Paket arsip SOP yang telah ditutup.</p>\n",
            _facts(about, files),
            *(_section(kind, files) for kind in KINDS),
            f"<h2>Memeriksa keutuhan paket</h2>\n<p>{PROVING}</p>\n<p>",
            _link(VERIFIER, "Program pemeriksa (periksa.py)"),
            " · ",
            _link(ABOUT, "Keterangan paket (himpun.json)"),
            "</p>\n</body>\n</html>\n",
        )
    )


def _facts(about: Mapping[str, Any], files: Sequence[Written]) -> str:
    zone = about["agency"]["zone"]
    said = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>\n" for name, text in _said(about, zone)
    )
    total = f"{len(files)} berkas, {size_words(sum(file.size for file in files))}"
    return f"<dl>\n{said}<dt>Isi</dt><dd>{total}</dd>\n</dl>\n"


def _said(about: Mapping[str, Any], zone: str) -> Iterator[tuple[str, str]]:
    agency, run, sealed = about["agency"], about["run"], about["sealed"]
    yield "Instansi", f"{agency['name']}, {agency['region']}"
    yield "SOP", f"{run['sop_name']} (versi {run['sop_version']})"
    if run["sop_number"]:
        yield "Nomor SOP", run["sop_number"]
    yield "Periode", run["period_text"]
    yield "Keadaan", run["state_text"]
    yield "Dimulai", moment_words(run["started_at"], zone)
    yield "Berakhir", moment_words(run["ended_at"], zone)
    by = ", ".join(part for part in (sealed["by"], sealed["capacity"]) if part)
    yield "Disegel", f"{moment_words(sealed['at'], zone)} oleh {by}"
    if about["earlier"]:
        earlier = about["earlier"]
        yield "Menggantikan", f"paket ke-{earlier['no']}, SHA-256 {earlier['sha256']}"
        yield "Alasan", about["reason"]
    yield "Format paket", f"{about['format']} ({about['product']})"


def _section(kind: str, files: Sequence[Written]) -> str:
    own = [file for file in files if file.kind == kind]
    if not own:
        return ""
    rows = "".join(
        f"<tr><td>{_link(file.path, file.title)}</td>"
        f'<td class="n">{size_words(file.size)}</td>'
        f'<td class="hash"><code>{file.sha256[:16]}…</code></td></tr>\n'
        for file in own
    )
    return (
        f"<h2>{escape(KINDS[kind])}</h2>\n<table>\n"
        '<tr><th scope="col">Berkas</th><th scope="col" class="n">Ukuran</th>'
        f'<th scope="col" class="hash">SHA-256</th></tr>\n{rows}</table>\n'
    )


def _link(path: str, title: str) -> str:
    return f'<a href="{escape(path)}">{escape(title)}</a>'


def size_words(size: int) -> str:
    """812 bita, 12 kB, 3,4 MB, 1,2 GB."""
    if size < 1_000:
        return f"{size} bita"
    if size < 1_000_000:
        return f"{round(size / 1_000)} kB"
    unit, by = ("MB", 1_000_000) if size < 1_000_000_000 else ("GB", 1_000_000_000)
    return f"{size / by:.1f} {unit}".replace(".", ",")


def moment_words(text: str, zone: str) -> str:
    """A moment of the package in the agency's own time: 5 Oktober 2026 pukul 08.15 WIB."""
    at = datetime.fromisoformat(text).astimezone(ZONES[zone])
    return f"{long_date(at.date())} pukul {at:%H.%M} {zone}"
