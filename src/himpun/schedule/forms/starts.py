"""When an SOP starts, and another day for one period."""

from __future__ import annotations

from typing import Any

from django import forms

from himpun.schedule.rules.starts import parse_when


class PlainForm(forms.Form):
    """A form whose labels stand above their fields, and whose complaints name the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages["required"] = f"{field.label or name} harus diisi."


class DayField(forms.DateField):
    """A day, picked from the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = "Tanggal itu tidak ada dalam kalender."


class RuleForm(PlainForm):
    """A start rule. ``own``: the window that the SOP itself names, "" where it names none."""

    when = forms.CharField(
        label="Aturan mulai", max_length=200, required=False,
        help_text="Misalnya “triwulan bulan 3, minggu 3, awal” (hari kerja pertama dalam rentang "
        "itu) atau “triwulan berikutnya bulan 1, hari kerja 3” (hari kerja ke-3 sesudah triwulan).",
    )  # fmt: skip
    from_on = DayField(label="Berlaku sejak")
    until_on = DayField(label="Sampai dengan", required=False)
    late_days = forms.IntegerField(
        label="Batas terlambat (hari)", min_value=0, max_value=92,
        help_text="SOP yang belum dimulai sampai sekian hari sesudah jadwalnya tidak dimulai lagi "
        "dengan sendirinya.",
    )  # fmt: skip
    active = forms.BooleanField(label="Mulai dengan sendirinya", required=False)

    def __init__(self, *args: Any, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            words = f"Kosongkan untuk mengikuti SOP: {own}. {self.fields['when'].help_text}"
            self.fields["when"].help_text = words

    def clean_when(self) -> str:
        """A rule that can be read, or none."""
        text = str(self.cleaned_data["when"]).strip()
        if text:
            try:
                parse_when(text)
            except ValueError as unreadable:
                raise forms.ValidationError(str(unreadable)) from None
        return text


class ChangeForm(PlainForm):
    """Another day for one period, or none; ``by_rule``: the rule's own day, for no reason."""

    on = DayField(
        label="Hari mulai", required=False,
        help_text="Tidak perlu diisi bila periode ini dilewati.",
    )  # fmt: skip
    reason = forms.CharField(label="Alasan", max_length=300)

    def __init__(self, *args: Any, by_rule: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not by_rule
