"""How people sign in: with an account that an administrator made, never one of their own making."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import resolve_url

SAMPLE_GROUP = "contoh"
"""The accounts of the sample agencies. Their password is printed by `himpun sample`."""

TOO_OFTEN = "Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."

WRONG_CODE = "Kode atau kunci keamanan itu tidak diterima. Coba sekali lagi."


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's behaviour, with the sign-up page closed, and its refusals as an official writes."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Akun ini sedang dinonaktifkan.",
        "enter_current_password": "Kata sandi yang sekarang tidak benar.",  # nosec B105
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "Kata sandi tidak benar.",
        "invalid_login": "Nama pengguna itu tidak dapat dibaca.",
        "rate_limited": TOO_OFTEN,
        "too_many_login_attempts": "Terlalu banyak percobaan masuk yang gagal. Tunggu lima belas "
        "menit, lalu coba lagi.",
        "username_password_mismatch": "Nama pengguna atau kata sandi tidak benar.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002
        """Wrong passwords are counted for the account, under whatever host name they are sent."""
        return str(credentials.get("username", "")).lower()

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The account that these credentials open here and now.

        allauth also lets in an account that its backend refused, to tell its owner that it was
        closed; a sample account is not even told.
        """
        user: User | None = super().authenticate(request, **credentials)
        return None if user is None or out_of_place(user) else user

    def clean_password(self, password: str, user: User | None = None) -> str:
        """A password that is good enough, and not the one that the account has already: else a
        password given by an administrator could be kept by "changing" it."""
        if user is not None and user.check_password(password):
            raise ValidationError("Kata sandi baru harus berbeda dari yang sekarang.")
        cleaned: str = super().clean_password(password, user)
        return cleaned

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """To where the visitor begins; the message there says that it was changed."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second step of signing in, with our words for its refusals."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Verifikasi dua langkah tidak dapat dimatikan.",
        "cannot_generate_recovery_codes": "Aktifkan aplikasi autentikator atau kunci keamanan "
        "lebih dahulu; sesudah itu kode pemulihan dapat dibuat.",
        "incorrect_code": WRONG_CODE,
    }


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in by user name. Sample accounts exist in sample mode only: outside it they
    neither sign in, whatever their password, nor keep a session that they have."""

    def user_can_authenticate(self, user: User | None) -> bool:
        """Whether an account is open, here and now."""
        return user is not None and super().user_can_authenticate(user) and not out_of_place(user)

    def get_user(self, user_id: int) -> User | None:
        """The account of a session (one query)."""
        found = User.objects.filter(pk=user_id, is_active=True)
        if not settings.HIMPUN_SAMPLE:
            found = found.exclude(groups__name=SAMPLE_GROUP)
        return found.first()


def out_of_place(user: User) -> bool:
    """Whether an account belongs to the sample, and this is not sample mode."""
    return not settings.HIMPUN_SAMPLE and user.groups.filter(name=SAMPLE_GROUP).exists()


def mark_as_sample(users: Iterable[int]) -> None:
    """Bind accounts (their keys) to sample mode, for ever."""
    group, _ = Group.objects.get_or_create(name=SAMPLE_GROUP)
    group.user_set.add(*users)


def sample_accounts_exist() -> bool:
    """Whether this database was loaded with the sample agencies."""
    return Group.objects.filter(name=SAMPLE_GROUP).exists()


def sample_accounts() -> QuerySet[User]:
    """The accounts that are bound to sample mode."""
    return User.objects.filter(groups__name=SAMPLE_GROUP)
