"""Publishing a version of an SOP."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.office.scene import NOW, Scene
from tests.sops.documents import SOUND, sop_with, unsound

from himpun.kernel.parse import dump, fingerprint
from himpun.office.queries import verify_journal
from himpun.office.rules import Refused
from himpun.sops.models import SopVersion
from himpun.sops.queries import Damaged, RegisterRow, current_version, register, sop_of, versions_of
from himpun.sops.services import publish_sop, withdraw_sop


def publish(scene: Scene, **changes: object) -> SopVersion:
    return publish_sop(agency=scene.agency, sop=sop_with(**changes), by=scene.admin, now=NOW)


def test_an_administrator_publishes_and_the_journal_tells(scene: Scene) -> None:
    version = publish(scene)
    assert (version.sop_id, version.version, version.published_by) == ("dishub", 1, scene.admin)
    assert (version.published_at, version.withdrawn_at) == (NOW, None)
    row = scene.last()
    assert (row.action, row.actor, row.at) == ("SopPublished", scene.admin, NOW)
    assert row.body == {"sop": "dishub", "version": 1, "fingerprint": fingerprint(sop_with())}
    assert verify_journal(scene.agency) == []


def test_what_is_read_back_is_what_was_published_columns_in_their_order(scene: Scene) -> None:
    version = SopVersion.objects.get(pk=publish(scene).pk)
    assert sop_of(version.pk) == sop_with()
    assert list(json.loads(version.document)["performers"]) == ["kasubag", "staf", "kabid"]
    assert dump(sop_of(version.pk)) == dump(sop_with())


def test_a_colleague_may_publish_the_next_version_and_it_comes_into_force(scene: Scene) -> None:
    first = publish(scene)
    second = publish_sop(agency=scene.agency, sop=sop_with(version=2), by=scene.colleague, now=NOW)
    assert current_version(scene.agency, "dishub") == second
    assert list(versions_of(scene.agency, "dishub")) == [second, first]


def test_the_same_again_changes_nothing_even_when_a_newer_version_is_out(scene: Scene) -> None:
    first = publish(scene)
    publish(scene, version=2)
    told = scene.actions()
    assert publish(scene) == first
    assert scene.actions() == told


def test_it_refuses_the_administrator_of_another_agency(scene: Scene) -> None:
    with pytest.raises(Refused, match="Hanya administrator Dinas Perhubungan"):
        publish_sop(agency=scene.agency, sop=sop_with(), by=scene.outsider, now=NOW)
    with pytest.raises(Refused, match="Hanya administrator"):
        publish_sop(agency=scene.agency, sop=sop_with(), by=scene.kasubag, now=NOW)
    assert not SopVersion.objects.exists()


def test_it_refuses_an_unsound_sop_and_says_where(scene: Scene) -> None:
    told = scene.actions()
    with pytest.raises(Refused, match=r"belum dapat dijalankan\. Langkah 1: Perputaran") as refused:
        publish_sop(agency=scene.agency, sop=unsound(), by=scene.admin, now=NOW)
    assert "Kualifikasi" not in str(refused.value)  # a warning keeps nothing from running
    assert scene.actions() == told


def test_it_refuses_other_content_under_a_published_number(scene: Scene) -> None:
    first = publish(scene)
    with pytest.raises(Refused, match="Versi 1 sudah terbit dengan isi lain"):
        publish(scene, trigger="Setiap akhir triwulan")
    assert sop_of(first.pk).trigger == ""


def test_it_refuses_a_number_below_one_that_was_ever_published(scene: Scene) -> None:
    third = publish(scene, version=3)
    with pytest.raises(Refused, match="lebih dari 3"):
        publish(scene, version=2)
    withdraw_sop(version=third, by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="lebih dari 3"):
        publish(scene, version=2)


def test_it_refuses_a_withdrawn_version(scene: Scene) -> None:
    withdraw_sop(version=publish(scene), by=scene.admin, now=NOW)
    with pytest.raises(Refused, match="Versi 1 sudah dicabut"):
        publish(scene)


@pytest.mark.parametrize(("key", "length"), [("id", 81), ("name", 301)])
def test_it_refuses_words_longer_than_their_place(scene: Scene, key: str, length: int) -> None:
    with pytest.raises(Refused, match=f"paling panjang {length - 1} huruf"):
        publish(scene, **{key: "a" * length})


def test_two_agencies_may_each_have_an_sop_of_one_name(scene: Scene) -> None:
    publish(scene)
    publish_sop(agency=scene.other, sop=sop_with(version=4), by=scene.outsider, now=NOW)
    found = {row.version.agency.code: row.version.version for row in both(scene)}
    assert found == {"dishub": 1, "dpupr": 4}


def both(scene: Scene) -> list[RegisterRow]:
    return register([scene.agency, scene.other])


def test_the_tables_themselves_refuse_a_version_twice(scene: Scene) -> None:
    version = publish(scene)
    version.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)


def test_reading_a_known_version_asks_the_database_nothing(scene: Scene) -> None:
    version = publish(scene)
    sop_of(version.pk, version.fingerprint)
    with CaptureQueriesContext(connection) as asked:
        assert sop_of(version.pk, version.fingerprint) is sop_of(version.pk, version.fingerprint)
    assert len(asked) == 0
    with CaptureQueriesContext(connection) as asked:
        sop_of(version.pk)
    assert len(asked) == 1
    assert "document" not in asked[0]["sql"]


def test_a_document_changed_behind_the_program_is_not_run(scene: Scene) -> None:
    version = publish(scene, terminator="Belum pernah dibaca")
    SopVersion.objects.filter(pk=version.pk).update(
        document=json.dumps({**SOUND, "trigger": "lain"})
    )
    with pytest.raises(Damaged, match="tidak lagi sama"):
        sop_of(version.pk)
