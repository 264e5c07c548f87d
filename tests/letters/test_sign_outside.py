"""A paper that is signed by a service outside, with a stand-in of it on this machine."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from tests.letters.marking import at_the_letter, initial, papers
from tests.letters.run_papers import paper_of
from tests.letters.signing import esign
from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene

from himpun.letters.models import Mark, Number, Paper
from himpun.letters.services import sign_papers
from himpun.office.rules import Refused
from himpun.project.environment import Service

KIND = "surat-permintaan-data"


@pytest.fixture
def outside() -> Iterator[esign.StandIn]:
    with esign.running() as one:
        pem = ssl.DER_cert_to_PEM_cert(esign.authority().certificate).encode()
        service = Service(one.url, esign.USER, esign.PASSWORD, pem)
        with override_settings(HIMPUN_BSRE=service):
            yield one


@pytest.fixture
def letter(db: None, tmp_path: Path) -> Scene:
    scene = at_the_letter(tmp_path)
    Paper.objects.filter(kind=KIND).update(way="remote")
    initial(scene, "sekretaris", KIND)
    scene.complete("4")
    return scene


def sign(scene: Scene, **typed: str) -> list[Mark]:
    return sign_papers(
        papers=papers(scene, KIND), by=scene.person("kadis"), now=scene.now, proof="password",
        **typed,
    )  # fmt: skip


def test_the_service_signs_and_the_mark_says_so(letter: Scene, outside: esign.StandIn) -> None:
    (mark,) = sign(letter, nik=esign.NIK, passphrase=esign.PASSPHRASE)
    assert (mark.way, bool(mark.serial)) == ("remote", True)
    assert paper_of(letter, KIND).state == "signed"


def test_what_it_refuses_changes_nothing_and_uses_no_number(
    letter: Scene, outside: esign.StandIn
) -> None:
    with pytest.raises(Refused, match="Passphrase BSrE salah"):
        sign(letter, nik=esign.NIK, passphrase="bukan ini")
    assert paper_of(letter, KIND).state == "circulating"
    assert not Number.objects.filter(paper__kind=KIND).exists()


def test_an_instance_without_the_service_says_so(letter: Scene) -> None:
    with pytest.raises(Refused, match="belum disiapkan"):
        sign(letter, nik=esign.NIK, passphrase=esign.PASSPHRASE)


def test_the_page_asks_for_what_the_service_needs(
    letter: Scene, outside: esign.StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: letter.now)
    who = letter.person("kadis")
    who.user.set_password("cukup-panjang-2026")
    who.user.save()
    client = Pages(letter).client(who)
    address = f"/naskah/langkah/{letter.run_id}/{letter.visit('5').number}/tanda/"
    typed = {"read": "on", "proof": "cukup-panjang-2026"}
    short: Any = client.post(address, typed)
    assert short.status_code == 400
    assert "NIK harus diisi" in words_of(short)
    done: Any = client.post(address, {**typed, "nik": esign.NIK, "passphrase": esign.PASSPHRASE})
    assert done.status_code == 302
    assert paper_of(letter, KIND).state == "signed"
