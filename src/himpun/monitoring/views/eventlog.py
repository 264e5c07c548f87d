"""Event logs for programs that study processes."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from himpun.monitoring.queries.eventlog import SUFFIX, event_log
from himpun.monitoring.views.asked import asked_here
from himpun.office.asking import AskedHere
from himpun.runs.queries.times import sops_that_ran

MEDIA_TYPES = {"xes": "application/xml", "ocel": "application/json"}


@require_safe
@asked_here
def event_log_xes(ask: AskedHere, sop: str) -> HttpResponseBase:
    """The runs of an SOP as XES."""
    return _log(ask, sop, "xes")


@require_safe
@asked_here
def event_log_ocel(ask: AskedHere, sop: str) -> HttpResponseBase:
    """The runs of an SOP as OCEL 2.0."""
    return _log(ask, sop, "ocel")


def _log(ask: AskedHere, sop: str, form: str) -> HttpResponseBase:
    if sop not in sops_that_ran(ask.agency):
        raise Http404
    pieces = event_log(ask.agency, "xes" if form == "xes" else "ocel", sop)
    answer = StreamingHttpResponse(pieces, content_type=f"{MEDIA_TYPES[form]}; charset=utf-8")
    name = f"log-{ask.agency.code}-{sop}.{SUFFIX['xes' if form == 'xes' else 'ocel']}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
