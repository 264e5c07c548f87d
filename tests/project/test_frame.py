"""The frame of every page: head, messages, forms, pages for trouble, and one's own account."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django_cotton.compiler_regex import CottonCompiler
from lxml import html

FRAME = SimpleNamespace(
    agency_name="Dinas Perhubungan",
    region="Kabupaten Contoh",
    person_title="Kasubag Perencanaan",
    person_note="juga Plh. Sekretaris",
    inbox_count=7,
    nav=[("Tugas", "Tugas saya", "/", True, 7), ("Arsip", "Arsip", "/arsip/", False, 0)],
    sample=False,
)
ENGLISH = re.compile(
    r"\b(the|your|you|please|password|sign|submit|cancel|delete|code|page|not found|error|"
    r"required|enter|change|add|remove|keys?|back|and|with|this)\b",
    re.IGNORECASE,
)
# Names and addresses of an agency's own that are no English.
OURS = re.compile(r"FreeOTP|Google Authenticator|Himpun|JavaScript|admin", re.IGNORECASE)
TROUBLE = (
    "400.html", "403.html", "403_csrf.html", "404.html", "405.html", "409.html", "429.html",
    "500.html",
)  # fmt: skip
PASSWORD = "sandi-panjang-sekali-72"


def page(template: str, **context: object) -> html.HtmlElement:
    return html.fromstring(render_to_string(template, {"frame": FRAME, **context}))


def written(source: str, **context: object) -> html.HtmlElement:
    template = engines["django"].from_string(CottonCompiler().process(source))
    return html.fromstring(f"<div>{template.render(context)}</div>")


def all_of(tree: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return cast(list[html.HtmlElement], tree.xpath(path))


def english_in(tree: html.HtmlElement) -> list[str]:
    for left_out in all_of(tree, "//script | //style"):
        left_out.drop_tree()
    return ENGLISH.findall(OURS.sub("", tree.text_content()))


def unsafe_in(text: str) -> list[str]:
    """What a strict Content-Security-Policy would refuse."""
    found = re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|src=.?data:", text)
    scripts = re.findall(r"<script(?![^>]*(?:\ssrc=|type=.application/json))[^>]*>", text)
    return [*found, *scripts]


# The head ----------------------------------------------------------------------------------------


def test_the_head_names_the_agency_the_person_and_where_one_is() -> None:
    tree = page("base.html")
    text = " ".join(tree.text_content().split())
    assert "Dinas Perhubungan" in text
    assert "Kasubag Perencanaan" in text
    (current,) = all_of(tree, '//nav//a[@aria-current="page"]')
    assert "Tugas saya" in current.text_content()
    assert "7 menunggu" in current.text_content()


def test_a_place_with_nothing_waiting_shows_no_count() -> None:
    (archive,) = all_of(page("base.html"), '//nav//a[@href="/arsip/"]')
    assert not all_of(archive, './/*[@class="n"]')


def test_one_signs_out_by_a_form_and_not_by_following_a_link() -> None:
    tree = page("base.html")
    assert all_of(tree, '//form[@method="post"][@action="/akun/logout/"]//button')
    assert not all_of(tree, '//a[@href="/akun/logout/"]')


def test_the_sample_says_that_it_is_one() -> None:
    sample = SimpleNamespace(**{**vars(FRAME), "sample": True})
    assert "Mode contoh" in page("base.html", frame=sample).text_content()
    assert "Mode contoh" not in page("base.html").text_content()


def test_without_a_person_there_is_no_navigation() -> None:
    assert not all_of(page("base.html", frame=None), "//nav | //details")


def test_the_frame_can_be_read_without_a_mouse() -> None:
    tree = page("base.html")
    (skip,) = all_of(tree, '//a[@class="skip"]')
    assert all_of(tree, f'//main[@id="{(skip.get("href") or "")[1:]}"]')
    assert tree.get("lang") == "id"


def test_htmx_sends_the_token_and_writes_no_style() -> None:
    text = render_to_string("base.html", {"frame": FRAME, "csrf_token": "abc"})
    assert """hx-headers='{"X-CSRFToken": "abc"}'""" in text
    assert '"includeIndicatorStyles": false' in text
    assert not unsafe_in(text)


# Messages and parts ------------------------------------------------------------------------------


@pytest.fixture
def request_with_messages(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/")
    request.session = {}  # type: ignore[assignment]
    request._messages = SessionStorage(request)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("level", "state", "role"),
    [
        (messages.SUCCESS, "done", "status"),
        (messages.INFO, "now", "status"),
        (messages.WARNING, "risk", "status"),
        (messages.ERROR, "late", "alert"),
    ],
)
def test_a_message_is_a_note_in_the_colour_and_shape_of_its_kind(
    request_with_messages: HttpRequest, level: int, state: str, role: str
) -> None:
    messages.add_message(request_with_messages, level, "Surat sudah <dikirim>")
    text = render_to_string("base.html", {"frame": FRAME}, request_with_messages)
    (note,) = all_of(html.fromstring(text), '//div[starts-with(@class,"note")]')
    assert note.get("class") == f"note {state}"
    assert note.get("role") == role
    assert "Surat sudah <dikirim>" in note.text_content()
    assert all_of(note, f'.//*[local-name()="use"][contains(@href,"#m-{state}")]')


def test_a_chip_says_its_state_and_may_lead_on() -> None:
    tree = written('<c-chip state="late" word="Terlambat" href="/u/">Angkutan</c-chip>')
    (chip,) = all_of(tree, '//a[@class="chip late"]')
    assert (chip.text_content().strip(), chip.get("href")) == ("Angkutan: Terlambat", "/u/")


def test_a_symbol_has_its_shape_and_the_mark_of_its_state() -> None:
    tree = written('<c-symbol shape="diamond" state="wait" /><c-symbol shape="box" state="idle" />')
    used = [use.get("href", "").partition("#")[2] for use in all_of(tree, "//use")]
    assert used == ["diamond", "m-wait", "box"]


def test_tabs_say_which_is_open_and_how_many_each_holds() -> None:
    items = [("Perlu saya kerjakan", "?a", True, 7), ("Selesai", "?b", False, None)]
    tree = written('<c-tabs label="Kelompok tugas" :items="items" />', items=items)
    (current,) = all_of(tree, '//a[@aria-current="page"]')
    assert current.text_content() == "Perlu saya kerjakan (7)"
    assert all_of(tree, "//a")[1].text_content() == "Selesai"


def test_an_empty_room_says_what_comes_next() -> None:
    tree = written(
        '<c-empty title="Tidak ada yang menunggu Anda"><p>Berikutnya 14 Desember.</p>'
        '<c-slot name="acts"><a class="btn" href="/">Lihat</a></c-slot></c-empty>'
    )
    assert "Tidak ada yang menunggu Anda" in tree.text_content()
    assert all_of(tree, '//div[@class="acts"]/a')


# Forms -------------------------------------------------------------------------------------------


class Letter(forms.Form):
    subject = forms.CharField(label="Perihal", help_text="Paling banyak satu baris.")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    urgent = forms.BooleanField(label="Segera", required=False)
    way = forms.ChoiceField(
        label="Cara kirim", choices=[("a", "Langsung"), ("b", "Pos")], widget=forms.RadioSelect
    )


def form_tree(data: dict[str, Any]) -> html.HtmlElement:
    return written('<c-fields :form="form" />', form=Letter(data))


def test_every_mistake_stands_on_top_and_beside_its_field() -> None:
    tree = form_tree({"note": "Tolong segera", "way": ""})
    (summary,) = all_of(tree, '//div[@class="errors"][@role="alert"]')
    links = all_of(summary, ".//a")
    assert [link.text_content().partition(":")[0] for link in links] == ["Perihal", "Cara kirim"]
    assert links[0].get("href") == "#id_subject"
    (beside,) = all_of(tree, '//div[@id="id_subject_error"]')
    assert beside.text_content().strip()
    (field,) = all_of(tree, '//input[@id="id_subject"]')
    assert field.get("aria-invalid") == "true"
    assert "id_subject_error" in (field.get("aria-describedby") or "")


def test_what_was_written_is_kept() -> None:
    (area,) = all_of(form_tree({"note": "Tolong segera"}), "//textarea")
    assert (area.text or "").strip() == "Tolong segera"


def test_a_field_that_may_stay_empty_says_so() -> None:
    tree = form_tree({})
    (label,) = all_of(tree, '//label[@for="id_note"]')
    assert "(boleh kosong)" in label.text_content()
    (must,) = all_of(tree, '//label[@for="id_subject"]')
    assert "(boleh kosong)" not in must.text_content()


def test_every_field_has_a_label_and_its_help() -> None:
    tree = form_tree({})
    named = {label.get("for") for label in all_of(tree, "//label")}
    assert {"id_subject", "id_note", "id_urgent"} <= named
    assert all_of(tree, "//fieldset/legend")[0].text_content().strip() == "Cara kirim"
    (said,) = all_of(tree, '//div[@id="id_subject_helptext"]')
    assert said.text_content() == "Paling banyak satu baris."


def test_a_form_without_mistakes_has_no_summary() -> None:
    tree = written('<c-fields :form="form" />', form=Letter())
    assert not all_of(tree, '//div[@class="errors"]')


# Trouble -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TROUBLE)
def test_a_page_for_trouble_is_plain_indonesian_and_leads_on(name: str) -> None:
    text = render_to_string(name, {})
    tree = cast(html.HtmlElement, html.fromstring(text))
    assert all_of(tree, "//h1")[0].text_content().strip()
    assert all_of(tree, '//a[contains(@class,"btn")]')
    assert not english_in(tree)
    assert not unsafe_in(text)
    assert "!" not in tree.text_content()


def test_a_refused_decision_says_why_and_keeps_the_draft() -> None:
    tree = page(
        "409.html",
        title="Langkah ini sudah diselesaikan orang lain",
        sentence="Plt. Kabid Pelayaran meneruskan data ini pada 5 Oktober 2026.",
        kept="Alasan yang Anda tulis masih ada sebagai draf.",
        draft_url="/draf/1/",
        incident="409-7F3A",
    )
    text = tree.text_content()
    assert "Plt. Kabid Pelayaran" in text
    assert "409-7F3A" in text
    assert all_of(tree, '//a[@href="/draf/1/"]')


# One's own account -------------------------------------------------------------------------------


@pytest.fixture
def visitor(client: Client, db: None) -> Client:
    """Somebody who has just signed in, and again for their account's safety, by the pages."""
    get_user_model().objects.create_user(username="kasubag", password=PASSWORD)
    answer = client.post("/akun/login/", {"login": "kasubag", "password": PASSWORD})
    assert answer.status_code == 302
    sure = client.post("/akun/reauthenticate/", {"password": PASSWORD})
    assert sure.status_code == 302
    return client


def test_the_door_asks_for_name_and_password_in_our_words(client: Client, db: None) -> None:
    answer = client.get("/akun/login/")
    tree = cast(html.HtmlElement, html.fromstring(answer.content.decode()))
    labels = [label.text_content().strip() for label in all_of(tree, "//label")]
    assert labels == ["NIP atau nama pengguna", "Kata sandi"]
    assert "Hubungi admin" in tree.text_content()
    assert not english_in(tree)
    assert not unsafe_in(answer.content.decode())


def test_a_wrong_password_is_told_on_top_and_the_name_is_kept(client: Client, db: None) -> None:
    answer = client.post("/akun/login/", {"login": "kasubag", "password": "salah"})
    tree = html.fromstring(answer.content.decode())
    assert all_of(tree, '//div[@class="errors"]//li')
    assert all_of(tree, '//input[@name="login"]')[0].get("value") == "kasubag"
    assert not english_in(tree)


@pytest.mark.parametrize(
    "address",
    [
        "/akun/logout/",
        "/akun/password/change/",
        "/akun/reauthenticate/",
        "/akun/inactive/",
        "/akun/2fa/",
        "/akun/2fa/totp/activate/",
        "/akun/2fa/recovery-codes/generate/",
        "/akun/2fa/webauthn/",
        "/akun/2fa/webauthn/add/",
    ],
)
def test_a_page_of_one_s_account_is_in_our_words_and_our_look(
    visitor: Client, address: str
) -> None:
    answer = visitor.get(address)
    text = answer.content.decode()
    tree = html.fromstring(text)
    assert answer.status_code == 200, address
    assert 'href="/static/parts.css"' in text
    assert not english_in(tree)
    assert not unsafe_in(text)


def test_the_authenticator_is_set_up_with_a_picture_and_a_key_to_type(visitor: Client) -> None:
    tree = html.fromstring(visitor.get("/akun/2fa/totp/activate/").content.decode())
    assert all_of(tree, '//div[@class="qr"][@aria-label]/*[local-name()="svg"]')
    (key,) = all_of(tree, '//span[contains(@class,"key")]')
    assert re.fullmatch(r"[A-Z2-7]{32,}", key.text_content())
