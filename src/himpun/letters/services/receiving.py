"""A paper is opened and received, by whom and in which capacity."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from himpun.letters.models import Paper, Recipient
from himpun.letters.queries.links import what_opens
from himpun.letters.queries.sending import capacity_at, recipient_for, why_not_send
from himpun.letters.rules.sending import APP
from himpun.letters.services._recipients import in_turn, tell
from himpun.office import queries as office
from himpun.office.rules import Refused

if TYPE_CHECKING:
    from himpun.office.queries import Person

NAME, NOTE = 300, 2_000
NOT_SENT = "Naskah ini belum dikirim kepada Anda."


@in_turn
def open_paper(*, paper: Paper, by: Person, now: datetime) -> list[Recipient]:
    """A person looked at a sent paper: it counts as opened by every recipient whom they stand for
    that day and who had not opened it. Gives these; whoever is no recipient opens for nobody.

    Kept with the recipient and not in the journal, for it happens by looking at a page.
    """
    on = office.day_at(paper.agency, now)
    fresh = [row for row in recipient_for(paper, by, on) if row.sent_at and row.opened_at is None]
    for row in fresh:
        _opened(row, by.name, now)
    return fresh


def _opened(row: Recipient, who: str, now: datetime) -> None:
    unopened = Recipient.objects.filter(pk=row.pk, opened_at=None)
    unopened.update(opened_at=now, opened_by_text=who)
    row.opened_at, row.opened_by_text = now, who


@in_turn
def open_by_link(*, token: str, now: datetime) -> Recipient:
    """Somebody outside opened a paper by their link. Refuses a link that opens nothing."""
    row = _behind(token, now)
    if row.opened_at is None:
        _opened(row, row.name, now)
    return row


def _behind(token: str, now: datetime) -> Recipient:
    opened = what_opens(token, now)
    if opened.state != "open" or opened.recipient is None:
        raise Refused(opened.sentence)
    return opened.recipient


@in_turn
def record_receipt(
    *,
    recipient: Recipient,
    receiver: str = "",
    title: str = "",
    note: str = "",
    by: Person,
    now: datetime,
) -> Recipient:
    """A receipt (tanda terima): by whoever stands for the recipient that day; or, for a paper that
    was handed over, by the sender for ``receiver``, who is named with their office (``title``).

    Refuses a paper that was not sent, a second receipt, and whoever stands for nobody there.
    """
    row = _locked(recipient)
    if row.sent_at is None or row.withdrawn_at:
        raise Refused(NOT_SENT)
    if row.way == APP:
        on = office.day_at(row.paper.agency, now)
        if row.pk not in {one.pk for one in recipient_for(row.paper, by, on)}:
            raise Refused(f"Tanda terima diberikan oleh {row.name}, bukan oleh Anda.")
        return _received(row, (by.name, capacity_at(row, by, on), note), by, now)
    if why := why_not_send(by, row.paper, now):
        raise Refused(why)
    return _received(row, (receiver, title, note), by, now)


@in_turn
def record_receipt_by_link(
    *, token: str, receiver: str, title: str = "", note: str = "", now: datetime
) -> Recipient:
    """A receipt by somebody outside, through their link: they write who they are.

    Refuses a link that opens nothing, a missing name, and a second receipt.
    """
    row = _locked(_behind(token, now))
    return _received(row, (receiver, title, note), None, now)


def _locked(recipient: Recipient) -> Recipient:
    rows = Recipient.objects.select_for_update(of=("self",))
    return rows.select_related("paper", "paper__agency", "paper__run").get(pk=recipient.pk)


def _received(
    row: Recipient, said: tuple[str, str, str], by: Person | None, now: datetime
) -> Recipient:
    """``said``: who received it, as what, and a note."""
    who, title, note = " ".join(said[0].split()), " ".join(said[1].split()), said[2].strip()
    if row.received_at:
        raise Refused(f"Tanda terima sudah diberikan oleh {row.received_by_text}.")
    if not who:
        raise Refused("Tulis nama penerima.")
    if max(len(who), len(title)) > NAME or len(note) > NOTE:
        raise Refused(f"Nama dan jabatan paling panjang {NAME} huruf, catatan {NOTE} huruf.")
    row.received_at, row.received_by_text, row.received_as, row.note = now, who, title, note
    row.received_by = by if row.way == APP else None
    row.opened_at = row.opened_at or now
    row.opened_by_text = row.opened_by_text or who
    row.delivered_at = row.delivered_at or now
    row.save()
    tell(row, "PaperReceived", by=by, now=now, body={"receiver": who, "as": title})
    return row
