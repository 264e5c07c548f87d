"""A secret address for a calendar program."""

import pytest
from tests.runs.pages import Pages
from tests.runs.scene import Scene
from tests.schedule.calendars import token_of

from himpun.office.models import Unit
from himpun.office.rules import Refused
from himpun.schedule.models import Feed, FeedEntry
from himpun.schedule.services import make_feed, refresh_feed

OWN = "/jadwal/langganan/"
UNITS = "/jadwal/pesisir-selatan-dishub/langganan/"


def test_only_the_hash_of_the_address_is_kept(scene: Scene) -> None:
    token = token_of(scene, scene.person("staf"))
    kept = Feed.objects.values().get()
    assert token not in map(str, kept.values())
    assert len(token) >= 32


def test_a_new_address_closes_the_old_one_and_keeps_the_sequences(scene: Scene) -> None:
    person = scene.person("sekretaris")
    scene.start()
    old = token_of(scene, person)
    assert refresh_feed(token=old, now=scene.now)
    entries = list(FeedEntry.objects.values_list("uid", "sequence"))
    new = token_of(scene, person)
    assert refresh_feed(token=old, now=scene.now) is None
    assert refresh_feed(token=new, now=scene.now)
    assert list(FeedEntry.objects.values_list("uid", "sequence")) == entries
    assert entries


def test_it_refuses_another_person_and_a_unit_that_one_does_not_take_care_of(
    scene: Scene,
) -> None:
    person, now = scene.person("staf"), scene.now
    with pytest.raises(Refused, match="pemiliknya sendiri"):
        make_feed(person=person, unit=None, by=scene.person("admin"), now=now)
    unit = Unit.objects.get(agency=scene.agency, code="angkutan")
    for other in (person, scene.outsider()):
        with pytest.raises(Refused, match="diatur oleh"):
            make_feed(person=None, unit=unit, by=other, now=now)
    assert not Feed.objects.exists()


def test_the_address_is_shown_once_and_read_without_signing_in(scene: Scene, pages: Pages) -> None:
    scene.start()
    person = scene.person("sekretaris")
    client = pages.client(person)
    shown = client.post(OWN, {"aksi": "buat"}).content.decode()
    address = shown.split('value="http', 1)[1].split('"', 1)[0].split("/", 3)[3]
    assert address not in client.get(OWN).content.decode()
    stranger = pages.client(person)
    stranger.logout()
    answer = stranger.get(f"/{address}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"BEGIN:VEVENT" in answer.content
    again = stranger.get(f"/{address}", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert stranger.get(f"/{address[:-5]}x.ics").status_code == 404


def test_it_may_be_asked_for_only_so_often(scene: Scene, pages: Pages, settings: object) -> None:
    settings.HIMPUN_RATE_LIMITS = {"calendar_feed": "2/m/ip"}  # type: ignore[attr-defined]
    token = token_of(scene, scene.person("staf"))
    client = pages.client(scene.person("staf"))
    asked = [client.get(f"{OWN}{token}.ics").status_code for _ in range(3)]
    assert asked == [200, 200, 429]


def test_a_steward_makes_and_revokes_the_address_of_a_unit(scene: Scene, pages: Pages) -> None:
    kasubag = scene.person("kasubag")
    answer = pages.post(kasubag, UNITS, aksi="buat", unit="angkutan")
    assert "Salin alamat ini sekarang" in answer.content.decode()
    assert Feed.objects.get().unit == Unit.objects.get(agency=scene.agency, code="angkutan")
    assert pages.post(kasubag, UNITS, aksi="cabut", unit="angkutan").status_code == 302
    assert Feed.objects.get().revoked_at is not None
    assert pages.get(scene.person("staf"), UNITS).status_code == 403
    assert pages.get(scene.outsider(), UNITS).status_code == 404
