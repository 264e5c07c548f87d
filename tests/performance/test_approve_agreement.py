"""Approving an agreement, and what then holds."""

from datetime import date
from typing import Any

import pytest
from tests.performance.keepers import NOW, Keepers

from himpun.office.rules import Refused
from himpun.performance.models import Agreement, Approval, Form, Recap, Value
from himpun.performance.queries.agreement import agreement_for
from himpun.performance.services import approve_agreement, set_targets


def filled(keepers: Keepers, **more: Any) -> Agreement:
    draft = keepers.draft(**more)
    keepers.fill(draft)
    return draft


def revision(keepers: Keepers, from_quarter: int = 3, q3: str = "60") -> Agreement:
    draft = keepers.draft(from_quarter=from_quarter, reason="Refocusing")
    set_targets(
        agreement=draft, targets={keepers.roads.pk: {"q3": q3}},
        **keepers.as_(keepers.office.kasubag),
    )  # fmt: skip
    return draft


def vouched(keepers: Keepers, quarter: int) -> Value:
    value = keepers.form(quarter, realisation="72")
    Approval.objects.create(
        value=value, level="verified", revision=1, node="8", at=NOW,
        by=keepers.head, by_text="Kepala Dinas",
    )  # fmt: skip
    return value


def test_it_holds_with_its_number_and_day(keepers: Keepers) -> None:
    agreement = keepers.approve(filled(keepers))
    assert agreement_for(keepers.office.agency, 2026, 1) == agreement
    assert (agreement.number, agreement.signed_on) == ("050/1", date(2026, 1, 20))
    assert agreement.decided_as == "Kepala Dinas (definitif)"
    assert keepers.last().action == "AgreementApproved"


def test_past_quarters_stay_on_the_version_that_was_in_force(keepers: Keepers) -> None:
    first = keepers.in_force()
    second = keepers.approve(revision(keepers))
    found = [agreement_for(keepers.office.agency, 2026, quarter) for quarter in range(1, 5)]
    assert found == [first, first, second, second]
    assert agreement_for(keepers.office.agency, 2025, 4) is None
    assert agreement_for(keepers.office.other, 2026, 4) is None


def test_a_draft_holds_nowhere(keepers: Keepers) -> None:
    filled(keepers)
    assert agreement_for(keepers.office.agency, 2026, 4) is None


def test_who_prepared_it_does_not_approve_it(keepers: Keepers) -> None:
    draft = filled(keepers)
    set_targets(
        agreement=draft, targets={keepers.roads.pk: {"q1": "71"}},
        **keepers.as_(keepers.office.admin),
    )  # fmt: skip
    for who in (keepers.office.kasubag, keepers.office.admin):
        with pytest.raises(Refused, match="harus orang lain"):
            keepers.approve(draft, who)
    assert keepers.approve(draft, keepers.office.colleague).state == "approved"


def test_it_refuses_those_who_are_neither_head_nor_keeper(keepers: Keepers) -> None:
    draft = filled(keepers)
    for who in (keepers.office.kabid, keepers.office.outsider, keepers.office.system):
        with pytest.raises(Refused, match="disetujui oleh pimpinan atau pengelola"):
            keepers.approve(draft, who)


def test_it_refuses_a_second_decision(keepers: Keepers) -> None:
    agreement = keepers.in_force()
    with pytest.raises(Refused, match="sudah diputuskan"):
        keepers.approve(agreement, keepers.office.colleague)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": " "}, "Nomor perjanjian kinerja harus diisi"),
        ({"signed_on": date(2026, 3, 3)}, "belum tiba"),
    ],
)
def test_it_refuses_a_paper_that_is_not_signed_yet(
    keepers: Keepers, changes: dict[str, Any], sentence: str
) -> None:
    given = {"number": "050/1", "signed_on": date(2026, 3, 2), **changes}
    with pytest.raises(Refused, match=sentence):
        approve_agreement(agreement=filled(keepers), **given, **keepers.as_(keepers.head))


def test_it_refuses_targets_that_contradict_themselves(keepers: Keepers) -> None:
    draft = filled(keepers)
    set_targets(
        agreement=draft, targets={keepers.tested.pk: {"q4": "200"}},
        **keepers.as_(keepers.office.kasubag),
    )  # fmt: skip
    with pytest.raises(Refused, match=r"Jumlah target triwulan 1\.100 tidak sama.*1\.200"):
        keepers.approve(draft)


def test_open_forms_follow_it_and_only_changed_targets_lose_their_approval(
    keepers: Keepers,
) -> None:
    first = keepers.in_force()
    before, after = vouched(keepers, 2), vouched(keepers, 3)
    second = keepers.approve(revision(keepers))
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.form.agreement, after.form.agreement) == (first, second)
    assert after.achievement == 12_000  # 72 of 60
    assert Form.objects.get(pk=after.form_id).achieved == 12_000
    dropped = {row.value_id: row.dropped_why for row in Approval.objects.all()}
    assert dropped == {before.pk: "", after.pk: "Target berubah menurut PK 2026 perubahan ke-1."}
    assert keepers.last().body["dropped"] == 1


def test_an_approval_stays_where_the_target_is_the_same(keepers: Keepers) -> None:
    keepers.in_force()
    vouched(keepers, 4)
    keepers.approve(revision(keepers))
    assert Approval.objects.get().dropped_at is None


def test_it_refuses_a_quarter_whose_recap_is_frozen(keepers: Keepers) -> None:
    keepers.in_force()
    value = keepers.form(3, realisation="72")
    Recap.objects.create(
        run=value.form.run, no=1, body="{}", sha256="0" * 64, at=NOW, by=keepers.head,
        by_text="Kepala Dinas",
    )  # fmt: skip
    with pytest.raises(Refused, match="Rekapitulasi Triwulan III 2026 sudah dibekukan"):
        keepers.approve(revision(keepers))
    value.refresh_from_db()
    assert value.form.agreement is not None
    assert value.form.agreement.no == 0
