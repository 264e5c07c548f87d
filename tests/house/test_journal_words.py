"""The journal's page says in words what each act was, whichever app wrote it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from tests.house.source import APPS, PACKAGE, parsed

from himpun.kernel.messages import Event
from himpun.office.rules.journal import ACTION_WORDS, SUBJECT_WORDS, action_words, subject_words

NAME = re.compile(r"(?:[A-Z][a-z]+){2,}")
KIND = re.compile(r"[a-z]+/")


def services() -> Iterator[Path]:
    for app in APPS:
        yield from (PACKAGE / app).glob("services.py")
        yield from (PACKAGE / app / "services").rglob("*.py")


def acts(path: Path) -> set[str]:
    """The names of acts that a module writes: constants that look like one, but for those in
    ``__all__``."""
    module = parsed(path)
    listed = {
        id(word)
        for node in module.body
        if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node.targets[0])
        for word in ast.walk(node)
    }
    return {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and id(node) not in listed
        if isinstance(node.value, str) and NAME.fullmatch(node.value)
    }


def kinds(path: Path) -> set[str]:
    """What stands before the stroke in the subjects that a module writes."""
    given = [
        node.value
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.keyword) and node.arg == "subject")
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "subject")
    ]
    starts = [one.values[0] for one in given if isinstance(one, ast.JoinedStr)]
    words = [str(one.value) for one in starts if isinstance(one, ast.Constant)]
    return {found[0][:-1] for word in words if (found := KIND.match(word))}


def test_every_act_that_a_service_writes_has_words() -> None:
    written = set().union(*(acts(path) for path in services()))
    assert {"ValuesSaved", "PaperSent", "RecordFiled", "LadderSet"} <= written
    assert written - set(ACTION_WORDS) == set()


def test_every_event_of_a_run_has_words() -> None:
    assert {event.__name__ for event in get_args(Event)} - set(ACTION_WORDS) == set()


def test_every_kind_of_subject_has_words() -> None:
    written = set().union(*(kinds(path) for path in services()))
    assert {"run", "form", "paper", "record"} <= written
    assert written - set(SUBJECT_WORDS) == set()


def test_an_act_is_told_in_words() -> None:
    assert action_words("StepReturned") == "Mengembalikan langkah"
    assert subject_words("record/7") == "Arsip nomor 7"
    assert subject_words("classification/000.8") == "Kode klasifikasi 000.8"
    assert subject_words("chase/dishub") == "Penagihan"
    assert subject_words("Kepala Bidang Bina Marga") == "Kepala Bidang Bina Marga"
    assert subject_words("1/3 hari") == "1/3 hari"
