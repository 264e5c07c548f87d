"""How a file that somebody handed in is given out again."""

from django.http import FileResponse

from himpun.performance.queries.value import OpenedEvidence


def handed_out(opened: OpenedEvidence) -> FileResponse:
    """A file, to be saved and never to be run in the page's own place."""
    answer = FileResponse(
        opened.content, as_attachment=True, filename=opened.name, content_type=opened.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
