"""Publishing an SOP on its pages: what a file says is shown before, with every mistake in it."""

import html as entities
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.office.scene import Scene
from tests.sops.documents import sop_with, unsound

from himpun.kernel.parse import fingerprint
from himpun.office.queries import Person
from himpun.sops.forms import MOST_BYTES
from himpun.sops.models import SopVersion
from himpun.sops.rules.toml import write_toml

PAGE = "/sop/dishub/terbitkan/"
SEND = "/sop/dishub/terbitkan/kirim/"


def hand_in(client: Client, who: Person, content: str | bytes, **fields: str) -> Any:
    client.force_login(who.user)
    raw = content.encode() if isinstance(content, str) else content
    sent = {"file": SimpleUploadedFile("sop.toml", raw)} if raw else {}
    return client.post(PAGE, {**sent, **fields})


def words(answer: Any) -> str:
    return entities.unescape(answer.content.decode())


def test_an_administrator_sees_what_a_file_says_and_publishes_it(
    scene: Scene, client: Client
) -> None:
    text = write_toml(sop_with())
    shown = words(hand_in(client, scene.admin, text))
    assert "dishub, versi 1" in shown
    assert "Terbitkan versi 1" in shown
    assert not SopVersion.objects.exists()
    answer = client.post(SEND, {"naskah": text.replace("\n", "\r\n")})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("office:performers", args=["dishub"])
    version = SopVersion.objects.get()
    assert (version.fingerprint, version.published_by) == (fingerprint(sop_with()), scene.admin)
    assert (scene.last().action, scene.last().actor) == ("SopPublished", scene.admin)


def test_an_sop_that_comes_with_the_program_may_be_chosen(scene: Scene, client: Client) -> None:
    shown = words(hand_in(client, scene.admin, "", shipped="pematangsiantar-dpmptsp"))
    assert "pematangsiantar-dpmptsp, versi 1" in shown
    assert "<dt>Langkah</dt><dd>7</dd>" in shown


def test_every_mistake_is_told_with_its_place(scene: Scene, client: Client) -> None:
    text = write_toml(sop_with()).replace('time = "45 menit"', 'time = "sebentar"')
    answer = hand_in(client, scene.admin, text.replace('work = ["collect"]', 'work = ["nap"]'))
    assert answer.status_code == 400
    assert "2 hal perlu diperbaiki." in words(answer)
    assert "step no 2" in words(answer)
    assert "step no 3" in words(answer)
    assert "Terbitkan versi" not in words(answer)


def test_what_cannot_run_is_shown_and_not_offered(scene: Scene, client: Client) -> None:
    text = write_toml(unsound())
    answer = hand_in(client, scene.admin, text)
    assert answer.status_code == 400
    assert "perlu diperbaiki" in words(answer)
    assert "Terbitkan versi" not in words(answer)
    assert client.post(SEND, {"naskah": text}).status_code == 409
    assert not SopVersion.objects.exists()


def test_a_version_that_is_out_with_other_content_is_refused(scene: Scene, client: Client) -> None:
    hand_in(client, scene.admin, write_toml(sop_with()))
    client.post(SEND, {"naskah": write_toml(sop_with())})
    answer = client.post(SEND, {"naskah": write_toml(sop_with(name="Lain"))})
    assert answer.status_code == 409
    assert "sudah terbit dengan isi lain" in words(answer)
    assert SopVersion.objects.get().name != "Lain"


@pytest.mark.parametrize(
    ("content", "status", "why"),
    [
        ("", 400, "Pilih satu: berkas, atau SOP yang ikut dengan Himpun."),
        (b"\xff\xfe", 400, "Berkas ini bukan teks UTF-8."),
        ("ini bukan sop", 400, "perlu diperbaiki"),
        ("#" * (MOST_BYTES + 1), 413, "paling besar 500 kB"),
    ],
)
def test_what_is_no_definition_is_refused_in_a_sentence(
    scene: Scene, client: Client, content: str | bytes, status: int, why: str
) -> None:
    answer = hand_in(client, scene.admin, content)
    assert answer.status_code == status
    assert why in words(answer)


def test_who_does_not_administer_the_agency_is_refused(scene: Scene, client: Client) -> None:
    for who, status in ((scene.kabid, 403), (scene.outsider, 404)):
        answer = hand_in(client, who, write_toml(sop_with()))
        assert answer.status_code == status
        assert client.post(SEND, {"naskah": write_toml(sop_with())}).status_code == status
    assert not SopVersion.objects.exists()


def test_the_register_leads_there_whoever_may_publish(scene: Scene, client: Client) -> None:
    client.force_login(scene.admin.user)
    assert PAGE in words(client.get("/sop/"))
    client.force_login(scene.kabid.user)
    assert PAGE not in words(client.get("/sop/"))
