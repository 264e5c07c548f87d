"""A definition as plain text, the whole of it: the paper, and how surely it was read."""

from collections.abc import Iterator, Mapping

from himpun.kernel.definition import Late, Part, Performer, Reading, Sop, Step
from himpun.kernel.worktime.words import listed
from himpun.sops.rules.identity import EMPTY, BlockView, identity_of
from himpun.sops.rules.reading import gaps_of, questions_of, rows_of

NOTHING = "  -"
PARTS: Mapping[Part, str] = {"gives": "memberi data", "receives": "menerima", "attends": "hadir"}
MODES = {"one": "salah satu", "all": "semuanya", "joint": "bersama"}
SURENESS = {"reasoned": "dinalar", "implied": "tersirat", "unsure": "belum pasti"}
"""How sure the reading of a field is; what is stated needs no word."""
FIELDS = {
    "activity": "kegiatan", "performer": "pelaksana", "involved": "ikut serta", "mode": "cara",
    "by_unit": "pelaksana menurut jenis unit", "passed_by": "dilewati", "decider": "pemutus",
    "requires": "kelengkapan", "time": "waktu", "window": "jadwal", "output": "output",
    "note": "keterangan", "papers": "naskah", "exits": "keluar", "returns": "kembali",
    "late": "bila terlambat", "work": "pekerjaan", "number": "nomor", "created": "pembuatan",
    "revised": "revisi", "effective": "tanggal efektif", "ratified": "pengesahan",
    "approved_by": "pengesah", "legal_basis": "dasar hukum", "qualifications": "kualifikasi",
    "related": "keterkaitan", "equipment": "peralatan", "warnings": "peringatan",
    "records": "pencatatan",
}  # fmt: skip


def told(sop: Sop) -> str:
    """Every part of a definition in the order of the paper, then what it leaves open and lacks."""
    lines = [f"{sop.name} · {sop.agency}", f"{sop.id}, versi {sop.version}"]
    lines += _started(sop)
    lines += ["", "Identitas", *_identity(sop), "", "Pelaksana"]
    lines += [f"  {p.id}: {p.title}{_kind_of(p)}" for p in sop.performers.values()]
    lines += ["", "Langkah"]
    for step in rows_of(sop):
        lines += [f"  {step.key:>4}  {step.activity}"]
        lines += [f"        {name}: {value}" for name, value in _facts(sop, step) if value]
    lines += ["", "Perlu ditegaskan"]
    lines += [f"  {question.place}: {question.text}" for question in questions_of(sop)] or [NOTHING]
    lines += ["", "Tidak ada dalam SOP ini"]
    return "\n".join(lines + ([f"  {gap}" for gap in gaps_of(sop)] or [NOTHING]))


def _started(sop: Sop) -> list[str]:
    found = (("Pemicu", sop.trigger), ("Berulang", f"tiap {sop.frequency}" * bool(sop.frequency)))
    return [f"{name}: {value}" for name, value in found if value]


def _identity(sop: Sop) -> Iterator[str]:
    shown = identity_of(sop)
    yield from (f"  {label}: {value or EMPTY}" for label, value in shown.facts)
    for block in (block for pair in shown.pairs for block in pair):
        yield from _block(block)
    if marks := _sureness(sop.identity.reading):
        yield f"  Bacaan: {marks}"


def _block(block: BlockView) -> Iterator[str]:
    yield f"  {block.title}:{'' if block.items else f' {EMPTY}'}"
    yield from (f"    {at}. {item}" for at, item in enumerate(block.items, 1))


def _kind_of(performer: Performer) -> str:
    if performer.per_unit:
        kinds = ", ".join(performer.unit_kinds) or "semua"
        return f" (tiap unit: {kinds})"
    return " (tim)" if performer.team else ""


def _facts(sop: Sop, step: Step) -> Iterator[tuple[str, str]]:
    yield "pelaksana", _who(sop, step)
    parts = (f"{sop.performers[p].title} ({PARTS[part]})" for p, part in step.involved.items())
    yield "ikut serta", "; ".join(parts)
    yield "pekerjaan", ", ".join(step.work)
    yield "kelengkapan", "; ".join(step.requires)
    yield "waktu", step.time.raw if step.time else ""
    yield "jadwal", step.window_text
    yield "output", "; ".join(step.output)
    yield "keterangan", step.note
    yield "naskah", ", ".join(step.papers)
    yield "keluar", "; ".join(f"{e.name} → {e.to or 'selesai'}" for e in step.exits)
    yield "dapat dikembalikan ke", listed(list(step.returns)) if step.returns else ""
    yield "bila terlambat", _late(step.late)
    yield "bacaan", _sureness(step.reading)


def _who(sop: Sop, step: Step) -> str:
    titles = listed([sop.performers[p].title for p in step.performers])
    more = [f"{kind}: {sop.performers[p].title}" for kind, p in step.by_unit.items()]
    if len(step.performers) > 1 and not more:
        more.append(MODES[step.mode])
    if step.decider:
        more.append(f"pemutus {sop.performers[step.decider].title}")
    if step.per_unit:
        more.append("tiap unit")
    if step.passed_by:
        more.append(f"dilewati {listed(list(step.passed_by))}")
    return f"{titles} ({'; '.join(more)})" if more else titles


def _late(late: Late | None) -> str:
    return f"{late.paper}, kembali ke {late.back_to}" if late else ""


def _sureness(reading: Reading) -> str:
    """The fields that are not simply stated, by how sure they are."""
    found = []
    for mark, word in SURENESS.items():
        fields = [FIELDS.get(name, name) for name, given in reading.marks.items() if given == mark]
        if fields:
            found.append(f"{listed(fields)} {word}")
    return "; ".join(found)
