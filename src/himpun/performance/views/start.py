"""The page at which performance data begin."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from himpun.performance.queries.start import agencies_with_indicators
from himpun.performance.views.asked import Asked, asked


@require_safe
@asked
def home(ask: Asked) -> HttpResponse:
    """The agencies that the person sees, and how many indicators each has."""
    return ask.render("home", agencies=agencies_with_indicators(ask.person, ask.on))
