"""What notices say outside of the program: in a mail, in a chat."""

from datetime import date

from himpun.kernel.worktime.words import MONTHS, WEEKDAYS

FOOT = (
    "Surel ini dikirim oleh sistem; balasannya tidak dibaca. Cara Anda diberi tahu dapat diatur di "
    "{place}."
)
HOME = "/pemberitahuan/"
CHOICES = "/pemberitahuan/pilihan/"


def day_words(on: date) -> str:
    """A day as mails write it: Senin, 2 Maret 2026."""
    return f"{WEEKDAYS[on.weekday()]}, {on.day} {MONTHS[on.month - 1]} {on.year}"


def mail_text(*, name: str, office: str, subject: str, text: str, url: str, choices: str) -> str:
    """The mail about one notice. ``url`` and ``choices`` are whole addresses."""
    said = f"{subject}\n\n{text}" if text else subject
    return (
        f"Yth. {name}\n\n{said}\n\nBuka di Himpun:\n{url}\n\n{office}\n\n"
        f"{FOOT.format(place=choices)}\n"
    )


def share_text(*, office: str, kind: str, subject: str, text: str, url: str) -> str:
    """A message for a chat: short, clear about who says what, and where to go on."""
    said = " ".join(text.split())
    # "Pengingat kedua: …" says by itself that it is a reminder.
    what = subject if subject.startswith(kind) else f"{kind}: {subject}"
    parts = [f"{what}{'' if subject.endswith(('.', '?', '!')) else '.'}"]
    if said:
        parts.append(said if said.endswith((".", "?", "!", "”")) else f"{said}.")
    parts.append(f"Buka di Himpun: {url}")
    return f"{' '.join(parts)} ({office})"
