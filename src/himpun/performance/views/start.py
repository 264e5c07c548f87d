"""The page at which performance data begin."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from himpun.office.asking import Asked
from himpun.office.queries import is_system
from himpun.performance.queries.asking import answers_for, questions_for
from himpun.performance.queries.changes import unread_count
from himpun.performance.queries.start import (
    agencies_with_indicators,
    forms_to_fill,
    runs_with_forms,
)
from himpun.performance.views.asked import asked
from himpun.performance.views.form_asked import period_words


@require_safe
@asked
def home(ask: Asked) -> HttpResponse:
    """What waits for the person: forms, questions, answers; then the forms of running SOPs, and the
    agencies with their indicators."""
    agencies = agencies_with_indicators(ask.person, ask.on)
    return ask.render(
        "home",
        forms=[(line, period_words(line.form)) for line in forms_to_fill(ask.person, ask.now)],
        questions=questions_for(ask.person, ask.now),
        answers=answers_for(ask.person),
        drops=unread_count(ask.person),
        runs=[
            (line, period_words(line.course.lines[0].form))
            for line in runs_with_forms(ask.person, ask.now)
        ],
        agencies=agencies,
        system=not agencies and is_system(ask.person, ask.on),
    )
