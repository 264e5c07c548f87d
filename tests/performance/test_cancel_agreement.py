"""Giving up a draft."""

import pytest
from tests.performance.keepers import Keepers

from himpun.office.rules import Refused
from himpun.performance.services import cancel_agreement


def test_another_draft_may_follow_and_the_old_one_stays_on_record(keepers: Keepers) -> None:
    draft = keepers.draft()
    cancel_agreement(agreement=draft, reason="Salah tahun", **keepers.as_(keepers.office.admin))
    draft.refresh_from_db()
    assert (draft.state, draft.decision) == ("cancelled", "Salah tahun")
    assert keepers.draft().no == 0


def test_it_refuses_no_reason_and_an_approved_one(keepers: Keepers) -> None:
    with pytest.raises(Refused, match="Alasan pembatalan harus diisi"):
        cancel_agreement(agreement=keepers.draft(), reason="", **keepers.as_(None))
    agreement = keepers.draft(year=2025)
    agreement.state = "approved"
    agreement.save()
    with pytest.raises(Refused, match="bukan konsep lagi"):
        cancel_agreement(agreement=agreement, reason="X", **keepers.as_(None))


def test_it_refuses_those_who_keep_nothing_here(keepers: Keepers) -> None:
    draft = keepers.draft()
    for who in (keepers.office.kabid, keepers.office.outsider):
        with pytest.raises(Refused, match="pengelola"):
            cancel_agreement(agreement=draft, reason="X", **keepers.as_(who))
