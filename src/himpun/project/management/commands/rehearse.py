"""``himpun rehearse SOP``: a whole run on a scratch database and a simulated clock; with
``--quarters N``: quarters of all SOPs, with everything that life brings."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from himpun.kernel.definition import Sop
from himpun.kernel.messages import Rejected
from himpun.kernel.parse import Mistakes
from himpun.kernel.worktime import WIB, CalendarUnknown, Period, parse_period
from himpun.office.rules import Refused
from himpun.project.rehearsal import Line, Plan, Rehearsal, build_stage, rehearse
from himpun.project.rehearsal.postbox import postbox
from himpun.project.rehearsal.quarters import Wish, rehearse_quarters
from himpun.project.rehearsal.scratch import scratch_database
from himpun.sops.management.definitions import NotFound, definitions_in, file_of, read

MOST_UNITS = 500
MOST_INDICATORS = 99
MOST_UNITS_OF_ALL, MOST_QUARTERS = 50, 10
FIRST_QUARTER = "2025-TW1"
PROVED = (
    "Every run finished and folds to its state; the ledger holds the rungs of the slow model; the"
    " holders' times add up; nothing was sent twice."
)


class Command(BaseCommand):
    """See the module."""

    help = (
        "Walks an SOP from its first step to its end through the program's own services, on a"
        " scratch database and a simulated clock, and prints each event. Exit status 0 only when"
        " the run finished and folding its events gives the stored state."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What can be wished."""
        parser.add_argument(
            "sop", nargs="?", help="id of the SOP (himpun sops list); with --quarters all of them"
        )
        parser.add_argument(
            "--quarters", type=int, metavar="N",
            help="so many quarters from --period on (2025-TW1), started, chased and told by the"
            " worker's own jobs, with chance lateness, returns, absences, halts, extensions and"
            " days off; checked against a slow model of the ladder",
        )  # fmt: skip
        parser.add_argument("--units", type=int, default=5, help="participating units (5)")
        parser.add_argument("--start", help="day of the start, YYYY-MM-DD (today)")
        parser.add_argument("--period", help="2026-TW3, 2026-S1, 2026 (after the start's day)")
        parser.add_argument(
            "--late", nargs="+", default=[], metavar="UNIT", help="units that hand in late"
        )
        parser.add_argument(
            "--return", dest="back", nargs="+", default=[], metavar="STEP",
            help="steps that send back once, by their decision or a return",
        )  # fmt: skip
        parser.add_argument("--seed", type=int, default=0, help="chance of the holders' times (0)")
        parser.add_argument(
            "--data", action="store_true",
            help="with figures: indicators in every unit, values typed, pasted and uploaded, two"
            " sent back, one corrected, and the frozen recaps reproduced bit for bit",
        )  # fmt: skip
        parser.add_argument(
            "--indicators", type=int, default=25, help="with --data: indicators in a unit (25)"
        )
        parser.add_argument(
            "--papers", type=Path, metavar="DIR",
            help="every paper that the SOP names, drafted, initialled, signed and numbered on the"
            " way, as PDF in DIR/<sop>; each signature is validated",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *_: Any, **wishes: Any) -> None:
        """Rehearse, print, and judge."""
        if wishes["quarters"] is not None:
            self._quarters(wishes)
            return
        if wishes["sop"] is None:
            raise CommandError("Name an SOP, or --quarters N.", returncode=2)
        sop = _sop(wishes["sop"])
        start = _start(wishes["start"])
        period = _period(wishes["period"], sop, start)
        if not 1 <= wishes["units"] <= MOST_UNITS:
            raise CommandError(f"--units takes 1 to {MOST_UNITS}.", returncode=2)
        if not 1 <= wishes["indicators"] <= MOST_INDICATORS:
            raise CommandError(f"--indicators takes 1 to {MOST_INDICATORS}.", returncode=2)
        _check_steps(sop, wishes["back"])
        try:
            with scratch_database():
                seen = _run(sop, period, start, wishes)
        except (Rejected, Refused, CalendarUnknown) as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_as_json(sop, period, seen) if wishes["json"] else _as_text(sop, seen))
        if not (seen.finished and seen.folds):
            raise CommandError("The run did not finish, or its history does not fold to its state.")
        if seen.wrong:
            raise CommandError(f"Not everything went as it should: {seen.wrong}.")

    def _quarters(self, wishes: dict[str, Any]) -> None:
        wish = _wish(wishes)
        try:
            with scratch_database(), postbox() as box:
                outcome = rehearse_quarters(wish, box)
        except (Rejected, Refused, CalendarUnknown) as refused:
            raise CommandError(str(refused)) from None
        if wishes["json"]:
            self.stdout.write(json.dumps(outcome.counts | {"wrong": outcome.wrong}, indent=2))
        else:
            for what, count in outcome.counts.items():
                self.stdout.write(f"{count:>8,} {what}")
        if outcome.wrong:
            raise CommandError("\n".join(outcome.wrong))
        if not wishes["json"]:
            self.stdout.write(PROVED)


def _wish(wishes: dict[str, Any]) -> Wish:
    """The quarters that are asked for, refused where the holidays end before them."""
    try:
        first = parse_period(wishes["period"] or FIRST_QUARTER)
    except ValueError:
        raise CommandError(f"--period {wishes['period']}: not a period.", returncode=2) from None
    if not 1 <= wishes["quarters"] <= MOST_QUARTERS:
        raise CommandError(f"--quarters takes 1 to {MOST_QUARTERS}.", returncode=2)
    if not 1 <= wishes["units"] <= MOST_UNITS_OF_ALL:
        raise CommandError(f"--units takes 1 to {MOST_UNITS_OF_ALL} here.", returncode=2)
    if first.kind != "triwulan":
        raise CommandError(f"--period {first.code}: not a quarter.", returncode=2)
    folder = settings.HIMPUN_SOPS
    sops = [_sop(wishes["sop"])] if wishes["sop"] else list(definitions_in(folder))
    return Wish(sops, first, wishes["quarters"], wishes["units"], wishes["seed"])


def _run(sop: Sop, period: str, start: datetime, wishes: dict[str, Any]) -> Rehearsal:
    stage = build_stage(sop=sop, units=wishes["units"], now=start)
    unknown = sorted(set(wishes["late"]) - set(stage.units))
    if unknown:
        units = ", ".join(stage.units) or "none"
        raise CommandError(f"--late: no unit {unknown[0]}. Units: {units}.", returncode=2)
    plan = Plan(
        period, start, frozenset(wishes["late"]), frozenset(wishes["back"]), wishes["seed"],
        indicators=wishes["indicators"] if wishes["data"] else 0,
        papers=wishes["papers"] / sop.id if wishes["papers"] else None,
    )  # fmt: skip
    return rehearse(stage, plan)


def _sop(name: str) -> Sop:
    try:
        return read(file_of(settings.HIMPUN_SOPS, name))
    except NotFound as not_found:
        raise CommandError(str(not_found), returncode=2) from None
    except Mistakes as mistakes:
        sentences = "\n".join(f"{m.place}: {m.sentence}" for m in mistakes.mistakes)
        raise CommandError(sentences) from None


def _start(day: str | None) -> datetime:
    if day is None:
        return datetime.now(tz=WIB).replace(hour=7, minute=30, second=0, microsecond=0)
    try:
        start = datetime.strptime(day, "%Y-%m-%d").replace(hour=7, minute=30, tzinfo=WIB)
    except ValueError:
        raise CommandError(f"--start {day}: not a day (YYYY-MM-DD).", returncode=2) from None
    try:
        Period("tahun", start.year, 1)
    except ValueError:
        raise CommandError(f"--start {day}: no period is in that year.", returncode=2) from None
    return start


def _period(code: str | None, sop: Sop, start: datetime) -> str:
    if code is None:
        quarterly = sop.frequency == "triwulan"
        quarter = Period("triwulan", start.year, (start.month + 2) // 3)
        return (quarter if quarterly else Period("tahun", start.year, 1)).code
    try:
        return parse_period(code).code
    except ValueError:
        raise CommandError(f"--period {code}: not a period.", returncode=2) from None


def _check_steps(sop: Sop, wanted: list[str]) -> None:
    for key in wanted:
        step = sop.by_key.get(key)
        if step is None:
            raise CommandError(f"--return: {sop.id} has no step {key}.", returncode=2)
        if not step.returns and len(step.exits) < 2:
            raise CommandError(f"--return: step {key} cannot send back.", returncode=2)


def _as_text(sop: Sop, seen: Rehearsal) -> str:
    lines = [f"{sop.agency}: {sop.name}"]
    lines += [_text_of(line) for line in seen.lines]
    end = "finished" if seen.finished else "NOT finished"
    fold = "events fold to the stored state" if seen.folds else "events do NOT fold to the state"
    lines.append(f"{end}; {seen.events} events; {fold}")
    if seen.figures:
        counted = ", ".join(f"{count} {kind}" for kind, count in seen.figures.items())
        proof = seen.wrong or "every frozen recap is reproduced bit for bit"
        lines.append(f"data: {counted}; {proof}")
    if seen.papers:
        counted = ", ".join(f"{count} {kind}" for kind, count in seen.papers.items())
        lines.append(f"papers: {counted}; {seen.wrong or 'every signature holds'}")
    return "\n".join(lines)


def _text_of(line: Line) -> str:
    due = f"due {line.due.astimezone(WIB):%Y-%m-%d %H:%M}" if line.due else ""
    words = [
        f"{line.at.astimezone(WIB):%Y-%m-%d %H:%M}", f"{line.kind:<15}", f"{line.step:>5}",
        f"{line.unit:<14}", line.performer or line.activity, due,
        f"standard {line.standard}" if line.standard else "",
        f"→ {line.exit}" if line.exit not in ("", "lanjut") else "",
        f"({line.reason})" if line.reason else "",
    ]  # fmt: skip
    return "  ".join(word for word in words if word.strip()).rstrip()


def _as_json(sop: Sop, period: str, seen: Rehearsal) -> str:
    def row(line: Line) -> dict[str, object]:
        return {
            "time": line.at.astimezone(WIB).isoformat(), "event": line.kind, "step": line.step,
            "unit": line.unit, "performer": line.performer, "activity": line.activity,
            "due": line.due.astimezone(WIB).isoformat() if line.due else None,
            "standard": line.standard, "exit": line.exit, "reason": line.reason,
        }  # fmt: skip

    document = {
        "sop": sop.id, "period": period, "finished": seen.finished, "folds": seen.folds,
        "figures": seen.figures, "papers": seen.papers, "wrong": seen.wrong,
        "events": [row(line) for line in seen.lines],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1)
