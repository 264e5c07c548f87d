"""The ladder as a form: one part a rung; a rung without a title is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.forms import BaseFormSet, formset_factory

from himpun.chase.rules.ladder import (
    ANCHOR_WORDS,
    KIND_WORDS,
    TO_WORDS,
    Ladder,
    Rung,
)
from himpun.chase.rules.stored import (
    FURTHEST,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_REMINDERS,
    MOST_RUNGS,
)

BEFORE, AFTER = "sebelum", "sesudah"
PEOPLE = list(TO_WORDS.items())


class RungForm(forms.Form):
    """A rung. ``key`` keeps what was done under it, however often it is renamed."""

    key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    title = forms.CharField(
        label="Judul", required=False, max_length=LONGEST_TITLE,
        help_text="Kosongkan untuk menghapus anak tangga ini.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Jenis", choices=list(KIND_WORDS.items()))
    amount = forms.IntegerField(
        label="Jarak", min_value=0, max_value=FURTHEST, initial=1,
        error_messages={"required": "Jarak harus diisi.", "invalid": "Tulis bilangan bulat."},
    )  # fmt: skip
    unit = forms.ChoiceField(label="Satuan", choices=[("hari", "hari kerja"), ("jam", "jam kerja")])
    side = forms.ChoiceField(label="Letak", choices=[(BEFORE, BEFORE), (AFTER, AFTER)])
    anchor = forms.ChoiceField(label="Acuan", choices=list(ANCHOR_WORDS.items()))
    to = forms.MultipleChoiceField(
        label="Kepada", choices=PEOPLE, required=False, widget=forms.CheckboxSelectMultiple
    )
    cc = forms.MultipleChoiceField(
        label="Tembusan", choices=PEOPLE, required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label="Isi pesan", required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        title = self.data.get(self.add_prefix("title"), self.initial.get("title", ""))
        if str(title).strip():
            # A rung without a title is left out; one with a title wants all of it.
            self.fields["to"].required = self.fields["text"].required = True
            self.fields["to"].error_messages["required"] = "Pilih paling sedikit satu penerima."
            self.fields["text"].error_messages["required"] = "Isi pesan harus diisi."


class MostForm(forms.Form):
    """The cap, and which version was seen."""

    most = forms.IntegerField(
        label="Pengingat paling banyak", min_value=1, max_value=MOST_REMINDERS,
        help_text="Untuk satu unit dalam satu SOP yang berjalan, berapa kali pun datanya kembali.",
        error_messages={"required": "Banyaknya pengingat harus diisi.",
                        "invalid": "Tulis bilangan bulat."},
    )  # fmt: skip
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


if TYPE_CHECKING:
    Rungs: TypeAlias = BaseFormSet[RungForm]
else:
    Rungs = BaseFormSet


def rungs_form(ladder: Ladder, posted: Any) -> Rungs:
    """The rungs of a ladder, and an empty one to be filled in."""
    made = formset_factory(
        RungForm, extra=1, max_num=MOST_RUNGS, absolute_max=MOST_RUNGS + 5, validate_max=True
    )
    form: Rungs = made(posted, initial=[_first(rung) for rung in ladder.rungs], prefix="anak")
    return form


def _first(rung: Rung) -> dict[str, Any]:
    return {
        "key": rung.key, "title": rung.title, "kind": rung.kind, "amount": abs(rung.amount),
        "unit": rung.unit, "side": BEFORE if rung.amount < 0 else AFTER, "anchor": rung.anchor,
        "to": list(rung.to), "cc": list(rung.cc), "text": rung.text,
    }  # fmt: skip


def typed(said: Sequence[dict[str, Any]], most: int) -> Ladder:
    """The ladder that was typed."""
    rungs: list[Rung] = []
    for row in said:
        title = row.get("title", "").strip()
        if title:
            key = row.get("key") or _new_key(title, {rung.key for rung in rungs})
            sign = -1 if row["side"] == BEFORE else 1
            rungs.append(
                Rung(
                    key=key, kind=row["kind"], title=title, text=row["text"].strip(),
                    amount=sign * row["amount"], unit=row["unit"], anchor=row["anchor"],
                    to=tuple(row["to"]), cc=tuple(row["cc"]),
                )
            )  # fmt: skip
    return Ladder(tuple(rungs), most)


def _new_key(title: str, taken: set[str]) -> str:
    word = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "anak"
    number = 1
    while f"{word}-{number}" in taken:
        number += 1
    return f"{word}-{number}"
