"""Files sent with a step's form."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from himpun.archive.services import store_file
from himpun.office import queries as office
from himpun.office.rules import Refused
from himpun.runs import services
from himpun.runs.forms.fields import Errors, clean
from himpun.runs.queries.step_files import has_file
from himpun.runs.queries.step_page import StepPage

MOST_AT_ONCE = 50


def attach_sent(
    request: HttpRequest, page: StepPage, by: office.Person, now: datetime
) -> Errors:  # fmt: skip
    """Puts the files that were sent to the step, each under its paper; answers with those that
    were not taken. A file that stands there already under this name is not put there twice."""
    errors: Errors = {}
    run, visit = page.run.pk, page.visit.number
    for slot in page.slots:
        id_ = f"berkas-{slot.id or 'lain'}"
        for sent in request.FILES.getlist(id_)[:MOST_AT_ONCE]:
            name = clean(sent.name or "")
            assert sent.file is not None
            try:
                stored = store_file(content=sent.file, name=name, now=now)
            except Refused as refused:
                errors[id_] = f"{name}: {refused}"
                continue
            if not has_file(run, visit, sha256=stored.sha256, name=name, paper=slot.id):
                services.attach_file(
                    run_id=run, visit=visit, file=stored, name=name, paper=slot.id, by=by, now=now
                )  # fmt: skip
    return errors
