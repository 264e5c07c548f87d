"""A source of mails for tests, and an outbox with one mail of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.office.scene import NOW, Scene

from himpun.notices.models import Mail
from himpun.notices.rules.outbox import Source, Unwanted
from himpun.notices.services.outbox import write_mail


@dataclass
class Desk:
    """What the source is asked and told. ``why``: why no mail is wanted any more."""

    why: str = ""
    broken: str = ""
    ended: list[tuple[bool, str]] = field(default_factory=list)
    at_asking: Callable[[], object] = lambda: None
    asked: int = 0

    def text(self, mail: Mail, now: datetime) -> str | Unwanted:
        self.asked += 1
        self.at_asking()
        if self.broken:
            raise LookupError(self.broken)
        return Unwanted(self.why) if self.why else f"Isi {mail.argument}.\n"

    def told(self, _mail: Mail, taken: bool, answer: str, now: datetime) -> None:
        self.ended.append((taken, answer))


DESK = Desk()


def _text(mail: Mail, now: datetime) -> str | Unwanted:
    return DESK.text(mail, now)


def _ended(mail: Mail, taken: bool, answer: str, now: datetime) -> None:
    DESK.told(mail, taken, answer, now)


SOURCE = Source(_text, _ended)
SETTING = {"test": "tests.notices.outboxes.SOURCE"}


class Clock:
    """A clock to move."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, **later: float) -> None:
        self.now += timedelta(**later)


def mail_in_outbox(scene: Scene, **words: Any) -> Mail:
    said: dict[str, Any] = {
        "agency": scene.agency, "source": "test", "argument": "7", "about": "thing/7",
        "to": "camat@example.go.id", "name": "Camat", "subject": "Perihal", "link": "/jalan/",
        "now": NOW,
    }  # fmt: skip
    return write_mail(**{**said, **words})
