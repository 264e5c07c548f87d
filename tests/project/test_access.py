"""Every address, every kind of person, GET and POST: who comes in and who does not."""

import re
from collections.abc import Callable, Hashable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker
from tests.project.access_row import ANONYMOUS, EVERYONE, HERE, NOBODY, PEOPLE
from tests.project.access_rows import CHANGERS, ROWS, some_of_each
from tests.project.moments import NOW

from himpun.office.models import JournalRow, Person
from himpun.project import access, context, visitor
from himpun.project.visitor import person_asking
from himpun.runs.models import Draft, Event

# 405: an address that takes no such request from anybody, whatever is there.
REFUSED = {403, 404, 405}
ANSWERED = {200, 204, 302, 400, 405, 409, 415, 429}


def patterns(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The view names of all addresses."""
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            inner = (*spaces, part.namespace) if part.namespace else spaces
            yield from patterns(part, inner)
        else:
            assert isinstance(part, URLPattern)
            yield ":".join((*spaces, part.name or part.lookup_str))


TWINS = frozenset({"stand-in", "colleague", "operator", "other administrator", ANONYMOUS})
"""Those of whom a database is asked nothing that it is not asked of another as well."""
TRACES = (JournalRow, Event, Draft)
LEAVES_A_TRACE = re.compile(
    r"(INSERT INTO|UPDATE|DELETE FROM)\s+\W?"
    rf"({'|'.join(model._meta.db_table for model in TRACES)})\b"
)

NAMES = sorted(set(patterns(get_resolver())))


@pytest.fixture(scope="module")
def sessions(sampled: object, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """The sample with what it has none of, and everybody signed in: who → their cookie."""
    with django_db_blocker.unblock():
        some_of_each()
        cookies = {}
        with override_settings(HIMPUN_SAMPLE=True):
            for who, username in PEOPLE.items():
                client = Client()
                client.force_login(User.objects.get(username=username))
                cookies[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return cookies


@pytest.fixture
def people(
    sessions: dict[str, str], db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Client]]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    _what_is_the_same_for_every_page_is_made_once(monkeypatch)
    clients = {who: Client() for who in EVERYONE}
    for who, cookie in sessions.items():
        clients[who].cookies[settings.SESSION_COOKIE_NAME] = cookie
    with override_settings(HIMPUN_SAMPLE=True):
        yield clients


FRAME_OF = context.frame_of
_MADE: dict[Hashable, Any] = {}
"""What was made for one of them, by its name and the person's key. Nothing that a request writes
stays, so it holds for the next one; there is one scene in a process."""


def _once(name: str, make: Callable[..., Any]) -> Callable[..., Any]:
    def made(person: Person, *rest: object) -> Any:
        key = (name, person.pk)
        if key not in _MADE:
            _MADE[key] = make(person, *rest)
        return _MADE[key]

    return made


def _framed_once(request: HttpRequest) -> Any:
    person = person_asking(request) if hasattr(request, "user") else None
    key = ("frame", person.pk if person else None)
    if key not in _MADE:
        _MADE[key] = FRAME_OF(request)
    return _MADE[key]


def _what_is_the_same_for_every_page_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The head of the page (test_context.py looks at it), and what a visitor holds on the day,
    whom the gate then judges anew for each page."""
    monkeypatch.setattr(context, "frame_of", _framed_once)
    for name in ("titles_of", "roles_held_by"):
        monkeypatch.setattr(visitor, name, _once(name, getattr(visitor, name)))


# ---- the table is whole


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    assert set(NAMES) == set(access.table())


def test_every_address_is_asked_for_below() -> None:
    assert set(NAMES) == set(ROWS)


def test_a_page_in_no_table_is_closed_for_everybody(
    people: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    without = {name: rule for name, rule in access.table().items() if name != "runs:runs"}
    monkeypatch.setattr(access, "table", lambda: without)
    for name, client in people.items():
        assert client.get("/jalan/").status_code == 403, name


def test_the_same_name_in_two_tables_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "OWN", {"account_login": access.PUBLIC})
    with pytest.raises(ValueError, match="account_login"):
        access.table.__wrapped__()


# ---- every address, every person


def traces() -> tuple[int, ...]:
    """How much has been written that a refused person must not have caused."""
    return tuple(model.objects.count() for model in TRACES)


class Watch:
    """Notices a statement that would leave a trace: only then is it worth counting them."""

    def __init__(self) -> None:
        self.noticed = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.noticed = self.noticed or bool(LEAVES_A_TRACE.search(sql))
        return execute(sql, params, many, context)


def judged(client: Client, method: str, address: str) -> tuple[int, str, bool]:
    """Status, where it leads, and whether anything was written; it is undone afterwards."""
    watch = Watch()
    with transaction.atomic():
        with connection.execute_wrapper(watch):
            answer = getattr(client, method)(address)
            if answer.streaming:  # read to its end, so that its file is closed
                b"".join(answer.streaming_content)
        after = traces() if watch.noticed else ()
        transaction.set_rollback(True)
    wrote = watch.noticed and traces() != after
    return answer.status_code, answer.headers.get("Location", ""), wrote


@pytest.mark.parametrize(
    "crowd",
    [
        pytest.param(EVERYONE - TWINS, id="of each kind"),
        pytest.param(TWINS, id="their twins", marks=pytest.mark.once),
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_who_comes_in_and_who_does_not(
    name: str, crowd: frozenset[str], people: dict[str, Client]
) -> None:
    row = ROWS[name]
    address = reverse(name, kwargs=row.args())
    for method, allowed in (("get", row.see), ("post", row.may_ask)):
        # Where only twins may, they come with everybody else.
        for who in sorted(crowd | (allowed if allowed <= TWINS else NOBODY)):
            status, leads_to, wrote = judged(people[who], method, address)
            case = (method, address, who, status, leads_to)
            signs_in = status == 302 and leads_to.startswith("/akun/login/")
            if who in allowed:
                assert status in ANSWERED, case
                assert not signs_in or access.table()[name] == access.PUBLIC, case
                assert not wrote or who in CHANGERS.get(name, allowed), case
            else:
                refused = status in REFUSED or (who == ANONYMOUS and signs_in)
                assert refused, case
                assert not wrote, case
            assert method == "post" or not wrote, case


def test_another_agency_s_pages_do_not_say_that_they_exist(people: dict[str, Client]) -> None:
    """What is there and what is not answers alike, so that numbers cannot be tried out."""
    for name, row in ROWS.items():
        args = row.args()
        if {"run", "agency"} & args.keys() and "other" not in row.see:
            there = people["other"].get(reverse(name, kwargs=args)).status_code
            missing = {
                key: (value + 1_000_000 if isinstance(value, int) else value)
                for key, value in args.items()
            }
            if missing.get("agency") == HERE:
                missing["agency"] = "tidak-ada"
            absent = people["other"].get(reverse(name, kwargs=missing)).status_code
            assert there == absent, (name, there, absent)


def test_who_signs_in_comes_back_to_what_was_asked_for(people: dict[str, Client]) -> None:
    answer = people[ANONYMOUS].get("/jalan/?cari=dishub")
    assert answer.headers["Location"] == "/akun/login/?next=/jalan/%3Fcari%3Ddishub"


@pytest.mark.parametrize("number", [2**31, 2**39, 2**63, 10**25])
def test_a_number_that_no_row_has_is_not_there(number: int, people: dict[str, Client]) -> None:
    for address in (
        f"/jalan/{number}/langkah/1/berkas/1/", f"/jalan/1/langkah/{number}/berkas/1/",
        f"/kinerja/jalan/{number}/formulir/x/", f"/kinerja/nilai/{number}/",
    ):  # fmt: skip
        assert people["holder"].get(address).status_code == 404, address


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(people: dict[str, Client]) -> None:
    answer = people[ANONYMOUS].get("/jalan/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/akun/login/"


def test_the_refusal_is_a_page_in_indonesian(people: dict[str, Client]) -> None:
    answer = people["holder"].get("/instansi/")
    assert answer.status_code == 403
    assert "di luar wewenang Anda" in answer.content.decode()
    assert not re.search(r"Forbidden|Error", answer.content.decode())
