"""Taking a version of an SOP out of force on its page: what follows is said before."""

import pytest
from django.test import Client
from tests.office.scene import NOW, Scene
from tests.sops.documents import sop_with

from himpun.office.queries import Person
from himpun.sops.models import SopVersion
from himpun.sops.services import publish_sop

SOP = "/sop/dishub/dishub/versi/2/"
PAGE = f"{SOP}cabut/"


@pytest.fixture
def versions(scene: Scene) -> list[SopVersion]:
    return [
        publish_sop(agency=scene.agency, sop=sop_with(version=no), by=scene.admin, now=NOW)
        for no in (1, 2)
    ]


def page(client: Client, who: Person, address: str) -> str:
    client.force_login(who.user)
    return client.get(address).content.decode()


def test_it_says_what_follows_and_then_does_it(
    scene: Scene, client: Client, versions: list[SopVersion]
) -> None:
    assert PAGE in page(client, scene.admin, SOP)
    assert "Yang berlaku kemudian versi 1." in page(client, scene.admin, PAGE)
    assert not SopVersion.objects.exclude(withdrawn_at=None).exists()
    answer = client.post(PAGE, follow=True)
    assert answer.redirect_chain == [(SOP, 302)]
    text = answer.content.decode()
    assert "Versi ini sudah dicabut" in text
    assert PAGE not in text
    assert (scene.last().action, scene.last().actor) == ("SopWithdrawn", scene.admin)


def test_of_the_last_version_it_says_that_none_is_left(
    scene: Scene, client: Client, versions: list[SopVersion]
) -> None:
    client.force_login(scene.admin.user)
    client.post(PAGE)
    text = page(client, scene.admin, "/sop/dishub/dishub/versi/1/cabut/")
    assert "Tidak ada versi lain yang berlaku" in text


def test_what_was_withdrawn_meanwhile_is_refused_in_a_sentence(
    scene: Scene, client: Client, versions: list[SopVersion]
) -> None:
    client.force_login(scene.admin.user)
    client.post(PAGE)
    answer = client.post(PAGE)
    assert answer.status_code == 409
    assert "sudah dicabut" in answer.content.decode()


def test_others_are_not_offered_it_and_may_not(
    scene: Scene, client: Client, versions: list[SopVersion]
) -> None:
    assert PAGE not in page(client, scene.kasubag, SOP)
    for who, status in ((scene.kasubag, 403), (scene.outsider, 404)):
        client.force_login(who.user)
        assert client.post(PAGE).status_code == status
    assert client.get("/sop/dishub/dishub/versi/9/cabut/").status_code == 404
    assert SopVersion.objects.filter(withdrawn_at=None).count() == 2
