"""What a run knows for a paper: texts, lists and blocks by the names of ``rules.placeholders``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from himpun.kernel.definition import Sop
from himpun.kernel.wire import Json
from himpun.kernel.worktime import CalendarUnknown, parse_period, window_of
from himpun.letters.models import Letterhead, Number, Paper
from himpun.letters.queries.figures import Figures
from himpun.letters.rules.blocks import (
    EXPECTED,
    boxes,
    table_of_attendance,
    table_of_charge,
    table_of_follow_up,
    table_of_holders,
    table_of_papers,
    table_of_steps,
)
from himpun.letters.rules.composing import MISSING, Facts
from himpun.letters.rules.content import (
    Meeting,
    lines_of,
    long_day,
    meeting_in,
    orders_in,
    rows_in,
    text_in,
)
from himpun.letters.rules.course import Course
from himpun.letters.rules.document import Block
from himpun.letters.rules.kinds import KINDS, URGENCIES
from himpun.letters.rules.letterhead import tone_of
from himpun.office import queries as office
from himpun.runs.queries.ahead import holders_at, recipients_at
from himpun.runs.queries.step_page import StepPage

Content = Mapping[str, Json]
ATTACHED = "1 (satu) berkas"
LISTING = frozenset({"tanda-terima", "berita-acara", "daftar-arsip"})
"""Kinds that list the papers of the run."""
WITH_ATTACHMENT = frozenset({"surat-permintaan-data", "surat-pemberitahuan"})


@dataclass(frozen=True)
class Asked:
    """A paper that is being drafted: at which step, what was filled in there so far."""

    page: StepPage
    course: Course
    letterhead: Letterhead
    content: Content
    figures: Figures
    urgency: str
    security: str

    @property
    def late(self) -> bool:
        """Is it about one unit that is late (a branch beside the SOP)?"""
        return self.page.sop.places[self.page.visit.node].side_of is not None


def head_of(letterhead: Letterhead) -> str:
    """What the agency's head is called: "Kepala Dinas Perhubungan"; by the agency's own word, else
    by the post that heads it (one query)."""
    post = office.head_post(letterhead.agency)
    usual = post.title if post else f"Kepala {letterhead.agency.name}"
    return tone_of(letterhead.tone)["head"] or usual


def facts_of(asked: Asked) -> Facts:
    """All that is known; what the app above hands in goes before what is read here (five queries
    at most)."""
    meeting = meeting_in(asked.content, asked.page.run.agency.zone)
    texts = {**_of_agency(asked), **_of_run(asked), **_of_meeting(asked, meeting), **_letter(asked)}
    return Facts(
        texts={**texts, **asked.figures.texts},
        lists={**_lists(asked, meeting), **asked.figures.lists},
        blocks={**_blocks(asked, meeting), **asked.figures.blocks},
    )


def _of_agency(asked: Asked) -> dict[str, str]:
    agency, tone = asked.page.run.agency, tone_of(asked.letterhead.tone)
    return {
        "instansi": agency.name,
        "pemerintah": f"Pemerintah {agency.region}",
        "kota": asked.letterhead.city,
        "pimpinan": head_of(asked.letterhead),
        "pembuka": tone["opening"],
        "penutup": tone["closing"],
        "penutup_perintah": tone["order_closing"],
    }


def _of_run(asked: Asked) -> dict[str, str]:
    page, period = asked.page, parse_period(asked.page.run.period)
    maker = page.hands.names[0] if page.hands.names else page.titles
    return {
        "periode": period.label,
        "tahun": str(period.year),
        "sop": page.sop.name,
        "langkah": page.step.activity,
        "unit": page.unit_name,
        "pembuat": maker,
        "pengirim": maker,
        "hal": _matter(asked),
        "sifat": asked.urgency,
        "keamanan": asked.security,
        "lampiran": ATTACHED if asked.course.kind.key in WITH_ATTACHMENT else "-",
        "batas_waktu": _data_due(page),
        "catatan": _note(asked),
    }


def _matter(asked: Asked) -> str:
    """What it is about: an order by what is ordered, else the SOP's own subject."""
    orders = orders_in(asked.content)
    if asked.course.kind.key == "lembar-disposisi" and orders:
        return orders[0]["text"]
    period = parse_period(asked.page.run.period).label
    return f"{asked.page.sop.name} {period}"


def _data_due(page: StepPage) -> str:
    """The last day on which units hand in: the end of the window of the row that collects."""
    row = next((s for s in page.sop.steps if "collect" in s.work and s.window), None)
    if row is None or row.window is None:
        return ""
    try:
        dates = window_of(row.window, parse_period(page.run.period), page.calendar)
    except (ValueError, CalendarUnknown):
        return ""
    return long_day(dates.last.isoformat())


def _note(asked: Asked) -> str:
    """What was written on the step beside its tables."""
    kinds = {"instruct": "note", "report": "text", "recap": "summary", "prepare": "note"}
    found = [text_in(asked.content, kind, name) for kind, name in kinds.items()]
    orders = [f"{row.get('to', '')}: {row['text']}" for row in orders_in(asked.content)]
    return "\n".join([*orders, *(text for text in found if text)])


def _of_meeting(asked: Asked, meeting: Meeting) -> dict[str, str]:
    page = asked.page
    known = {
        "hari_tanggal": meeting.day,
        "pukul": meeting.at,
        "tempat": meeting.place,
        "acara": meeting.agenda or f"{page.sop.name} {parse_period(page.run.period).label}",
    }
    if asked.course.kind.key in {"notula", "daftar-hadir"}:
        known["pemimpin_rapat"] = page.titles
    return {name: text for name, text in known.items() if text}


def _letter(asked: Asked) -> dict[str, str]:
    """The newest numbered paper of the run, to which this one refers."""
    found = (
        Number.objects.filter(paper__run=asked.page.run, state="given")
        .exclude(paper__kind=asked.course.kind.key, paper__unit=asked.page.visit.unit)
        .select_related("paper__agency")
        .order_by("-at", "-id")
        .first()
    )
    if found is None or found.paper is None:
        return {}
    return {
        "surat_dari": found.paper.agency.name,
        "surat_nomor": found.text,
        "surat_tanggal": long_day(found.on.isoformat()),
        "surat_hal": found.paper.subject,
    }


def _lists(asked: Asked, meeting: Meeting) -> dict[str, Sequence[str]]:
    page = asked.page
    charged = [row["who"] for row in rows_in(asked.content, "assign", "data") if row.get("who")]
    return {
        "penerima": _recipients(asked),
        "tembusan": (),
        "petugas": tuple(dict.fromkeys(charged)) or page.people.in_charge,
        "peserta": tuple(meeting.present) or page.people.attendants,
        "dasar": page.sop.identity.legal_basis,
        "arahan": tuple(meeting.discussion) or _orders_before(page),
        "putusan": tuple(meeting.decisions) or (MISSING,),
        "belum": (page.unit_name,) if page.unit_name else (),
        "kurang": (),
    }


def _recipients(asked: Asked) -> Sequence[str]:
    """Who a letter is for: whom the row reaches that will distribute it; an order, whom it names; a
    late unit its own holders; anything else whoever is next, past its own signer."""
    page, sop = asked.page, asked.page.sop
    if asked.late:
        row = sop.by_key[sop.places[page.visit.node].side_of or ""]
        return holders_at(page, row.late.back_to if row.late else row.key)
    ahead = [key for key in asked.course.steps if "distribute" in sop.by_key[key].work]
    if ahead:
        return recipients_at(page, ahead[0])
    named = [row["to"] for row in orders_in(asked.content) if row.get("to")]
    meeting = _meeting_ahead(sop, page.step.key)
    if asked.course.kind.key == "undangan" and meeting:
        return holders_at(page, meeting)
    coming = page.people.addressed or page.people.subordinates
    return tuple(dict.fromkeys(named)) or _behind_its_signer(asked, coming) or coming


def _behind_its_signer(asked: Asked, coming: Sequence[str]) -> Sequence[str]:
    """Who is next once the paper is signed, where whoever is next now would only sign it: nobody
    writes to themself. Empty where that is not so."""
    signs = [one.step for one in asked.course.stations if one.role == "sign"]
    if not signs or signs[-1] == asked.page.step.key:
        return ()
    signers = holders_at(asked.page, signs[-1])
    return recipients_at(asked.page, signs[-1]) if set(coming) <= set(signers) else ()


def _meeting_ahead(sop: Sop, key: str) -> str:
    keys = [step.key for step in sop.steps]
    ahead = sop.steps[keys.index(key) :] if key in keys else ()
    return next((step.key for step in ahead if "meet" in step.work), "")


def _orders_before(page: StepPage) -> tuple[str, ...]:
    """What was ordered in earlier steps, oldest first."""
    found = [row["text"] for past in reversed(page.past) for row in orders_in(past.content)]
    return tuple(dict.fromkeys(line for text in found for line in lines_of(text)))


def _blocks(asked: Asked, meeting: Meeting) -> dict[str, Sequence[Block]]:
    page, content = asked.page, asked.content
    orders = {row.get("to", "") for row in orders_in(content)}
    urgency = text_in(content, "instruct", "urgency") or asked.urgency
    charge = rows_in(content, "assign", "data")
    people = tuple(meeting.present) or page.people.attendants
    return {
        "kotak_sifat": boxes((*URGENCIES, "Rahasia"), {urgency}, 4),
        "kotak_diteruskan": boxes(page.people.subordinates or page.people.addressed, orders),
        "kotak_harapan": boxes(EXPECTED, {"Untuk dilaksanakan"}, 3),
        "tabel_jadwal": table_of_steps(page.sop),
        "tabel_penanggung_jawab": table_of_charge(charge)
        or table_of_holders(page.people.in_charge),
        "tabel_hadir": table_of_attendance(people),
        "tabel_tindak_lanjut": table_of_follow_up(meeting.follow_up),
        **_of_papers(asked),
    }


def _of_papers(asked: Asked) -> dict[str, Sequence[Block]]:
    """The finished papers of the run, for one that lists them (two queries, none for others)."""
    if asked.course.kind.key not in LISTING:
        return {}
    done = Paper.objects.filter(run=asked.page.run, state__in=["signed", "sent"])
    done = done.select_related("agency")
    given = Prefetch("numbers", Number.objects.filter(state="given"), to_attr="given")
    rows = [
        {
            "kind": KINDS[row.kind].title,
            "number": ", ".join(number.text for number in row.given),
            "on": long_day(office.day_at(row.agency, row.signed_at or row.created_at).isoformat()),
            "subject": row.subject,
        }
        for row in done.prefetch_related(given).order_by("signed_at", "pk")
    ]
    table = table_of_papers(rows)
    return {"tabel_serah_terima": table, "tabel_arsip": table}
