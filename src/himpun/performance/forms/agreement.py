"""Drafting, deciding and giving up an agreement."""

from django import forms

from himpun.performance.forms.fields import DayField, PlainForm, words
from himpun.performance.forms.indicator import QUARTERS
from himpun.performance.services.approving import NUMBER

LONG = 2_000


class DraftForm(PlainForm):
    """A revision: from which quarter it holds, and why."""

    from_quarter = forms.TypedChoiceField(label="Berlaku mulai", choices=QUARTERS, coerce=int)
    reason = words("Alasan perubahan", LONG)


class ApproveForm(PlainForm):
    """The signed paper."""

    number = forms.CharField(label="Nomor perjanjian kinerja", max_length=NUMBER)
    signed_on = DayField(label="Tanggal ditandatangani")
    decision = words("Catatan", LONG, required=False)


class CancelForm(PlainForm):
    """Giving up a draft."""

    reason = words("Alasan pembatalan", LONG)
