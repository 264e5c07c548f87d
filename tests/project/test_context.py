"""The frame of each page: who is signed in as what, the ways to go, and what it costs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.project.moments import NOW

from himpun.office import services as office
from himpun.office.models import Holding, Person, Post
from himpun.project.context import Frame, frame, frame_of

pytestmark = pytest.mark.usefixtures("sampled", "db")
MOST_QUERIES = 9
AGENCY = [
    "SOP berjalan", "Jadwal", "Data kinerja", "Penagihan", "Papan", "Naskah dinas", "Arsip",
    "SOP", "Kantor",
]  # fmt: skip
"""The ways of whoever sees an agency."""


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.HIMPUN_SAMPLE = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def frame_for(username: str, path: str = "/tugas/") -> Frame:
    request = RequestFactory().get(path)
    request.user = User.objects.get(username=username)
    return frame_of(request)


def ways(username: str) -> list[str]:
    return [way.long_label for way in frame_for(username).nav]


def test_a_holder_sees_their_office_post_and_what_waits() -> None:
    found = frame_for("pessel.kasi-keselamatan")
    assert (found.agency_name, found.region) == ("Dinas Perhubungan", "Kabupaten Pesisir Selatan")
    assert found.person_title == "Kasi Pembinaan Keselamatan"
    assert found.person_note == ""
    assert found.inbox_count == 1
    assert [way.waiting for way in found.nav] == [1, *[0] * len(AGENCY)]


def test_who_has_a_second_post_sees_it_beside_the_first() -> None:
    found = frame_for("pessel.kasi-pelayaran")
    assert found.person_title == "Kasi Kepelabuhanan"
    assert found.person_note == "juga Plt. Kepala Bidang Pelayaran"


def test_who_acts_for_somebody_sees_until_when() -> None:
    kasubag = Person.objects.get(user__username="pessel.kasubag")
    secretary = Post.objects.get(code="sekretaris", agency__code="pesisir-selatan-dishub")
    office.appoint(
        post=secretary, person=kasubag, capacity="Plh.", from_on=NOW.date(),
        until_on=NOW.date() + timedelta(days=9), basis="Surat perintah (contoh)",
        end_previous=False, by=None, now=NOW,
    )  # fmt: skip
    staff = Person.objects.get(user__username="pessel.staf")
    office.set_stand_in(
        holding=Holding.objects.get(person=staff), person=kasubag, from_on=NOW.date(),
        until_on=NOW.date() + timedelta(days=2), reason="Cuti", by=None, now=NOW,
    )  # fmt: skip
    assert frame_for("pessel.kasubag").person_note == (
        "juga Plh. Sekretaris s.d. 29 Nov; "
        "juga pengganti Staf Perencanaan dan Pelaporan s.d. 22 Nov"
    )


def test_who_holds_no_post_is_called_by_their_role() -> None:
    operator = frame_for("pessel.operator")
    assert (operator.person_title, operator.person_note) == (
        "Operator Dinas Perhubungan",
        "operator",
    )
    assert frame_for("inspektorat").agency_name == "Semua instansi"


@pytest.mark.parametrize(
    ("username", "first", "labels"),
    [
        ("pessel.staf", "/tugas/", ["Tugas saya", *AGENCY]),
        ("pessel.operator", "/tugas/", ["Tugas saya", *AGENCY]),
        ("inspektorat", "/jalan/", AGENCY),
        ("admin.sistem", "/instansi/", ["Instansi", "Penyimpanan", "Pekerja latar"]),
    ],
)
def test_each_begins_at_the_first_of_their_ways(
    username: str, first: str, labels: list[str], client: Client
) -> None:
    assert ways(username) == labels
    client.force_login(User.objects.get(username=username))
    answer = client.get("/")
    assert answer.headers["Location"] == first
    assert client.get(first).status_code == 200


def test_the_way_that_one_is_on_is_marked() -> None:
    nav = frame_for("pessel.staf", "/jalan/3/riwayat/").nav
    assert [way.url for way in nav if way.current] == ["/jalan/"]


def test_signed_out_there_is_no_frame_but_the_sample_is_told() -> None:
    request = RequestFactory().get("/akun/login/")
    request.user = AnonymousUser()
    found = frame_of(request)
    assert not found
    assert found.sample


def test_it_costs_few_queries_and_none_where_no_template_asks() -> None:
    for username in ("pessel.kasubag", "pessel.operator", "inspektorat", "admin.sistem"):
        request = RequestFactory().get("/tugas/")
        request.user = User.objects.get(username=username)
        with CaptureQueriesContext(connection) as asked:
            variables = frame(request)
        assert not len(asked)
        with CaptureQueriesContext(connection) as asked:
            assert variables["frame"].nav
        assert len(asked) <= MOST_QUERIES, username


def test_health_needs_no_database_and_readiness_does(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/healthz").json() == {"status": "ok"}
    assert not len(asked)
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr("himpun.project.views.migrations_waiting", lambda: ["runs.0002"])
    waiting = client.get("/readyz")
    assert (waiting.status_code, waiting.json()["why"]) == (503, "migrations")
