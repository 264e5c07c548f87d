"""What is claimed of each criterion, from the records; what is missing is said plainly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from himpun.archive.queries.sheets_file import Sheet, Value
from himpun.kernel.decide.commands import goes_back
from himpun.kernel.definition import Sop, StepNode
from himpun.kernel.duty import step_titles
from himpun.kernel.worktime import parse_period
from himpun.letters.queries.own_paper import paper_pdf
from himpun.monitoring.models import StepTime
from himpun.monitoring.queries.assessing import form_view
from himpun.monitoring.queries.assessing_paper import form_document
from himpun.monitoring.queries.evidence.gathering import Gathered, Piece
from himpun.monitoring.queries.evidence.papers import agreements, evaluations, sop_piece
from himpun.monitoring.rules.assessing import HALVES
from himpun.monitoring.rules.evidence import FOLDERS, named, share
from himpun.office import queries as office
from himpun.office.rules import ROLE_WORDS
from himpun.performance.queries.evidence_pack import (
    agreement_facts,
    correction_facts,
    deliveries,
)
from himpun.runs.rules.words import long_day
from himpun.sops import queries as sops
from himpun.sops.queries.package import version_items

CORRECTED = {"asked": "diminta", "approved": "disetujui", "refused": "ditolak"}
AGREED = {"draft": "konsep", "approved": "berlaku", "cancelled": "dibatalkan"}


def guideline(found: Gathered) -> Iterator[Piece]:
    """1: the SOPs in the versions that ran, and the forms by which they were monitored and
    evaluated."""
    versions = {(run.sop_pk, run.fingerprint): run.sop for run in found.runs}
    if not versions:
        found.lacks(1, f"Tidak ada SOP pengumpulan data yang dijalankan untuk tahun {found.year}.")
    for (key, fingerprint), sop in versions.items():
        _claim_sop(found, sop, fingerprint)
        yield sop_piece(found, key, fingerprint)
        for item in version_items(key, fingerprint):
            path = f"{FOLDERS[1]}/{sop.id}-v{sop.version}/{item.path}"
            yield Piece((1,), path, f"{item.title}, versi {sop.version}", item.content)
    yield from _monitoring(found)
    yield from evaluations(found)


def _claim_sop(found: Gathered, sop: Sop, fingerprint: str) -> None:
    about = sop.identity
    since = f", berlaku {long_day(about.effective)}" if about.effective else ""
    number = about.number or "tanpa nomor"
    found.holds(
        1, f"SOP “{sop.name}” ({number}{since}), versi {sop.version}, SHA-256 {fingerprint}."
    )
    if not about.effective:
        found.lacks(1, f"SOP “{sop.name}” tidak memuat tanggal mulai berlaku.")
    for gap in sops.gaps_of(sop):
        found.lacks(1, f"SOP “{sop.name}”: {gap}")


def _monitoring(found: Gathered) -> Iterator[Piece]:
    on = office.day_at(found.agency, found.now)
    for half in HALVES:
        view = form_view(found.agency, found.year, half, on)
        if view.period.first_day > on or not view.parts:
            continue
        content = paper_pdf(
            agency=found.agency, document=form_document(view, found.now), at=found.now
        )
        path = f"{FOLDERS[1]}/monitoring-sop-{view.period.code.lower()}.pdf"
        yield Piece((1,), path, f"Monitoring pelaksanaan SOP, {view.period.label}", content)
        if view.assessed:
            found.holds(1, f"Pelaksanaan SOP dimonitor pada {view.period.label}.")
        else:
            found.lacks(1, f"Formulir monitoring {view.period.label} belum dinilai siapa pun.")


def sources(found: Gathered) -> Iterator[Piece]:
    """2: each indicator's source and evidence."""
    rows: list[Sequence[Value]] = [
        [one.code, one.name, one.unit, one.definition, one.formula, one.source, one.evidence]
        for one in found.indicators
    ]
    columns = (
        ("Kode", 14), ("Indikator", 50), ("Unit", 30), ("Definisi operasional", 50),
        ("Rumus", 40), ("Sumber data", 40), ("Bukti dukung", 40),
    )  # fmt: skip
    yield found.book(2, "indikator-dan-sumbernya", "Indikator, definisi, dan sumber datanya", [
        Sheet("Indikator", columns, rows)
    ])  # fmt: skip
    total = len(found.indicators)
    if not total:
        found.lacks(2, f"Belum ada indikator untuk tahun {found.year}.")
        return
    _claim_all(found, 2, "sumber data", [one.code for one in found.indicators if not one.source])
    without = [one.code for one in found.indicators if not one.definition]
    _claim_all(found, 2, "definisi operasional", without)


def _claim_all(found: Gathered, no: int, what: str, without: Sequence[str]) -> None:
    """How many indicators have something, and which have not."""
    total = len(found.indicators)
    if len(without) < total:
        with_ = share(total - len(without), total)
        found.holds(no, f"{with_} indikator mempunyai {what}.")
    if without:
        found.lacks(no, f"Indikator tanpa {what}: {named(without)}.")


def access(found: Gathered) -> Iterator[Piece]:
    """3: who reads the data in the program, and the recaps that were frozen."""
    on = office.day_at(found.agency, found.now)
    rows: list[Sequence[Value]] = [
        [ROLE_WORDS.get(role.kind, role.kind), role.person.name, f"{role.from_on:%Y-%m-%d}"]
        for role in office.roles_at(found.agency, on)
    ]
    posts = {
        (holder.post_title, holder.capacity)
        for several in _holders(found).values()
        for holder in several
    }
    held: list[Sequence[Value]] = [[title, capacity] for title, capacity in sorted(posts)]
    yield found.book(3, "siapa-dapat-membaca", "Siapa dapat membaca data kinerja di Himpun", [
        Sheet("Peran", (("Peran", 26), ("Pemegang", 40), ("Sejak", 14)), rows),
        Sheet("Jabatan pelaksana", (("Jabatan", 50), ("Kedudukan", 20)), held),
    ])  # fmt: skip
    found.holds(3, f"{len(held)} jabatan pelaksana dan {len(rows)} peran membaca datanya langsung.")
    _claim_recaps(found)


def _claim_recaps(found: Gathered) -> None:
    from himpun.performance.queries.recap.frozen import frozen_runs

    frozen = frozen_runs([run.id for run in found.runs])
    done = [parse_period(run.period).label for run in found.runs if run.id in frozen]
    if done:
        found.holds(3, f"Rekapitulasi dibekukan untuk {named(done)}; berkasnya disertakan.")
    ended = [run for run in found.runs if run.state == "finished" and run.id not in frozen]
    if ended:
        periods = named(parse_period(run.period).label for run in ended)
        found.lacks(3, f"SOP selesai tanpa rekapitulasi yang dibekukan: {periods}.")
    if not found.runs:
        found.lacks(3, "Belum ada data yang dikumpulkan pada tahun ini.")


def _holders(found: Gathered) -> Mapping[tuple[str, str], Sequence[office.Holder]]:
    on = office.day_at(found.agency, found.now)
    merged: dict[tuple[str, str], Sequence[office.Holder]] = {}
    for key in dict.fromkeys(run.sop.id for run in found.runs):
        merged |= office.holders_by_performer(found.agency, key, on)
    return merged


def in_charge(found: Gathered) -> Iterator[Piece]:
    """4: who answers for each indicator and for each step, and the agreement."""
    of_indicators: list[Sequence[Value]] = [
        [one.code, one.name, one.unit, one.in_charge] for one in found.indicators
    ]
    agreed = agreement_facts(found.agency, found.year)
    versions: list[Sequence[Value]] = [
        [row.no, AGREED.get(row.state, row.state), f"Triwulan {row.from_quarter}"] for row in agreed
    ]
    of_steps, empty = _performers(found)
    yield found.book(4, "penanggung-jawab", "Penanggung jawab data dan langkah", [
        Sheet(
            "Indikator",
            (("Kode", 14), ("Indikator", 50), ("Unit", 30), ("Penanggung jawab", 44)),
            of_indicators,
        ),
        Sheet(
            "Pelaksana langkah",
            (("SOP", 30), ("Pelaksana", 44), ("Unit", 24), ("Jabatan", 44), ("Kedudukan", 14)),
            of_steps,
        ),
        Sheet("Perjanjian kinerja", (("Versi", 8), ("Keadaan", 16), ("Sejak", 16)), versions),
    ])  # fmt: skip
    yield from agreements(found)
    _claim_in_charge(found, empty, agreed=any(row.state == "approved" for row in agreed))


def _performers(found: Gathered) -> tuple[list[Sequence[Value]], list[str]]:
    """Who holds each performer of the SOPs today, and the performers that nobody holds."""
    rows: list[Sequence[Value]] = []
    empty: list[str] = []
    holders = _holders(found)
    for sop in {run.sop.id: run.sop for run in found.runs}.values():
        for name, performer in sop.performers.items():
            held = [
                (unit, one) for (key, unit), all_ in holders.items() if key == name for one in all_
            ]
            empty += [] if held else [performer.title]
            rows += [
                [sop.name, performer.title, unit, one.post_title, one.capacity]
                for unit, one in held
            ]
    return rows, empty


def _claim_in_charge(found: Gathered, empty: Sequence[str], *, agreed: bool) -> None:
    if found.indicators:
        without = [one.code for one in found.indicators if not one.in_charge]
        _claim_all(found, 4, "penanggung jawab", without)
    else:
        found.lacks(4, f"Belum ada indikator untuk tahun {found.year}.")
    if found.runs and not empty:
        found.holds(4, "Setiap pelaksana dalam SOP mempunyai pemegang.")
    if empty:
        found.lacks(4, f"Pelaksana SOP tanpa pemegang hari ini: {named(empty)}.")
    if agreed:
        found.holds(4, f"Perjanjian kinerja tahun {found.year} berlaku.")
    else:
        found.lacks(4, f"Belum ada perjanjian kinerja tahun {found.year} yang berlaku.")


def delivery(found: Gathered) -> Iterator[Piece]:
    """5: the times that the SOP sets, and when each unit delivered."""
    sets: list[Sequence[Value]] = []
    for sop in {run.sop.id: run.sop for run in found.runs}.values():
        sets += [
            [
                sop.name, key, step.activity, step_titles(sop, step),
                step.time.raw if step.time else "", step.window.label if step.window else "",
            ]
            for key, step in sop.by_key.items()
        ]  # fmt: skip
    came = deliveries(found.agency, found.year)
    rows: list[Sequence[Value]] = [
        [
            one.period, one.unit, found.at(one.opened_at), found.at(one.closes_at),
            found.at(one.complete_at), "Ya" if one.late else "Tidak" if one.complete_at else "",
        ]
        for one in came
    ]  # fmt: skip
    yield found.book(5, "waktu-penyampaian", "Waktu baku, jadwal, dan penyampaian data", [
        Sheet(
            "Waktu dalam SOP",
            (
                ("SOP", 30), ("Langkah", 9), ("Kegiatan", 60), ("Pelaksana", 40),
                ("Waktu baku", 14), ("Jadwal", 44),
            ),
            sets,
        ),
        Sheet(
            "Penyampaian unit",
            (
                ("Periode", 12), ("Unit", 36), ("Dibuka", 18), ("Ditutup", 18),
                ("Disampaikan", 18), ("Terlambat", 10),
            ),
            rows,
        ),
    ])  # fmt: skip
    timed = [row for row in sets if row[4] or row[5]]
    if timed:
        found.holds(5, f"{share(len(timed), len(sets))} langkah SOP mempunyai waktu atau jadwal.")
    else:
        found.lacks(5, "SOP tidak menetapkan waktu penyampaian.")
    done = [one for one in came if one.complete_at]
    if done:
        punctual = share(sum(not one.late for one in done), len(done))
        found.holds(5, f"{punctual} penyampaian unit tercatat tepat waktu.")
    owed = [f"{one.unit} ({parse_period(one.period).label})" for one in came if not one.complete_at]
    if owed:
        found.lacks(5, f"Belum disampaikan: {named(owed)}.")
    if not came:
        found.lacks(5, "Belum ada formulir yang dibuka, jadi belum ada penyampaian yang tercatat.")


def mistakes(found: Gathered) -> Iterator[Piece]:
    """6: the ways back in the SOP, returns, and corrections of approved values."""
    corrections = correction_facts(found.agency, found.year)
    rows: list[Sequence[Value]] = [
        [
            one.period, one.unit, one.indicator, one.reason, found.at(one.asked_at),
            one.asked_by, CORRECTED.get(one.state, one.state), found.at(one.decided_at),
            one.decided_by, one.decision,
        ]
        for one in corrections
    ]  # fmt: skip
    ways = {
        sop.name: ways_back(sop) for sop in {run.sop.id: run.sop for run in found.runs}.values()
    }
    returns = StepTime.objects.filter(run__in=[run.id for run in found.runs], sent_back=True)
    sent: list[Sequence[Value]] = [
        [row.period, row.step, row.unit, row.round, found.at(row.finished_at)]
        for row in returns.order_by("finished_at", "pk")
    ]
    paths: list[Sequence[Value]] = [
        [name, way, "Ya" if on_paper else "Tidak, tombol di Himpun"]
        for name, all_ in ways.items()
        for way, on_paper in all_
    ]
    yield found.book(6, "pengembalian-dan-koreksi", "Pengembalian dan koreksi data", [
        Sheet(
            "Jalan kembali",
            (("SOP", 34), ("Langkah", 60), ("Digambar pada SOP", 24)),
            paths,
        ),
        Sheet(
            "Pengembalian",
            (("Periode", 12), ("Langkah", 9), ("Unit", 26), ("Putaran", 9), ("Pada", 18)),
            sent,
        ),
        Sheet(
            "Koreksi",
            (
                ("Periode", 12), ("Unit", 30), ("Indikator", 14), ("Alasan", 50), ("Diminta", 18),
                ("Oleh", 30), ("Keadaan", 12), ("Diputuskan", 18), ("Oleh siapa", 30),
                ("Keputusan", 50),
            ),
            rows,
        ),
    ])  # fmt: skip
    for name, all_ in ways.items():
        _claim_ways(found, name, all_)
    if not ways:
        found.lacks(6, "Tidak ada SOP yang dijalankan pada tahun ini.")
    if found.runs:
        counts = f"{len(sent)} pengembalian dan {len(corrections)} koreksi nilai yang disahkan"
        found.holds(6, f"Tercatat {counts}, masing-masing dengan alasan dan waktunya.")


def _claim_ways(found: Gathered, name: str, ways: Sequence[tuple[str, bool]]) -> None:
    """A way that the paper draws proves a procedure; one that only the program offers does not."""
    drawn = [way for way, on_paper in ways if on_paper]
    offered = [way for way, on_paper in ways if not on_paper]
    if drawn:
        found.holds(6, f"SOP “{name}” menetapkan jalan kembali: {named(drawn)}.")
    else:
        found.lacks(6, f"SOP “{name}” tidak menggambar jalan kembali bila data salah.")
    if offered:
        found.holds(6, f"Pengembalian dengan alasan dijalankan di Himpun: {named(offered)}.")


def ways_back(sop: Sop) -> list[tuple[str, bool]]:
    """Where an SOP can send back, in words; and whether the paper draws it (an exit), or it is a
    button beside it."""
    found = []
    for key, place in sop.places.items():
        node = place.node
        if not isinstance(node, StepNode):
            continue
        step = sop.by_key[node.step]
        found += [
            (f"langkah {node.step} ({name}) ke langkah {to}", True)
            for name, to in node.exits.items()
            if to is not None and goes_back(sop, key, name)
        ]
        if key == node.step:
            found += [(f"langkah {node.step} ke langkah {to}", False) for to in step.returns]
    return found
