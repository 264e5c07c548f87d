"""How the process writes its log: one line an event, for people (text) or for machines (json)."""

import re
from typing import Any, cast

import structlog
from structlog.typing import EventDict, Processor

# The code in a recipient's link opens a paper to whoever has it (letters/rules/links.py).
_LINK = re.compile(r"(/t/\d+\.\d+\.)[\w-]+")


def without_links(_logger: object, _name: str, event: EventDict) -> EventDict:
    """An event without the codes of links: a log is read by others than a paper is."""
    for key, value in event.items():
        if isinstance(value, str) and "/t/" in value:
            event[key] = _LINK.sub(r"\1…", value)
    return event


# What every event carries, whether it comes from structlog or from the standard library.
_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    without_links,
)


def configure() -> None:
    """Sends structlog's events through the standard library, where `django_logging` shapes them."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def django_logging(*, format: str, level: str) -> dict[str, Any]:
    """The `LOGGING` setting: everything to standard error, in `format` ("text" or "json")."""
    last: Processor = (
        cast(Processor, structlog.processors.JSONRenderer())
        if format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # The request middleware tells the same story in one line of its own.
            "django.server": {"handlers": [], "propagate": False},
            "django.request": {"level": "ERROR"},
            # They tell addresses, and a service's address may name a person (letters/signing).
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
            # What is wrong with a paper is said in its verdict; a damaged one is no alarm.
            "pyhanko": {"level": "CRITICAL"},
            "pyhanko_certvalidator": {"level": "CRITICAL"},
            # Five lines for each round of a job; what one did is told by himpun.project.background.
            "procrastinate": {"level": "DEBUG" if level == "DEBUG" else "CRITICAL"},
            # Two lines a page are for looking into something; what went wrong is always told.
            "django_structlog.middlewares.request": {
                "level": "DEBUG" if level == "DEBUG" else "WARNING"
            },
        },
    }
