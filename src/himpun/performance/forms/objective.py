"""An objective or programme, and its place in the tree."""

from collections.abc import Sequence
from typing import Any

from django import forms

from himpun.performance.forms.fields import PlainForm, words
from himpun.performance.forms.indicator import offer_objectives
from himpun.performance.queries import Objective
from himpun.performance.rules.catalogue import CODE, NAME, OBJECTIVE_KINDS


class ObjectiveForm(PlainForm):
    """Another name or place."""

    name = words("Nama", NAME)
    parent = forms.ChoiceField(label="Di bawah", required=False)
    position = forms.IntegerField(label="Urutan", min_value=0, max_value=9_999)

    def __init__(
        self, *args: Any, objectives: Sequence[tuple[int, Objective]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_objectives(self, "parent", objectives, empty="(paling atas)")


class NewObjectiveForm(ObjectiveForm):
    """A new objective; it stands behind all others."""

    kind = forms.ChoiceField(label="Jenis", choices=list(OBJECTIVE_KINDS.items()))
    code = forms.CharField(
        label="Kode", max_length=CODE, help_text="Tidak berubah lagi. Misalnya: S1, 1.03.10."
    )
    field_order = ("kind", "code", "name", "parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["position"]
