"""Asking for the office's pages, and sending their forms."""

from typing import Any

from django.test import Client
from django.urls import reverse

from himpun.office.models import (
    Person,
)


def as_(who: Person) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"office:{name}", args=args)


def send(by: Person, address: str, status: int = 302, /, **said: Any) -> str:
    answer = as_(by).post(address, said)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()
