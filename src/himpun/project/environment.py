"""The environment variables an installation is set up with: what there is, typed, or refused.

Nothing else configures Himpun. `VARIABLES` is also what the generated reference prints, so it
speaks the operator's language.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from environ import Env

PACKAGE: Final = Path(__file__).resolve().parent.parent
# Beside the package in a checkout, inside it once it is installed.
DEFINITIONS: Final = (PACKAGE.parent.parent / "sops", PACKAGE / "definitions")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1", "[::1]")


class Refused(Exception):
    """A variable has a value that Himpun cannot start with; the text says which, and what helps."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, the value when it is absent, and what it decides."""

    name: str
    default: str
    meaning: str


VARIABLES: Final = (
    Variable(
        "HIMPUN_URL",
        "http://127.0.0.1:8000",
        "Alamat Himpun seperti yang diketik pengguna. Dengan https, kuki dan pengalihan dikunci.",
    ),
    Variable("HIMPUN_HOSTS", "", "Nama host lain yang juga dijawab, dipisahkan koma."),
    Variable(
        "HIMPUN_SECRET_KEY",
        "",
        "Kunci rahasia, minimal 50 karakter. Bila kosong, dibuat sekali dan disimpan di "
        "HIMPUN_VAR/secret-key. Wajib diisi bila Himpun berjalan di lebih dari satu mesin.",
    ),
    Variable(
        "HIMPUN_SIGNING_SECRET",
        "",
        "Rahasia yang menyandikan kunci tanda tangan, minimal 50 karakter. Bila kosong, dipakai "
        "HIMPUN_SECRET_KEY. Setelah diganti, kunci yang sudah dibuat tidak dapat dibuka lagi.",
    ),
    Variable(
        "HIMPUN_TSA_URL",
        "",
        "Alamat layanan stempel waktu (RFC 3161). Bila diisi, tanda tangan dibubuhkan sebagai "
        "PAdES B-LTA.",
    ),
    Variable("HIMPUN_TSA_USER", "", "Nama pengguna pada layanan stempel waktu, bila diminta."),
    Variable("HIMPUN_TSA_PASSWORD", "", "Kata sandi pada layanan stempel waktu, bila diminta."),
    Variable(
        "HIMPUN_TSA_CERTIFICATES",
        "",
        "Berkas PEM berisi sertifikat induk layanan stempel waktu. Wajib bersama HIMPUN_TSA_URL.",
    ),
    Variable(
        "HIMPUN_BSRE_URL",
        "",
        "Alamat Esign Client Service BSrE milik instansi, misalnya https://esign.instansi.go.id. "
        "Bila diisi, naskah dapat ditandatangani dengan sertifikat BSrE.",
    ),
    Variable("HIMPUN_BSRE_USER", "", "Nama pengguna pada Esign Client Service."),
    Variable("HIMPUN_BSRE_PASSWORD", "", "Kata sandi pada Esign Client Service."),
    Variable(
        "HIMPUN_BSRE_CERTIFICATES",
        "",
        "Berkas PEM berisi sertifikat induk BSrE. Wajib bersama HIMPUN_BSRE_URL: jawaban yang "
        "tidak terbukti dari BSrE ditolak.",
    ),
    Variable("HIMPUN_VAR", "var", "Folder untuk basis data, unggahan, dan berkas statis."),
    Variable(
        "HIMPUN_SOPS",
        "",
        "Folder definisi SOP, berisi <kode>/sop.toml. Bila kosong, dipakai yang ikut dengan "
        "Himpun.",
    ),
    Variable(
        "DATABASE_URL",
        "",
        "Basis data PostgreSQL 15 atau lebih baru, postgresql://pengguna:sandi@mesin:5432/nama. "
        "Bila kosong, dipakai SQLite di HIMPUN_VAR/himpun.sqlite3.",
    ),
    Variable("HIMPUN_DATABASE_POOL", "8", "Sambungan PostgreSQL paling banyak per proses."),
    Variable("HIMPUN_TIME_ZONE", "Asia/Jakarta", "Zona waktu halaman: WIB, WITA, atau WIT."),
    Variable("HIMPUN_SESSION_HOURS", "10", "Lama sesi masuk tanpa kegiatan, dalam jam."),
    Variable("HIMPUN_UPLOAD_MB", "20", "Ukuran unggahan paling besar, dalam megabita."),
    Variable(
        "HIMPUN_BEHIND_PROXY",
        "tidak",
        "ya bila Himpun hanya dapat dicapai lewat proksi yang mengisi X-Forwarded-Proto dan "
        "X-Forwarded-For sendiri.",
    ),
    Variable(
        "HIMPUN_SMTP_URL",
        "",
        "Server surel untuk mengirim naskah kepada pihak luar: smtps://pengguna:sandi@mesin:465 "
        "(TLS sejak awal) atau smtp://pengguna:sandi@mesin:587 (STARTTLS wajib). Tambahkan "
        "?tls=tidak hanya untuk server di jaringan sendiri. Bila kosong, surel tidak dikirim.",
    ),
    Variable("HIMPUN_MAIL_FROM", "", "Alamat pengirim surel; wajib bila HIMPUN_SMTP_URL diisi."),
    Variable("HIMPUN_LOG_FORMAT", "text", "Bentuk catatan kejadian: text atau json."),
    Variable("HIMPUN_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING, atau ERROR."),
    Variable("HIMPUN_SAMPLE", "tidak", "ya untuk contoh lima instansi. Jangan untuk data nyata."),
    Variable("HIMPUN_DEBUG", "tidak", "ya hanya untuk pengembang."),
)


@dataclass(frozen=True, slots=True)
class Service:
    """A service outside that signs or stamps: where it is, how to sign in, and the certificates
    (PEM) that its answers must descend from."""

    url: str
    user: str
    password: str
    certificates: bytes


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. ``tls``: "whole" from the first byte, "start" by STARTTLS, "none"."""

    host: str
    port: int
    user: str
    password: str
    tls: str


@dataclass(frozen=True, slots=True)
class Environment:
    """What `read` found, checked. Sizes in bytes, durations in seconds."""

    url: SplitResult
    hosts: tuple[str, ...]
    secret_key: str
    signing_secret: str
    time_stamps: Service | None
    bsre: Service | None
    var: Path
    sops: Path
    database: Mapping[str, object]
    database_pool: int
    time_zone: str
    session_seconds: int
    upload_bytes: int
    behind_proxy: bool
    smtp: Smtp | None
    mail_from: str
    log_format: str
    log_level: str
    sample: bool
    debug: bool

    @property
    def https(self) -> bool:
        return self.url.scheme == "https"

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """The host of `url`, under each name it has on its own machine, and the further `hosts`."""
        name = str(self.url.hostname)
        return (*(LOOPBACK if name in LOOPBACK else (name,)), *self.hosts)

    @property
    def on_postgresql(self) -> bool:
        return bool(self.database)


def read(given: Mapping[str, str]) -> Environment:
    """The installation that `given` describes. Raises `Refused` on the first value that is wrong.

    Writes one thing: the secret key, when none is given and none was made before.
    """
    known = {variable.name for variable in VARIABLES}
    for name in given:
        if name.startswith("HIMPUN_") and name not in known:
            raise Refused(f"{name} tidak dikenal. Yang dikenal: {', '.join(sorted(known))}.")
    text = {v.name: given.get(v.name, "").strip() or v.default for v in VARIABLES}
    url = _url(text["HIMPUN_URL"])
    var = Path(text["HIMPUN_VAR"]).expanduser().resolve()
    return Environment(
        url=url,
        hosts=_names(text["HIMPUN_HOSTS"]),
        secret_key=_secret_key(text["HIMPUN_SECRET_KEY"], var),
        signing_secret=_secret("HIMPUN_SIGNING_SECRET", text["HIMPUN_SIGNING_SECRET"]),
        time_stamps=_service(text, "HIMPUN_TSA"),
        bsre=_service(text, "HIMPUN_BSRE"),
        var=var,
        sops=_definitions(text["HIMPUN_SOPS"]),
        database=_database(text["DATABASE_URL"]),
        database_pool=_number(text, "HIMPUN_DATABASE_POOL", 1, 100),
        time_zone=_time_zone(text["HIMPUN_TIME_ZONE"]),
        session_seconds=_number(text, "HIMPUN_SESSION_HOURS", 1, 24 * 14) * 3600,
        upload_bytes=_number(text, "HIMPUN_UPLOAD_MB", 1, 500) * 1024 * 1024,
        behind_proxy=_yes(text, "HIMPUN_BEHIND_PROXY"),
        smtp=_smtp(text["HIMPUN_SMTP_URL"]),
        mail_from=_mail_from(text),
        log_format=_one_of(text, "HIMPUN_LOG_FORMAT", "text", "json", fold=str.lower),
        log_level=_one_of(
            text, "HIMPUN_LOG_LEVEL", "DEBUG", "INFO", "WARNING", "ERROR", fold=str.upper
        ),
        sample=_yes(text, "HIMPUN_SAMPLE"),
        debug=_yes(text, "HIMPUN_DEBUG"),
    )


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if "*" in names:
        raise Refused("HIMPUN_HOSTS tidak boleh *. Tulis nama hostnya satu per satu.")
    return names


def _url(text: str) -> SplitResult:
    url = urlsplit(text)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path.strip("/"):
        raise Refused(
            f"HIMPUN_URL={text} bukan alamat. Contoh: https://himpun.balangankab.go.id (tanpa "
            "garis miring dan jalur sesudahnya)."
        )
    return url


def _smtp(text: str) -> Smtp | None:
    if not text:
        return None
    try:
        url = urlsplit(text)
        tls = {"smtps": "whole", "smtp": "start"}[url.scheme]
        tls = {"": tls, "tls=tidak": "none"}[url.query]
        port = url.port or {"whole": 465, "start": 587, "none": 25}[tls]
    except (KeyError, ValueError):
        tls, port, url = "", 0, urlsplit("")
    if not url.hostname or url.path.strip("/"):
        # The text may hold a password, so it is not repeated here.
        raise Refused(
            "HIMPUN_SMTP_URL bukan alamat server surel. Contoh: "
            "smtps://pengguna:sandi@surel.go.id:465"
        )
    return Smtp(url.hostname, port, unquote(url.username or ""), unquote(url.password or ""), tls)


def _mail_from(text: Mapping[str, str]) -> str:
    given = text["HIMPUN_MAIL_FROM"]
    if not text["HIMPUN_SMTP_URL"] and not given:
        return ""
    name, at, host = given.partition("@")
    if not (name and at and host) or not given.isascii() or set(given) & set(' <>,;:"\r\n'):
        raise Refused(f"HIMPUN_MAIL_FROM={given} bukan alamat surel. Contoh: himpun@kab.go.id.")
    return given


def _database(text: str) -> Mapping[str, object]:
    if not text:
        return {}
    if urlsplit(text).scheme not in {"postgres", "postgresql"}:
        raise Refused(
            "DATABASE_URL harus diawali postgresql://. Kosongkan untuk memakai SQLite bawaan."
        )
    found: Mapping[str, object] = Env.db_url_config(text)
    if not found["NAME"]:
        raise Refused("DATABASE_URL tidak menyebut nama basis data, misalnya .../himpun.")
    return found


def _definitions(text: str) -> Path:
    if not text:
        return next((path for path in DEFINITIONS if path.is_dir()), DEFINITIONS[-1])
    folder = Path(text).expanduser().resolve()
    if not folder.is_dir():
        raise Refused(f"HIMPUN_SOPS={text} bukan folder.")
    return folder


def _number(text: Mapping[str, str], name: str, least: int, most: int) -> int:
    value = text[name]
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise Refused(f"{name}={value} harus bilangan bulat dari {least} sampai {most}.")
    return int(value)


def _yes(text: Mapping[str, str], name: str) -> bool:
    value = text[name].lower()
    if value in {"ya", "yes", "true", "1"}:
        return True
    if value in {"tidak", "no", "false", "0"}:
        return False
    raise Refused(f"{name}={text[name]} harus ya atau tidak.")


def _one_of(text: Mapping[str, str], name: str, *choices: str, fold: Callable[[str], str]) -> str:
    value = fold(text[name])
    if value not in choices:
        raise Refused(f"{name}={text[name]} harus salah satu dari {', '.join(choices)}.")
    return value


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(
            f"HIMPUN_TIME_ZONE={text} tidak dikenal. Pakai Asia/Jakarta (WIB), Asia/Makassar "
            "(WITA), atau Asia/Jayapura (WIT)."
        ) from None
    return text


def _service(text: Mapping[str, str], name: str) -> Service | None:
    url, user, password, path = (
        text[f"{name}_{part}"] for part in ("URL", "USER", "PASSWORD", "CERTIFICATES")
    )
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(f"{name}_URL={url} bukan alamat. Contoh: https://esign.balangankab.go.id")
    if not path:
        raise Refused(f"{name}_CERTIFICATES wajib diisi bersama {name}_URL.")
    try:
        certificates = Path(path).expanduser().read_bytes()
    except OSError as error:
        raise Refused(
            f"{name}_CERTIFICATES={path} tidak dapat dibaca ({error.strerror})."
        ) from error
    if b"-----BEGIN CERTIFICATE-----" not in certificates:
        raise Refused(f"{name}_CERTIFICATES={path} tidak berisi sertifikat PEM.")
    return Service(url.rstrip("/"), user, password, certificates)


def _secret(name: str, text: str) -> str:
    if text and len(text) < 50:
        raise Refused(f"{name} terlalu pendek. Pakai 50 karakter acak atau lebih.")
    return text


def _secret_key(text: str, var: Path) -> str:
    if text:
        return _secret("HIMPUN_SECRET_KEY", text)
    kept = var / "secret-key"
    if not kept.exists():
        _keep_once(kept, secrets.token_urlsafe(64))
    return kept.read_text(encoding="ascii")


def _keep_once(path: Path, text: str) -> None:
    """Writes `text` unless another process was first; a reader never sees half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    except OSError as error:
        raise Refused(
            f"Folder {path.parent} tidak dapat ditulisi ({error.strerror}). Beri hak tulis, atau "
            "isi HIMPUN_VAR dengan folder lain."
        ) from error
