"""The five papers in several states, as a run would hand them to the table."""

from collections.abc import Mapping
from functools import cache

from tests.house.source import ROOT

from himpun.kernel.definition import Sop
from himpun.kernel.parse import parse_text
from himpun.sops.rules.drawing import CellState, State
from himpun.sops.rules.rows import table_of
from himpun.sops.rules.table import STATE_WORDS, ChipView, LiveView, PaperSize, TableView

PAPERS = tuple(sorted(path.parent.name for path in (ROOT / "sops").glob("*/sop.toml")))
UNITS = ("Lalu Lintas", "Angkutan", "Prasarana", "Pelayaran", "Keselamatan")


@cache
def paper(name: str) -> Sop:
    """A definition as it lies in the repository."""
    return parse_text((ROOT / "sops" / name / "sop.toml").read_text(encoding="utf-8"))


def on_paper(name: str, *, paper_size: PaperSize = "a4") -> TableView:
    """The paper alone."""
    return table_of(paper(name), paper=paper_size)


def begun(name: str, done: int, *, at: State = "now", paper_size: PaperSize = "a4") -> TableView:
    """A run in which the first ``done`` rows are finished and the next stands ``at``."""
    keys = [step.key for step in paper(name).steps]
    states = {key: CellState("done") for key in keys[:done]}
    states |= {key: CellState(at) for key in keys[done : done + 1]}
    return running(name, states, current=keys[done : done + 1], paper_size=paper_size)


def running(
    name: str,
    states: Mapping[str, CellState],
    *,
    current: list[str],
    live: Mapping[str, LiveView] | None = None,
    paper_size: PaperSize = "a4",
) -> TableView:
    """A run with a line of life for every row."""
    sop = paper(name)
    told = {step.key: _told(states.get(step.key, CellState()).state) for step in sop.steps}
    return table_of(
        sop,
        states=states,
        live={**told, **(live or {})},
        hrefs={step.key: f"/langkah/{step.key}/" for step in sop.steps},
        current=current,
        live_head="Jalannya, Triwulan III 2026",
        footer=f"{sop.identity.number} · Triwulan III 2026 · dicetak 5 Oktober 2026 09.12 WIB",
        paper=paper_size,
    )


def _told(state: State) -> LiveView:
    if state == "done":
        lines = (("nyata", "8 menit"), ("oleh", "Sekretaris"))
        return LiveView(state, "Selesai 14 Sep", lines)
    if state == "idle":
        return LiveView(state, STATE_WORDS[state])
    lines = (("tenggat", "hari ini, 5 Okt 16.00"), ("pemegang", "Kasubag Perencanaan"))
    return LiveView(state, STATE_WORDS[state], lines)


def chips(**odd: State) -> tuple[ChipView, ...]:
    """A chip a unit, done unless said otherwise."""
    return tuple(ChipView(unit, odd.get(unit.split()[0].lower(), "done")) for unit in UNITS)


def pesisir() -> TableView:
    """The moment of the design: step 10 open, one unit late, one sent back."""
    went = frozenset({"lanjut"})
    states = {str(no): CellState("done") for no in range(1, 8)} | {
        "8": CellState("late", {"sekretariat": "done"}, went),
        "9": CellState("back", taken=went),
        "10": CellState("now", taken=frozenset({"belum"})),
        "11": CellState("risk"),
    }
    late = (("tenggat", "24 Sep, jadwal 25 Sep"), ("pemegang", "Kasi Keselamatan"))
    back = (("tenggat", "6 Okt (baru)"), ("pemegang", "Kabid Pelayaran"))
    now = (("tenggat", "hari ini, 5 Okt 16.00"), ("pemegang", "Kasubag Perencanaan"))
    secretariat = ChipView("Sekretariat", "done", "/unit/6/")
    live = {
        "7": LiveView("done", "5 dari 5 bidang, 18 Sep", (), chips()),
        "8": LiveView(
            "late",
            "Terlambat 7 hari kerja, 1 unit",
            late,
            (*chips(keselamatan="late"), secretariat),
        ),
        "9": LiveView(
            "back", "Dikembalikan 1 Okt, 1 unit", back, chips(pelayaran="back", keselamatan="idle")
        ),
        "10": LiveView(
            "now",
            "Sedang: 4 dari 6 unit",
            now,
            (ChipView("Surat peringatan menunggu ttd", "wait"),),
        ),
        "11": LiveView(
            "risk", "Berisiko: jadwal lewat 2 Okt", (("tenggat", "menyusul langkah 10"),)
        ),
    }
    return running("pesisir-selatan-dishub", states, current=["10"], live=live)


def balangan() -> TableView:
    """A draft that came back once and is being corrected again."""
    states = {
        "1": CellState("done"),
        "2": CellState("now", taken=frozenset({"tidak"})),
    }
    return running("balangan-dpuprperkim", states, current=["2"])


def sumbar() -> TableView:
    """Not agreed: two divisions complete their forms."""
    states = {str(no): CellState("done") for no in range(1, 9)} | {
        "6": CellState("back", {"sekretaris": "done"}, frozenset({"lanjut"})),
        "9": CellState("wait", taken=frozenset({"tidak"})),
    }
    return running("sumbar-bmcktr", states, current=["6"])
