"""A password that an administrator gave opens one page: the one on which it is changed."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.office.scene import NOW, PASSWORD, Scene, build

from himpun.office.queries import has_given_password
from himpun.office.services import add_person, set_password_by_admin

GIVEN = "payung-biru-19"
CHANGE = "/akun/password/change/"


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return build()


@pytest.fixture
def client(scene: Scene) -> Client:
    """The staff, to whom an administrator has given a password, signed in with it."""
    set_password_by_admin(person=scene.staff, password=GIVEN, by=scene.admin, now=NOW)
    client = Client()
    assert sign_in(client, "staf", GIVEN) == 302
    return client


def sign_in(client: Client, username: str, password: str) -> int:
    said = {"login": username, "password": password}
    return client.post(reverse("account_login"), said).status_code


def change(client: Client, old: str, new: str) -> str:
    said = {"oldpassword": old, "password1": new, "password2": new}
    return client.post(CHANGE, said, follow=True).content.decode()


@pytest.mark.parametrize("address", ["/", "/saya/", "/tugas/", "/kantor/dishub/", "/akun/2fa/"])
def test_every_page_leads_to_the_page_of_the_password(client: Client, address: str) -> None:
    for answer in (client.get(address), client.post(address, {})):
        assert (answer.status_code, answer.headers["Location"]) == (302, CHANGE)


def test_a_part_of_a_page_leads_the_whole_page_there(client: Client) -> None:
    answer = client.get("/tugas/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == CHANGE


def test_the_page_says_why_and_signing_out_stays_open(client: Client) -> None:
    page = client.get(CHANGE).content.decode()
    assert "diberikan oleh administrator" in page
    assert client.post(reverse("account_logout")).headers["Location"] == "/akun/login/"
    assert client.get("/saya/").headers["Location"].startswith("/akun/login/")


def test_after_the_change_all_is_open(client: Client, scene: Scene) -> None:
    change(client, GIVEN, "tikar-hijau-77")
    scene.staff.user.refresh_from_db()
    scene.staff.refresh_from_db()
    assert not has_given_password(scene.staff)
    assert client.get("/saya/").status_code == 200
    assert "diberikan oleh administrator" not in client.get(CHANGE).content.decode()


def test_the_given_password_is_not_kept_by_changing_it_into_itself(
    client: Client, scene: Scene
) -> None:
    assert "harus berbeda dari yang sekarang" in change(client, GIVEN, GIVEN)
    assert client.get("/saya/").headers["Location"] == CHANGE


def test_a_new_person_begins_there_and_a_password_of_one_s_own_is_asked_nothing(
    scene: Scene,
) -> None:
    add_person(
        agency=scene.agency, name="Staf Baru", username="baru", password=GIVEN, by=scene.admin,
        now=NOW,
    )  # fmt: skip
    new, known = Client(), Client()
    assert sign_in(new, "baru", GIVEN) == 302
    assert new.get("/saya/").headers["Location"] == CHANGE
    assert sign_in(known, "kasubag", PASSWORD) == 302
    assert known.get("/saya/").status_code == 200
