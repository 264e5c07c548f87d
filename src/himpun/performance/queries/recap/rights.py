"""Who may write the analysis of a run's recap, and who may freeze it. One reason for the service
(which refuses) and for the page (which shows it)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from himpun.kernel.duty import Actor
from himpun.office import queries as office
from himpun.office.rules import ADMINISTRATOR, DEFINITIVE, OPERATOR, ROLE_WORDS

CANCELLED = "SOP ini dibatalkan; rekapitulasinya tidak berubah lagi."
NO_PART = "Hanya pelaksana SOP ini dan operator instansi yang menulis analisis."
NOT_STEWARD = (
    "Hanya pengelola SOP, administrator, dan operator instansi yang dapat membekukan rekapitulasi."
)


def why_not_write_analysis(person: office.Person, run: Any, now: datetime) -> str | None:
    """Why a person may not write the analysis of a run (two queries); None if they may."""
    if run.state == "cancelled":
        return CANCELLED
    actor = _actor(person, run, now)
    return None if actor.mandates or actor.operator else NO_PART


def why_not_freeze(person: office.Person, run: Any, now: datetime) -> str | None:
    """Why a person may not freeze a run's recap outside its steps (two queries)."""
    if run.state == "cancelled":
        return CANCELLED
    return None if _actor(person, run, now).steward else NOT_STEWARD


def _actor(person: office.Person, run: Any, now: datetime) -> Actor:
    on = office.day_at(run.agency, now)
    return office.actor_for(person, run.agency, run.sop_key, on)


def capacity_of(person: office.Person, agency: office.Agency, now: datetime) -> str:
    """As what a person acts at an agency: the foremost post, with "(Plt.)" and the like, else the
    role; "" for who has neither (three queries at most)."""
    on = office.day_at(agency, now)
    title, capacity = office.post_text(person, agency, on)
    if title:
        return title if capacity == DEFINITIVE else f"{title} ({capacity})"
    roles = office.role_of(person, agency, on).roles
    return next((ROLE_WORDS[kind] for kind in (OPERATOR, ADMINISTRATOR) if kind in roles), "")
