"""Who may read all of a run's papers, as its package holds them."""

from __future__ import annotations

from datetime import datetime

from himpun.archive.queries.reach import reach_of
from himpun.archive.rules.security import keys_of
from himpun.letters.models import Paper
from himpun.letters.queries.finding import people_of, security_key
from himpun.letters.queries.papers import SECRET, seen_papers
from himpun.office import queries as office


def may_read_papers(run_id: int, person: office.Person, now: datetime) -> bool:
    """Whether somebody who sees the run may read every paper of it: on the pages of papers, or as
    a record (one query; more where there is a secret one)."""
    secret = list(Paper.objects.filter(run=run_id, security__in=SECRET).select_related("agency"))
    if not secret:
        return True
    agency = secret[0].agency
    seen = set(seen_papers(agency, person, now).filter(run=run_id).values_list("pk", flat=True))
    keys = reach_of(person, office.day_at(agency, now)).keys
    return all(
        paper.pk in seen
        or not keys.isdisjoint(keys_of(agency.pk, security_key(paper), people_of(paper), ()))
        for paper in secret
    )
