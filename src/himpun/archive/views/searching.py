"""The search over everything that can be found."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from himpun.archive.queries.searching import NEWEST, Hit, Sought, search, years_found
from himpun.archive.rules.searching import KINDS, MOST_QUERY
from himpun.archive.views.asked import Asked, asked
from himpun.office import queries as office


@require_safe
@asked
def find(ask: Asked) -> HttpResponse:
    """What a person may see of what they ask for."""
    agencies = list(office.agencies_seen_by(ask.person, ask.on))
    chosen = next((one for one in agencies if one.code == ask.text("instansi", 80)), None)
    sought = Sought(
        question=ask.text("cari", MOST_QUERY), kind=ask.text("jenis", 30),
        year=ask.number("tahun", 4), agency=chosen.pk if chosen else None,
        order=NEWEST if ask.text("urut", 10) == NEWEST else "",
    )  # fmt: skip
    found = search(sought, ask.reach, ask.number("halaman", 9) or 1)
    query = ask.request.GET.copy()
    query.pop("halaman", None)
    return ask.render(
        "search", sought=sought, found=found, hits=[(hit, _address(hit)) for hit in found.hits],
        kinds=list(KINDS.items()), years=years_found(ask.reach), agencies=agencies, chosen=chosen,
        kept=query.urlencode(),
    )  # fmt: skip


def _address(hit: Hit) -> str:
    """The page that shows it; "" where that page is no longer."""
    try:
        return reverse(hit.row.page, args=hit.row.args)
    except NoReverseMatch:
        return ""
