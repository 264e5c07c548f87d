"""Pages of the project itself: where one begins, and whether the program is well."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from himpun.project.background.status import Pulse, pulse_of, status_of
from himpun.project.context import first_page
from himpun.project.unsent import texts_typed
from himpun.project.visitor import visitor_of

WORKER = "worker"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """To the page where this visitor begins."""
    return redirect(first_page(visitor_of(request)))


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing else, so that a broken database does not restart it."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and every migration is applied; else 503 with what is missing.

    Where no background worker lives it says so ("degraded") and is 200 all the same, for pages are
    served; 503 for whoever asks with ``?need=worker`` (decision 0031).
    """
    need = request.GET.get("need", "")
    if need not in ("", WORKER):
        return JsonResponse({"status": "unknown", "why": "need"}, status=400)
    try:
        waiting, pulse = migrations_waiting(), None
        if not waiting:
            pulse = pulse_of(timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "unready", "why": "database"}, status=503)
    if pulse is None:
        return JsonResponse({"status": "unready", "why": "migrations"}, status=503)
    return _readiness(pulse, 503 if need else 200)


@require_safe
@never_cache
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in here and now, and with what their forms are sent: for a page that has stood
    open, before it sends what was typed in it."""
    if not request.user.is_authenticated:
        return JsonResponse({"account": None, "csrf": None})
    return JsonResponse({"account": str(request.user.pk), "csrf": get_token(request)})


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """What was sent from a page that is too old, or for somebody else's session: 403, with what was
    typed."""
    return render(request, "403_csrf.html", {"texts": texts_typed(request)}, status=403)


def _readiness(pulse: Pulse, otherwise: int) -> HttpResponse:
    """The web is ready; ``otherwise`` is the status where no worker lives."""
    if pulse.state == "ok":
        return JsonResponse({"status": "ok", WORKER: pulse.state})
    heard_at = pulse.heard_at.isoformat() if pulse.heard_at else None
    said = {"status": "degraded", "why": WORKER, WORKER: pulse.state, "heard_at": heard_at}
    return JsonResponse(said, status=otherwise)


@require_safe
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """Whether the background workers are well, and what waits for them."""
    now = timezone.now()
    return render(request, "status.html", {"status": status_of(now), "now": now})


def migrations_waiting() -> list[str]:
    """Names of migrations that the database has not been given yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]
