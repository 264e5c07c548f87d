"""Withdrawing a key, and giving a new one."""

from django import forms

from himpun.letters.forms.fields import PlainForm


class RevokeForm(PlainForm):
    """Why a key must not sign any more."""

    why = forms.CharField(
        label="Alasan pencabutan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya: kata sandi diketahui orang lain, atau pegawai pindah. Tidak dapat "
        "dibatalkan; yang sudah ditandatangani sebelum ini tetap sah.",
    )


class RenewForm(PlainForm):
    """Nothing to fill in: the person gets a new key."""
