"""`himpun sops`: what the definition files say. Reads files only, so it needs no database."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from himpun.kernel.check import Problem, check
from himpun.kernel.definition import Sop
from himpun.kernel.parse import Mistakes, dump, fingerprint
from himpun.sops.management.definitions import NotFound, file_of, files_in, read
from himpun.sops.rules.reading import errors_among, gaps_of, questions_of
from himpun.sops.rules.telling import told

WRONG = 1
"""Exit code: something was found to be wrong with a definition."""
MISUSED = 2
"""Exit code: the command itself was wrong, so nothing was looked at."""


class Command(BaseCommand):
    help = "List, show, check and export the SOP definitions. Reads files; needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        listing = actions.add_parser("list", help="the SOPs that Himpun comes with")
        listing.add_argument("--json", action="store_true", help="as JSON")
        show = actions.add_parser(
            "show", help="one SOP, the whole of it: identity, performers, steps, gaps"
        )
        show.add_argument("sop", metavar="ID", help="id of an SOP, or the path of a file")
        show.add_argument("--json", action="store_true", help="the whole definition as JSON")
        checking = actions.add_parser("check", help="is it sound? exits with 1 where it is not")
        checking.add_argument("sop", metavar="ID|FILE", nargs="?", help="all SOPs, if left out")
        checking.add_argument("--json", action="store_true", help="as JSON")
        export = actions.add_parser("export", help="write one SOP in another format")
        export.add_argument("sop", metavar="ID", help="id of an SOP, or the path of a file")
        formats = export.add_mutually_exclusive_group(required=True)
        formats.add_argument("--bpmn", action="store_true", help="as BPMN 2.0 with its diagram")
        formats.add_argument("--json", action="store_true", help="as JSON")
        formats.add_argument("--toml", action="store_true", help="as TOML, tidied")
        export.add_argument("-o", "--output", metavar="FILE", help="default: standard output")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        act = {
            "list": self._list,
            "show": self._show,
            "check": self._check,
            "export": self._export,
        }[options["action"]]
        try:
            act(options)
        except NotFound as not_found:
            self._stop(str(not_found), MISUSED)
        except Mistakes as mistakes:
            self._stop(f"This definition cannot be read.\n{mistakes}", WRONG)
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            self._stop(f"{error.filename}: {error.strerror}", MISUSED)

    def _stop(self, why: str, code: int) -> NoReturn:
        self.stderr.write(why)
        raise SystemExit(code)

    def _list(self, options: Mapping[str, Any]) -> None:
        sops = [read(path) for path in files_in(settings.HIMPUN_SOPS)]
        if options["json"]:
            self._say(_as_json([_summary(sop) for sop in sops]))
            return
        for sop in sops:
            summary = _summary(sop)
            self._say(
                f"{sop.id:28} version {sop.version}  {summary['steps']:2} steps  "
                f"{summary['questions']:2} open questions  {summary['gaps']:2} gaps  {sop.agency}"
            )

    def _show(self, options: Mapping[str, Any]) -> None:
        sop = read(file_of(settings.HIMPUN_SOPS, options["sop"]))
        self._say(_as_json(_every_column(dump(sop))) if options["json"] else told(sop))

    def _check(self, options: Mapping[str, Any]) -> None:
        folder, named = settings.HIMPUN_SOPS, options["sop"]
        files = [file_of(folder, named)] if named else files_in(folder)
        found = [_finding(path, timezone.localdate()) for path in files]
        self._say(_as_json(found) if options["json"] else "\n".join(map(_finding_text, found)))
        if not all(finding["sound"] for finding in found):
            raise SystemExit(WRONG)

    def _export(self, options: Mapping[str, Any]) -> None:
        text = _exported(read(file_of(settings.HIMPUN_SOPS, options["sop"])), options)
        if options["output"]:
            Path(options["output"]).write_text(text, encoding="utf-8")
        else:
            self._say(text.rstrip("\n"))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _every_column(document: dict[str, Any]) -> dict[str, Any]:
    """The definition with the columns of each row said also where they are empty."""
    head = dict.fromkeys(("no", "activity", "performer", "work"))
    empty = {"requires": [], "time": "", "output": [], "papers": [], "exits": {}, "returns": []}
    return document | {"steps": [head | empty | step for step in document["steps"]]}


def _exported(sop: Sop, options: Mapping[str, Any]) -> str:
    if options["bpmn"]:
        from himpun.kernel.bpmn import to_bpmn

        return to_bpmn(sop)
    if options["toml"]:
        from himpun.sops.rules.toml import write_toml

        return write_toml(sop)
    return _as_json(dump(sop)) + "\n"


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _summary(sop: Sop) -> dict[str, Any]:
    return {
        "id": sop.id,
        "version": sop.version,
        "name": sop.name,
        "agency": sop.agency,
        "number": sop.identity.number,
        "performers": len(sop.performers),
        "steps": len(sop.steps),
        "questions": len(questions_of(sop)),
        "gaps": len(gaps_of(sop)),
        "fingerprint": fingerprint(sop),
    }


def _finding(path: Path, on: date) -> dict[str, Any]:
    try:
        sop = read(path)
    except Mistakes as wrong:
        mistakes = [{"place": m.place, "sentence": m.sentence} for m in wrong.mistakes]
        return {"file": str(path), "sound": False, "mistakes": mistakes, "problems": []}
    problems = check(sop, on)
    return {
        "file": str(path),
        "id": sop.id,
        "version": sop.version,
        "sound": not errors_among(problems),
        "mistakes": [],
        "problems": [_problem(problem) for problem in problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "place": problem.place,
        "sentence": problem.sentence,
        "counterexample": list(problem.counterexample),
    }


def _finding_text(finding: Mapping[str, Any]) -> str:
    lines = [f"{finding['file']}: {'sound' if finding['sound'] else 'NOT SOUND'}"]
    lines += [f"  mistake  {m['place']}: {m['sentence']}" for m in finding["mistakes"]]
    for problem in finding["problems"]:
        way = " → ".join(problem["counterexample"])
        lines.append(f"  {problem['severity']:7}  {problem['place']}: {problem['sentence']}")
        lines += [f"           {way}"] if way else []
    return "\n".join(lines)
