"""The inbox: "Tugas saya"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himpun.kernel.worktime import ZONES
from himpun.office import queries as office
from himpun.office.asking import Asked
from himpun.runs.queries.inbox import Done, Inbox, Tab, inbox_of
from himpun.runs.queries.notes import inbox_notes
from himpun.runs.queries.tasks import Task, grouped
from himpun.runs.rules.words import today_text
from himpun.runs.views.asked import asked
from himpun.runs.views.workbook import MOST_ROWS, Cell, Sheet, workbook
from himpun.sops import queries as sops

PAGE = 50
NAMES: dict[Tab, str] = {
    "saya": "Perlu saya kerjakan",
    "menunggu": "Menunggu pihak lain",
    "terlambat": "Terlambat",
    "selesai": "Selesai",
    "atas-nama": "Atas nama",
}
EMPTY: dict[Tab, str] = {
    "saya": "Tidak ada yang menunggu Anda",
    "menunggu": "Tidak ada yang menunggu pihak lain",
    "terlambat": "Tidak ada yang terlambat",
    "selesai": "Belum ada yang Anda selesaikan",
    "atas-nama": "Tidak ada langkah yang terbuka di instansi Anda",
}
TASK_COLUMNS = (
    ("Langkah", 9), ("Tugas", 60), ("Unit", 28), ("Periode", 20), ("Instansi", 30),
    ("Keadaan", 18), ("Tenggat", 17), ("Dibuka", 17), ("Pemegang", 34), ("Dari", 40),
    ("Sebagai", 30), ("Alasan pengembalian", 40),
)  # fmt: skip
DONE_COLUMNS = (
    ("Langkah", 9), ("Tugas", 60), ("Unit", 28), ("Periode", 20), ("Instansi", 30),
    ("Hasil", 18), ("Selesai", 17), ("Lama", 28), ("Waktu baku", 14), ("Sebagai", 36),
)  # fmt: skip


@require_safe
@asked
def inbox(ask: Asked) -> HttpResponse:
    """Tasks under their tabs; as a workbook with ``?bentuk=xlsx``."""
    box = inbox_of(ask.person, ask.now)
    tab = cast(Tab, ask.text("tab") if ask.text("tab") in NAMES else "saya")
    if tab == "atas-nama" and not box.operated:
        tab = "saya"
    if ask.text("bentuk") == "xlsx":
        return _as_workbook(ask, box, tab)
    zone = zone_of(ask.person)
    tasks, done, pages = _page_of(ask, box, tab)
    counts = box.counts()
    return render(
        ask.request,
        "runs/inbox.html",
        {
            "tab": tab,
            "tabs": [
                (NAMES[key], f"?tab={key}", key == tab, count) for key, count in counts.items()
            ],
            "notes": inbox_notes(ask.person),
            "today": today_text(ask.now, zone),
            "groups": grouped(tasks, ask.now, zone),
            "done": done,
            "pages": pages,
            "empty": EMPTY[tab],
            "nothing": not tasks and not done,
            "done_count": counts["selesai"],
            "begins": tab == "saya" and not (tasks or counts["selesai"]) and _begins(ask),
        },
    )


def _begins(ask: Asked) -> office.Agency | None:
    """The agency whose administrator the person is, while it has no SOP yet."""
    home = ask.person.home
    if home is None or not office.role_of(ask.person, home, ask.on).administrator:
        return None
    here = office.agencies_seen_by(ask.person, ask.on).filter(pk=home.pk)
    return None if sops.register(here) else home


def zone_of(person: office.Person) -> tzinfo:
    """By whose clocks a person reads; Jakarta's for those who belong to no agency."""
    return ZONES[person.home.zone if person.home else "WIB"]


def _page_of(ask: Asked, box: Inbox, tab: Tab) -> tuple[list[Task], list[Done], object]:
    """What a tab shows on its page: tasks or done steps, and the page."""
    number = ask.text("halaman")
    if tab == "saya":
        mine = Paginator(box.tasks(box.mine), PAGE).get_page(number)
        return list(mine), [], mine
    if tab == "selesai":
        finished = Paginator(box.finished(), PAGE).get_page(number)
        return [], box.done(list(finished)), finished
    others = Paginator(_of_others(box, tab), PAGE).get_page(number)
    own = box.my_late() if tab == "terlambat" and others.number == 1 else []
    return box.tasks([*own, *((row, "", "") for row in others)]), [], others


def _of_others(box: Inbox, tab: Tab) -> QuerySet[Any]:
    if tab == "atas-nama":
        return box.on_behalf()
    return box.late() if tab == "terlambat" else box.waiting()


def _as_workbook(ask: Asked, box: Inbox, tab: Tab) -> HttpResponse:
    if tab == "selesai":
        done = box.done(list(box.finished()[:MOST_ROWS]))
        rows = _done_rows(done, zone_of(ask.person))
        return workbook(f"tugas-{tab}", Sheet(NAMES[tab], DONE_COLUMNS, rows))
    if tab == "saya":
        tasks = box.tasks(box.mine)
    else:
        found = _of_others(box, tab)
        own = box.my_late() if tab == "terlambat" else []
        tasks = box.tasks([*own, *((row, "", "") for row in found[:MOST_ROWS])])
    return workbook(
        f"tugas-{tab}", Sheet(NAMES[tab], TASK_COLUMNS, _task_rows(tasks, zone_of(ask.person)))
    )


def _task_rows(tasks: Sequence[Task], zone: tzinfo) -> list[list[Cell]]:
    return [
        [
            task.key, task.title, task.unit, task.period, task.agency, task.word,
            task.due_at.astimezone(zone) if task.due_at else "", task.opened_at.astimezone(zone),
            task.holder, task.sender, task.acting, task.reason,
        ]
        for task in tasks
    ]  # fmt: skip


def _done_rows(done: Sequence[Done], zone: tzinfo) -> list[list[Cell]]:
    return [
        [
            row.key, row.title, row.unit, row.period, row.agency, row.how,
            row.finished_at.astimezone(zone), row.took, row.standard, row.capacity,
        ]
        for row in done
    ]  # fmt: skip
