"""The mails of papers go into the one outbox, with what was tried."""

from typing import Any

from django.db import migrations


def move_mails(apps: Any, _schema: Any) -> None:
    """Each mail with its tries, under the same Message-ID."""
    outbox = apps.get_model("notices", "Mail")
    tries = apps.get_model("notices", "MailAttempt")
    rows = apps.get_model("letters", "Mail").objects.order_by("pk")
    kept = ("to", "message_id", "state", "attempts", "next_at", "claimed_at", "handing_at",
            "written_at", "ended_at")  # fmt: skip
    for mail in rows.select_related("recipient__paper__agency"):
        recipient, paper = mail.recipient, mail.recipient.paper
        made = outbox.objects.create(
            agency=paper.agency, source="paper", argument=f"{recipient.pk}.{mail.link_no}",
            about=f"recipient/{recipient.pk}", name=recipient.name, subject=paper.subject[:150],
            link=f"/naskah/{paper.agency.code}/{paper.pk}/penerima/",
            why="Tidak diperlukan lagi." if mail.state == "dropped" else "",
            **{name: getattr(mail, name) for name in kept},
        )  # fmt: skip
        for one in mail.tries.order_by("pk"):
            tries.objects.create(
                mail=made, no=one.no, at=one.at, outcome=one.outcome, answer=one.answer
            )


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_letters_tables"),
        ("notices", "0001_notices_tables"),
    ]

    operations = [
        migrations.RunPython(move_mails, migrations.RunPython.noop),
        migrations.DeleteModel(name="MailAttempt"),
        migrations.DeleteModel(name="Mail"),
    ]
