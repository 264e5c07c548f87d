"""What the template of a step is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from himpun.runs.forms import StepForm, Typed, content_read, quotes_in
from himpun.runs.forms.fields import Errors
from himpun.runs.queries.step_files import FileRow, Slot
from himpun.runs.queries.step_flow import flow_of
from himpun.runs.queries.step_page import StepPage
from himpun.runs.rules.words import short_moment

LABELS = {
    "keputusan": "Keputusan",
    "alasan": "Alasan pengembalian",
    "unit": "Unit yang mengulang",
    "kembali-ke": "Langkah tujuan",
    "kembali-alasan": "Alasan pengembalian",
    "kembali-unit": "Unit yang mengulang",
    "serah-kepada": "Diserahkan kepada",
    "serah-alasan": "Alasan penyerahan",
}


def context_of(
    page: StepPage, typed: Typed | None = None, errors: Errors | None = None, *, said: str = ""
) -> dict[str, Any]:
    """The page with its form. ``typed``: what was just sent; else the draft, else the form as it
    is at first. ``said``: why what was sent was refused."""
    form = StepForm.of(page)
    mistakes = errors or {}
    filled = typed or (form.from_draft(page.draft) if page.draft is not None else None)
    return {
        "page": page,
        "run": page.run,
        "visit": page.visit,
        "step": page.step,
        "form": form,
        "sections": form.shown(filled, mistakes) if page.mine else [],
        "typed": filled or Typed(),
        "present": _present(filled),
        "wrong": {name.replace("-", "_"): mistakes[name] for name in LABELS if name in mistakes},
        "summary": summary_of(form, page.slots, mistakes),
        "said": said,
        "key": uuid4().hex,
        "flow": flow_of(page),
        "slots": slots_shown(page, mistakes),
        "fold_files": any(part.replaces_files for part in page.parts),
        "files_wrong": any(id_.startswith("berkas-") for id_ in mistakes),
        "received": [(file, _added(page, file)) for file in page.received],
        "read": content_read(page.visit.content),
        "past": [(past, content_read(past.content), quotes_in(past.content)) for past in page.past],
        "begun": short_moment(page.run.started_at, page.now, page.calendar),
        "finished": _finished(page),
        "unsent": _unsent(page, form, filled),
        "button": button_text(page, form),
        "return_open": any(name.startswith("kembali-") for name in mistakes)
        or bool(filled and (filled.back_reason or filled.to)),
        "back_ways": [way for way in page.exits if way.back],
    }  # fmt: skip


def _present(typed: Typed | None) -> list[str]:
    requires = typed.content.get("requires", {}) if typed else {}
    present = requires.get("present")
    return [str(item) for item in present] if isinstance(present, list) else []


def summary_of(
    form: StepForm, slots: Iterable[Slot], errors: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Every mistake as (id on the page, what it is about, sentence), in the order of the page."""
    labels = {f"berkas-{slot.id or 'lain'}": slot.title for slot in slots} | LABELS
    for section in form.sections:
        for part in section.parts:
            labels[section.id_of(part.name)] = part.label
    found = []
    for id_, sentence in errors.items():
        about = next((labels[known] for known in _prefixes(id_) if known in labels), "Isian")
        found.append((id_, about, sentence))
    return found


def _prefixes(id_: str) -> Iterable[str]:
    """The id itself, then those of the table in which it stands: a-b-0-c, a-b-0, a-b, a."""
    parts = id_.split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def slots_shown(
    page: StepPage, errors: Mapping[str, str]
) -> list[dict[str, Any]]:  # fmt: skip
    """The papers of a step, each with the files that were put there."""
    shown = []
    for slot in page.slots:
        files = [
            (file, _added(page, file))
            for file in page.files
            if file.paper == slot.id
        ]  # fmt: skip
        id_ = f"berkas-{slot.id or 'lain'}"
        shown.append({"id": id_, "slot": slot, "files": files, "error": errors.get(id_, "")})
    return shown


def _added(page: StepPage, file: FileRow) -> str:
    return short_moment(file.at, page.now, page.calendar)


def _finished(page: StepPage) -> str:
    at = page.visit.finished_at
    return "" if at is None else short_moment(at, page.now, page.calendar)


def _unsent(page: StepPage, form: StepForm, typed: Typed | None) -> dict[str, Any] | None:
    """What was filled in and not handed on, where it can no longer be: for reading, and copying."""
    if page.mine or typed is None:
        return None
    reasons = [text for text in (typed.reason, typed.back_reason) if text]
    read = content_read(form.content_of(typed))
    return {"read": read, "reasons": reasons} if read or reasons else None


def button_text(page: StepPage, form: StepForm) -> str:
    """What the button says that finishes the step."""
    if len(page.exits) > 1:
        return "Simpan keputusan dan teruskan"
    way = page.exits[0]
    if way.landing.ends:
        return f"{form.verb} dan akhiri SOP"
    if not page.next_titles:
        return form.verb
    return f"{form.verb} dan teruskan kepada {page.next_titles}"
