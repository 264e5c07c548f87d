"""The page of keys: the authority's fingerprint, each key, withdrawing and renewing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.letters.keys import key_of
from tests.runs.pages import Pages
from tests.runs.scene import Scene

from himpun.letters.models import Authority, SigningKey
from himpun.letters.queries.keys import in_groups
from himpun.letters.signing.authority import from_pem

HOME = "/naskah/pesisir-selatan-dishub/kunci/"


def test_whoever_sees_the_agency_reads_fingerprint_and_keys(scene: Scene, pages: Pages) -> None:
    key = key_of(scene)
    for who in (scene.person("kasubag"), scene.reader()):
        said = pages.text(who, HOME)
        assert in_groups(Authority.objects.get().fingerprint) in said
        assert key.serial in said
        assert "Cabut" not in said


def test_before_the_first_signature_it_says_when_the_authority_is_made(
    scene: Scene, pages: Pages
) -> None:
    assert "Otoritas belum dibuat" in pages.text(scene.person("admin"), HOME)
    assert pages.client(scene.person("admin")).get(f"{HOME}otoritas.pem").status_code == 404


def test_the_certificate_to_download_is_the_authority_s(scene: Scene, pages: Pages) -> None:
    key_of(scene)
    answer = pages.client(scene.person("kasubag")).get(f"{HOME}otoritas.pem")
    assert from_pem(answer.content) == (bytes(Authority.objects.get().certificate),)


def test_the_administrator_withdraws_a_key_and_gives_a_new_one(scene: Scene, pages: Pages) -> None:
    key, admin = key_of(scene), pages.client(scene.person("admin"))
    revoke = f"{HOME}{key.serial}/cabut/"
    assert admin.post(revoke, {"why": " "}).status_code == 400
    assert admin.post(revoke, {"why": "Akun dipakai orang lain"}).status_code == 302
    said = pages.text(scene.person("admin"), HOME)
    assert "Dicabut" in said
    assert "Akun dipakai orang lain" in said
    assert admin.post(f"{HOME}{key.serial}/baru/").status_code == 302
    assert SigningKey.objects.filter(closed_at=None).get() != key


def test_a_person_withdraws_their_own_key_and_cannot_renew_it(scene: Scene, pages: Pages) -> None:
    key, own = key_of(scene), pages.client(scene.person("sekretaris"))
    assert own.post(f"{HOME}{key.serial}/cabut/", {"why": "Ponsel hilang"}).status_code == 302
    assert own.post(f"{HOME}{key.serial}/baru/").status_code == 403


def test_a_colleague_is_refused_and_an_outsider_finds_nothing(scene: Scene, pages: Pages) -> None:
    key = key_of(scene)
    revoke = f"{HOME}{key.serial}/cabut/"
    assert pages.client(scene.person("kasubag")).post(revoke, {"why": "x"}).status_code == 403
    assert pages.client(scene.outsider()).get(HOME).status_code == 404
    assert pages.client(scene.person("admin")).get(f"{HOME}00ff/cabut/").status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None


def test_the_command_line_tells_fingerprint_and_certificate(scene: Scene) -> None:
    with pytest.raises(CommandError, match="no authority yet"):
        call_command("signing_authority")
    key_of(scene)
    out, pem = StringIO(), StringIO()
    call_command("signing_authority", stdout=out)
    call_command("signing_authority", "--pem", stdout=pem)
    row = Authority.objects.get()
    assert in_groups(row.fingerprint) in out.getvalue()
    assert from_pem(pem.getvalue().encode()) == (bytes(row.certificate),)
