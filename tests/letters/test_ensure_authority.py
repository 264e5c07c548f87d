"""The instance's certificate authority."""

from datetime import timedelta

from tests.runs.scene import Scene

from himpun.letters.models import Authority
from himpun.letters.queries.keys import opened_authority, trust_now
from himpun.letters.services.keys import ensure_authority
from himpun.letters.signing.authority import facts_of
from himpun.office.models import JournalRow


def test_it_is_made_once_and_journalled(scene: Scene) -> None:
    first = ensure_authority(now=scene.now)
    assert ensure_authority(now=scene.now + timedelta(days=400)) == first
    (row,) = JournalRow.objects.filter(action="AuthorityMade")
    assert row.agency is None
    assert row.body == {"fingerprint": first.fingerprint}


def test_its_certificate_names_the_instance_and_holds_for_twenty_years(scene: Scene) -> None:
    row = ensure_authority(now=scene.now)
    facts = facts_of(bytes(row.certificate))
    assert facts.name == facts.issuer == "Himpun 127.0.0.1:8000"
    assert facts.fingerprint == row.fingerprint
    assert facts.valid_until.year == scene.now.year + 20


def test_its_key_is_not_in_the_clear(scene: Scene) -> None:
    row = ensure_authority(now=scene.now)
    assert opened_authority(row).key not in bytes(row.sealed_key)


def test_one_that_has_run_out_is_followed_by_another_and_still_believed(scene: Scene) -> None:
    old = ensure_authority(now=scene.now)
    new = ensure_authority(now=scene.now + timedelta(days=21 * 366))
    assert (old.no, new.no) == (1, 2)
    assert Authority.objects.count() == 2
    assert {root.certificate for root in trust_now().roots} == {
        bytes(old.certificate),
        bytes(new.certificate),
    }
