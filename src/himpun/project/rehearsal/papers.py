"""The papers of a rehearsal: every paper that the SOP names is drafted, initialled, signed,
numbered and sent by whoever holds the step, and written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from himpun.archive.queries.files import open_file
from himpun.kernel.definition import Step
from himpun.kernel.run import Visit
from himpun.kernel.wire import Json
from himpun.letters import services as letters
from himpun.letters import signing
from himpun.letters.queries.keys import trust_now
from himpun.letters.queries.papers import Paper, latest_of, papers_at, papers_of
from himpun.letters.rules.course import Course, courses_at
from himpun.letters.services.sending import add_unit_recipients, send_paper
from himpun.office import queries as office
from himpun.office.queries import Person
from himpun.office.rules import Refused
from himpun.project.rehearsal.stage import Stage

PROOF = "password"
DRAFTED, MARKED, SENT = "PaperDrafted", "PaperMarked", "PaperSent"
CITY = "Kota Contoh"
Tell = Callable[[str, str, str], None]


@dataclass
class Papers:
    """The papers of one run. ``tell`` is given the kind of what happened, the unit, and words;
    ``done`` counts it by kind; ``wrong`` are papers that are not as they should be."""

    stage: Stage
    tell: Tell
    done: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def begin(self, now: datetime) -> None:
        """The agency gets a letterhead: from now on its papers are made here."""
        agency, titles = self.stage.agency, [p.title for p in self.stage.sop.performers.values()]
        # All posts of a rehearsal stand in one unit, so which one heads it has to be said.
        head = next((title for title in titles if title.startswith("Kepala")), "")
        letters.set_letterhead(
            agency=agency, lines=["PEMERINTAH DAERAH CONTOH", agency.name.upper()],
            contact="Jalan Contoh Nomor 1", logo=None, paper="F4", city=CITY, tone={"head": head},
            way="local", classification="000.8.6.3", by=None, now=now,
        )  # fmt: skip

    def content_at(self, step: Step, now: datetime) -> dict[str, Json]:
        """What the holder fills in on a step, for the papers that are made of it."""
        on = office.day_at(self.stage.agency, now).isoformat()
        said = _filled_in(on)
        return {work: said[work] for work in step.work if work in said}

    def make(self, run_id: int, visit: Visit, step: Step, *, by: Person, now: datetime) -> None:
        """Everything that a step asks of its papers before it goes forward."""
        courses = courses_at(self.stage.sop, step.key)
        if not courses:
            return
        content = self.content_at(step, now)
        for course in courses:
            if course.begins == step.key:
                letters.draft_paper(
                    run_id=run_id, visit=visit.id, kind=course.kind.key, content=content, by=by,
                    now=now,
                )  # fmt: skip
                self._count(DRAFTED, visit.unit, course.kind.title)
        papers = papers_at(run_id, courses, visit.unit)
        self._mark(courses, papers, step, visit.unit, by=by, now=now)
        if "distribute" in step.work:
            for paper in papers.values():
                self._send(paper, visit.unit, now)

    def _mark(
        self, courses: Sequence[Course], papers: Mapping[str, Paper], step: Step, unit: str, *,
        by: Person, now: datetime,
    ) -> None:  # fmt: skip
        for role, service in (("initial", letters.initial_papers), ("sign", letters.sign_papers)):
            waiting = [
                papers[course.kind.key].pk
                for course in courses
                if course.kind.key in papers
                and (found := course.station_at(step.key))
                and found[1].role == role
            ]
            if waiting:
                service(papers=waiting, by=by, now=now, proof=PROOF)
                self._count(MARKED, unit, f"{role}: {len(waiting)} naskah")

    def _send(self, paper: Paper, unit: str, now: datetime) -> None:
        paper.refresh_from_db(fields=["state"])
        if paper.state != "signed":
            return
        try:
            add_unit_recipients(paper=paper, by=None, now=now)
        except Refused:
            return  # an SOP without units: whoever distributes writes the recipients by hand
        send_paper(paper=paper, by=None, now=now)
        self._count(SENT, unit, paper.subject)

    def _count(self, kind: str, unit: str, words: str) -> None:
        self.done[kind] = self.done.get(kind, 0) + 1
        self.tell(kind, unit, words)

    def write(self, run_id: int, folder: Path, now: datetime) -> int:
        """Every paper of the run as a PDF in a folder, in the order in which they were made; how
        many. What an auditor would object to is added to ``wrong``."""
        folder.mkdir(parents=True, exist_ok=True)
        trust, rows = trust_now(), papers_of(self.stage.agency).filter(run=run_id).order_by("pk")
        written = 0
        for paper in rows.exclude(state="cancelled"):
            pdf = _pdf_of(paper)
            if pdf is None:
                self.wrong.append(f"{paper.kind} {paper.unit} was never finished")
                continue
            written += 1
            unit = f"-{paper.unit}" if paper.unit else ""
            (folder / f"{written:02d}-langkah-{paper.step}-{paper.kind}{unit}.pdf").write_bytes(pdf)
            if latest_of(paper).marks.exists():
                verdict = signing.validate(pdf, trust, at=now)
                self.wrong += [f"{paper.kind}: {sentence}" for sentence in verdict.problems]
        return written


def _pdf_of(paper: Paper) -> bytes | None:
    stored = latest_of(paper).pdf
    if stored is None:
        return None
    with open_file(stored) as file:
        return file.read()


def _filled_in(on: str) -> dict[str, Json]:
    """What the forms of the steps hold, by the work."""
    follow_up: list[Json] = [{"text": "Melengkapi bukti dukung", "who": "Bidang 1", "on": on}]
    return {
        "instruct": {
            "orders": [{"to": "Pelaksana", "text": "Siapkan pengumpulan data kinerja."}],
            "urgency": "Segera",
            "note": "Utamakan data yang belum lengkap.",
        },
        "meet": {
            "on": on,
            "at": "09:00",
            "place": "Ruang rapat",
            "agenda": "Pengumpulan data kinerja",
            "attendance": [{"who": "Kepala Bidang", "present": "Hadir"}],
            "discussion": "Jadwal dan pembagian tugas.",
            "decision": "Data masuk tepat waktu.",
            "follow_up": follow_up,
        },
        "deliberate": {
            "on": on,
            "attendance": [{"who": "Kepala Bidang", "present": "Hadir"}],
            "opinions": "Capaian sudah sesuai.",
            "decision": "Setuju.",
        },
        "assign": {"data": [{"what": "Data kinerja", "who": "Kepala Bidang", "on": on}]},
        "report": {"text": "Data kinerja telah direkapitulasi."},
        "recap": {"summary": "Data seluruh unit telah masuk."},
    }
