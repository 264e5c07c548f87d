"""What an installation may be set up with, and what it is refused with."""

from pathlib import Path

import pytest

from himpun.project.environment import VARIABLES, Environment, Refused, Smtp, read

KEY = "k" * 50


def read_with(tmp_path: Path, **given: str) -> Environment:
    return read({"HIMPUN_VAR": str(tmp_path), "HIMPUN_SECRET_KEY": KEY, **given})


def test_it_starts_with_nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read({})
    assert found.var == tmp_path / "var"
    assert not found.on_postgresql
    assert not found.debug
    assert not found.sample


def test_it_makes_one_secret_key_and_keeps_it_from_others(tmp_path: Path) -> None:
    first = read({"HIMPUN_VAR": str(tmp_path)})
    second = read({"HIMPUN_VAR": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("HIMPUN_URL", "himpun.go.id", "bukan alamat"),
        ("HIMPUN_URL", "https://himpun.go.id/kinerja", "bukan alamat"),
        ("HIMPUN_HOSTS", "*", "satu per satu"),
        ("HIMPUN_SECRET_KEY", "short", "terlalu pendek"),
        ("HIMPUN_SIGNING_SECRET", "short", "HIMPUN_SIGNING_SECRET terlalu pendek"),
        ("HIMPUN_TSA_URL", "tsa.go.id", "bukan alamat"),
        ("HIMPUN_TSA_URL", "http://tsa.go.id", "HIMPUN_TSA_CERTIFICATES wajib diisi"),
        ("HIMPUN_BSRE_URL", "https://esign.go.id", "HIMPUN_BSRE_CERTIFICATES wajib diisi"),
        ("DATABASE_URL", "mysql://u@h/himpun", "postgresql://"),
        ("DATABASE_URL", "postgresql://u@h/", "tidak menyebut nama"),
        ("HIMPUN_DATABASE_POOL", "0", "dari 1 sampai 100"),
        ("HIMPUN_UPLOAD_MB", "-1", "bilangan bulat"),
        ("HIMPUN_SESSION_HOURS", "1.5", "bilangan bulat"),
        ("HIMPUN_TIME_ZONE", "WIB", "Asia/Jakarta (WIB)"),
        ("HIMPUN_TIME_ZONE", "../etc/passwd", "tidak dikenal"),
        ("HIMPUN_LOG_FORMAT", "xml", "salah satu dari text, json"),
        ("HIMPUN_DEBUG", "maybe", "ya atau tidak"),
        ("HIMPUN_SMTP_URL", "surel.go.id:465", "bukan alamat server surel"),
        ("HIMPUN_SMTP_URL", "http://surel.go.id", "bukan alamat server surel"),
        ("HIMPUN_SMTP_URL", "smtp://surel.go.id?tls=apa", "bukan alamat server surel"),
        ("HIMPUN_SMTP_URL", "smtp://surel.go.id:sandi", "bukan alamat server surel"),
        ("HIMPUN_MAIL_FROM", "himpun", "bukan alamat surel"),
        ("HIMPUN_MAIL_FROM", "himpun@go.id\nBcc: x@go.id", "bukan alamat surel"),
    ],
)
def test_it_refuses_a_wrong_value_and_says_what_helps(
    tmp_path: Path, name: str, value: str, hint: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_with(tmp_path, **{name: value})
    assert name in str(refused.value)
    assert hint in str(refused.value)


def test_it_refuses_a_misspelt_variable(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="HIMPUN_DEBUGG tidak dikenal"):
        read_with(tmp_path, HIMPUN_DEBUGG="ya")


def test_it_refuses_a_folder_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="HIMPUN_VAR"):
        read({"HIMPUN_VAR": str(tmp_path / "file" / "var")})


def test_it_reads_a_server_on_a_socket(tmp_path: Path) -> None:
    found = read_with(tmp_path, DATABASE_URL="postgresql://himpun@/himpun?host=/run/postgresql")
    assert found.database["OPTIONS"] == {"host": "/run/postgresql"}
    assert found.on_postgresql


def test_it_answers_the_machine_s_own_names_only_when_it_is_local(tmp_path: Path) -> None:
    assert "localhost" in read_with(tmp_path).all_hosts
    public = read_with(tmp_path, HIMPUN_URL="https://himpun.go.id", HIMPUN_HOSTS="kinerja.go.id")
    assert public.all_hosts == ("himpun.go.id", "kinerja.go.id")
    assert public.https


def test_it_explains_every_variable_once() -> None:
    names = [variable.name for variable in VARIABLES]
    assert len(names) == len(set(names))
    assert all(variable.meaning.endswith(".") for variable in VARIABLES)


def test_the_definitions_are_those_it_comes_with_unless_a_folder_is_named(tmp_path: Path) -> None:
    assert (read_with(tmp_path).sops / "pesisir-selatan-dishub" / "sop.toml").is_file()
    assert read_with(tmp_path, HIMPUN_SOPS=str(tmp_path)).sops == tmp_path
    with pytest.raises(Refused, match="bukan folder"):
        read_with(tmp_path, HIMPUN_SOPS=str(tmp_path / "none"))


def test_a_service_outside_is_told_with_the_certificates_it_is_believed_by(tmp_path: Path) -> None:
    file = tmp_path / "induk.pem"
    given = {"HIMPUN_BSRE_URL": "https://esign.go.id/", "HIMPUN_BSRE_CERTIFICATES": str(file)}
    with pytest.raises(Refused, match="tidak dapat dibaca"):
        read_with(tmp_path, **given)
    file.write_text("sertifikat")
    with pytest.raises(Refused, match="tidak berisi sertifikat PEM"):
        read_with(tmp_path, **given)
    file.write_text("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n")
    found = read_with(tmp_path, **given).bsre
    assert found is not None
    assert (found.url, found.user, found.certificates) == (
        "https://esign.go.id",
        "",
        file.read_bytes(),
    )
    assert read_with(tmp_path).time_stamps is None


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://surel.go.id", Smtp("surel.go.id", 465, "", "", "whole")),
        ("smtp://a%40b:s%2Fs@surel.go.id", Smtp("surel.go.id", 587, "a@b", "s/s", "start")),
        ("smtp://10.0.0.5:2525?tls=tidak", Smtp("10.0.0.5", 2525, "", "", "none")),
    ],
)
def test_a_mail_server_is_read_from_its_address(tmp_path: Path, url: str, server: Smtp) -> None:
    found = read_with(tmp_path, HIMPUN_SMTP_URL=url, HIMPUN_MAIL_FROM="himpun@go.id")
    assert (found.smtp, found.mail_from) == (server, "himpun@go.id")


def test_a_mail_server_needs_a_sender(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="HIMPUN_MAIL_FROM"):
        read_with(tmp_path, HIMPUN_SMTP_URL="smtps://surel.go.id")


def test_the_refusal_of_a_mail_server_does_not_tell_its_password(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_with(tmp_path, HIMPUN_SMTP_URL="smpt://himpun:rahasia@surel.go.id")
    assert "rahasia" not in str(refused.value)
