"""How any app's page is asked for and answered, apart from what the page is about."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.office.scene import NOW, TODAY, Scene

from himpun.office import asking
from himpun.office.asking import Asked, AskedHere, FormPage, answer
from himpun.office.models import Person
from himpun.office.rules import Refused

pytestmark = pytest.mark.usefixtures("frozen_clock")

signed_in = asking.asked("office", Asked)
seen_by = asking.asked_here("office", AskedHere)


def request(who: Person | None, sent: dict[str, str] | None = None, **asked: str) -> HttpRequest:
    """A request by somebody; sent where there is something to send."""
    made = RequestFactory().get("/", asked) if sent is None else RequestFactory().post("/", sent)
    made.user = who.user if who else AnonymousUser()
    made.session = SessionStore()
    MessageMiddleware(lambda _: HttpResponse()).process_request(made)
    return made


def ask_of(who: Person, sent: dict[str, str] | None = None, **asked: str) -> Asked:
    return Asked(request(who, sent, **asked), who, NOW, TODAY, "office")


@signed_in
def mine(ask: Asked, word: str) -> HttpResponse:
    """Who asks, on which day."""
    return HttpResponse(f"{word} {ask.person.name} {ask.on}")


@seen_by
def here(ask: AskedHere) -> HttpResponse:
    """Which agency, on which day there, by which clock."""
    return HttpResponse(
        f"{ask.agency.code} {ask.on} {timezone.get_current_timezone_name()} {ask.url('people')}"
    )


def test_a_page_knows_who_asks_and_the_day_at_their_agency(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wanted = request(scene.kabid)
    assert wanted.user.pk
    with django_assert_num_queries(1):
        page = mine(wanted, word="Halo")
    assert isinstance(page, HttpResponse)
    assert page.content.decode() == "Halo Kepala Bidang Jalan 2026-03-02"
    assert (mine.__name__, mine.__doc__) == ("mine", "Who asks, on which day.")


def test_whoever_is_not_signed_in_is_sent_to_the_door_and_nobody_s_account_away(
    scene: Scene,
) -> None:
    for page in (mine, here):
        door = page(request(None), "dishub")
        assert (door.status_code, "next=/" in door["Location"]) == (302, True)
        nobodys = request(scene.kabid)
        nobodys.user = User.objects.get_or_create(username="siapa")[0]
        with pytest.raises(PermissionDenied):
            page(nobodys, "dishub")


def test_an_agency_s_page_is_for_whoever_sees_it(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for who in (scene.kabid, scene.colleague):
        wanted = request(who)
        with django_assert_num_queries(2):
            page = here(wanted, agency="dishub")
        assert page.content.decode() == "dishub 2026-03-02 WIB /kantor/dishub/orang/"
    with pytest.raises(Http404):
        here(request(scene.outsider), agency="dishub")
    with pytest.raises(Http404):
        here(request(scene.kabid), agency="tidak-ada")


def test_days_are_those_of_the_agency_that_is_asked_about(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_midnight = NOW.replace(hour=16, minute=30)
    monkeypatch.setattr("django.utils.timezone.now", lambda: before_midnight)
    page = here(request(scene.outsider), agency="dpupr").content.decode()
    assert page == "dpupr 2026-03-03 WITA /kantor/dpupr/orang/"
    at_home = mine(request(scene.kabid), "")
    assert isinstance(at_home, HttpResponse)
    assert at_home.content.decode().endswith("2026-03-02")


def test_a_page_may_ask_for_more_than_to_see_the_agency(scene: Scene) -> None:
    def why_not(ask: AskedHere) -> str | None:
        return None if ask.person == scene.admin else f"Bukan untuk {ask.person.name}."

    @asking.asked_here("office", AskedHere, why_not)
    def kept(ask: AskedHere, code: str) -> HttpResponse:
        return HttpResponse(code)

    assert kept(request(scene.admin), agency="dishub", code="x").content == b"x"
    with pytest.raises(PermissionDenied, match=r"Bukan untuk Kepala Bidang Jalan\."):
        kept(request(scene.kabid), agency="dishub", code="x")
    with pytest.raises(Http404):
        kept(request(scene.outsider), agency="dishub", code="x")


def test_parts_of_an_address_are_cut_and_numbers_are_numbers(scene: Scene) -> None:
    ask = ask_of(scene.kabid, cari=" a\0b " + "c" * 300, no="12", huruf="1x", pangkat="²")
    assert ask.text("cari") == "ab " + "c" * 197
    assert (ask.number("no"), ask.number("no", 1)) == (12, 1)
    assert [ask.number(name) for name in ("huruf", "pangkat", "tidak-ada")] == [None] * 3
    assert (ask.posted, ask.sent("cari")) == (None, "")
    assert ask.by == {"by": scene.kabid, "now": NOW}


def test_fields_are_read_from_what_was_sent(scene: Scene) -> None:
    ask = ask_of(scene.kabid, {"alasan": " sakit\0 " + "x" * 6_000})
    assert ask.sent("alasan", 5) == "sakit"
    assert len(ask.sent("alasan")) == 5_000
    assert ask.posted is ask.request.POST
    assert ask.text("alasan") == ""


def test_the_tab_where_one_is_is_marked(scene: Scene) -> None:
    ask = AskedHere(request(scene.kabid), scene.kabid, NOW, TODAY, "office", scene.agency)
    assert ask.tabs((("Orang", "people"), ("Peran", "roles")), "roles") == [
        ("Orang", "/kantor/dishub/orang/", False, None),
        ("Peran", "/kantor/dishub/peran/", True, None),
    ]


class DayForm(forms.Form):
    on = forms.DateField()


def done_with(ask: Asked, refusal: str = "") -> tuple[HttpResponse | None, int, DayForm, list[Any]]:
    """What comes of a form, the form, and what was done."""
    form, made = DayForm(ask.posted), []

    def do(said: dict[str, Any]) -> None:
        if refusal:
            raise Refused(refusal)
        made.append(said["on"])

    answered, status = answer(ask, form, do, to="/sesudah/", done="Tersimpan.")
    return answered, status, form, made


def test_a_form_is_shown_complained_about_refused_or_done(scene: Scene) -> None:
    answered, status, _, made = done_with(ask_of(scene.kabid))
    assert (answered, status, made) == (None, 200, [])

    answered, status, form, made = done_with(ask_of(scene.kabid, {"on": "besok"}))
    assert (answered, status, made, list(form.errors)) == (None, 400, [], ["on"])

    sent = ask_of(scene.kabid, {"on": "2026-03-04"})
    answered, status, form, made = done_with(sent, "Hari itu libur.")
    assert (answered, status, made) == (None, 409, [])
    assert form.non_field_errors() == ["Hari itu libur."]
    assert not list(get_messages(sent.request))

    answered, status, _, made = done_with(sent)
    assert answered is not None
    assert (answered["Location"], status, made) == ("/sesudah/", 302, [date(2026, 3, 4)])
    assert [str(said) for said in get_messages(sent.request)] == ["Tersimpan."]


def test_a_form_sent_again_from_the_same_page_is_done_once(scene: Scene) -> None:
    sent = {"on": "2026-03-04", "csrfmiddlewaretoken": "a" * 64}
    _, status, _, made = done_with(ask_of(scene.kabid, sent), "Hari itu libur.")
    assert (status, made) == (409, [])
    _, status, _, made = done_with(ask_of(scene.kabid, sent))
    assert (status, made) == (302, [date(2026, 3, 4)])

    again = ask_of(scene.kabid, sent)
    answered, status, _, made = done_with(again)
    assert answered is not None
    assert (answered["Location"], status, made) == ("/sesudah/", 302, [])
    (said,) = get_messages(again.request)
    assert "tidak disimpan dua kali" in str(said)

    for other in ({"on": "2026-03-05"}, {"csrfmiddlewaretoken": "b" * 64}):
        assert len(done_with(ask_of(scene.kabid, sent | other))[3]) == 1
    elsewhere = ask_of(scene.kabid, sent)
    elsewhere.request.path_info = elsewhere.request.path = "/lain/"
    assert len(done_with(elsewhere)[3]) == 1


def test_a_form_that_failed_may_be_sent_again(scene: Scene) -> None:
    sent = {"on": "2026-03-06", "csrfmiddlewaretoken": "a" * 64}
    ask = ask_of(scene.kabid, sent)

    def fail(said: dict[str, Any]) -> None:
        raise Http404

    with pytest.raises(Http404):
        answer(ask, DayForm(ask.posted), fail, to="/sesudah/", done="")
    assert done_with(ask_of(scene.kabid, sent))[1:2] == (302,)


def test_a_page_that_is_one_form_says_what_stands_around_it(scene: Scene) -> None:
    page = FormPage(
        "Ubah hari", "Simpan", "", "/kembali/", "Baca dulu.", (("Kantor", "/kantor/"),),
        (("Hapus", "/hapus/"),),
    )  # fmt: skip

    def refuse(said: dict[str, Any]) -> None:
        raise Refused("Hari itu libur.")

    ask = ask_of(scene.kabid, {"on": "2026-03-04"})
    shown = asking.form_page(ask, DayForm(ask.posted), page, refuse)
    words = shown.content.decode()
    assert shown.status_code == 409
    for part in (
        "<h1>Ubah hari</h1>", "Baca dulu.", "Hari itu libur.", 'value="2026-03-04"',
        '<a href="/kantor/">Kantor</a>', 'href="/kembali/">Batal', 'href="/hapus/">Hapus',
        "csrfmiddlewaretoken",
    ):  # fmt: skip
        assert part in words, part
