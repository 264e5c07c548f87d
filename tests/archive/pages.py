"""Asking for the archive's pages, and sending their forms."""

from typing import Any

from django.test import Client
from django.urls import reverse

from himpun.office.models import Person


def as_(who: Person) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"archive:{name}", args=args)


def page(who: Person, address: str, status: int = 200) -> str:
    answer = as_(who).get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def send(who: Person, address: str, status: int = 302, /, **said: Any) -> str:
    answer = as_(who).post(address, said)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def saved(who: Person, address: str) -> bytes:
    answer: Any = as_(who).get(address)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    content: bytes = b"".join(answer)
    return content
