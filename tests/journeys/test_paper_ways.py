"""A letter from its draft to the public check, signed in each of the three ways; and who may not
sign it."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django import Settings
from tests.journeys.conftest import Clock, People
from tests.journeys.journey import Journey
from tests.journeys.official import Turn
from tests.journeys.papers import (
    check,
    correct,
    draft,
    make_all,
    mark,
    pdf_of,
    receive,
    sign_by_hand,
)
from tests.letters.marking import initial, order_at
from tests.letters.run_papers import ORDER, drafted, give_letterhead, paper_of, with_papers
from tests.letters.signing import esign
from tests.letters.test_sending_browser import code_on
from tests.letters.test_signing_at_once import filled_in
from tests.remembered import remembered
from tests.runs.scene import PESSEL, Scene, build, wib

from himpun.letters.models import Letterhead, Number, Paper
from himpun.office import services as office
from himpun.office.models import Holding, Post
from himpun.project.environment import Service
from himpun.project.sample import PASSWORD

pytestmark = pytest.mark.once
KIND, TITLE = "surat-permintaan-data", "surat permintaan data"
MORE = "Data disampaikan paling lambat hari Jumat."
WHY = "Sebut hari terakhir penyampaian data."
DAY = timedelta(days=1)
NUMBER = "000.8.6.3/001/DISHUB/IX/2026"


@dataclass
class Walk:
    """A run of Pesisir Selatan with its people at their browsers, and anybody with a phone."""

    scene: Scene
    journey: Journey
    anybody: Page

    @property
    def home(self) -> str:
        """The address of the letter."""
        return f"/naskah/{PESSEL}/{paper_of(self.scene, KIND).pk}/"


def with_passwords() -> None:
    """Everybody can prove who they are."""
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()


@pytest.fixture
def journey(server: str, settings: Settings, people: People, clock: Clock) -> Journey:
    """People of Pesisir Selatan; the codes of their papers lead to the server of the test."""
    settings.HIMPUN_URL = server
    return Journey(people, clock, PESSEL)


@pytest.fixture
def walk(journey: Journey, page: Page, tmp_path: Path) -> Walk:
    """At row 3, where the letter is drafted."""

    def ordered() -> Scene:
        scene = with_papers(tmp_path)
        order_at(scene, "1", ORDER)
        order_at(scene, "2", ORDER)
        with_passwords()
        return scene

    scene = remembered("ordered, with passwords", ordered)
    journey.run = scene.run_id
    return Walk(scene, journey, page)


@pytest.fixture
def outside(settings: Settings) -> Iterator[esign.StandIn]:
    """The service outside, which this installation is set up with."""
    with esign.running() as one:
        pem = ssl.DER_cert_to_PEM_cert(esign.authority().certificate).encode()
        settings.HIMPUN_BSRE = Service(one.url, esign.USER, esign.PASSWORD, pem)
        yield one


def to_the_head(walk: Walk) -> None:
    """Drafted, sent back by who should initial it, corrected, initialled."""
    staff, secretary = walk.journey.official("staf"), walk.journey.official("sekretaris")
    draft(staff, "3", TITLE)
    walk.journey.walk(Turn("staf", "3"), Turn("sekretaris", "4", back="3", reason=WHY))
    staff.open_task("3")
    expect(staff.page.get_by_text(WHY).first).to_be_visible()
    staff.page.get_by_role("link", name="Surat permintaan data", exact=True).click()
    expect(staff.page.get_by_text("Paraf ditolak")).to_be_visible()
    correct(staff, MORE)
    staff.page.get_by_role("link", name="Lihat perubahan").first.click()
    added = staff.page.get_by_role("listitem").filter(has_text="Ditambahkan")
    expect(added.filter(has_text=MORE)).to_be_visible()
    walk.journey.walk(Turn("staf", "3"))
    assert mark(secretary, "4", "Paraf").startswith("Diparaf: surat permintaan data")
    walk.journey.walk(Turn("sekretaris", "4"))


def to_its_readers(walk: Walk) -> str:
    """Distributed with the step, received by a unit, checked by anybody; what they are told."""
    walk.journey.walk(Turn("kadis", "5"), Turn("kasubag", "6"))
    receive(walk.journey.official("kabid-angkutan"), "Surat permintaan data")
    sender = walk.journey.official("kasubag")
    sender.visit(f"{walk.home}penerima/")
    expect(sender.page.get_by_text(re.compile(r"^1 dari \d+ sudah memberi"))).to_be_visible()
    pdf = pdf_of(paper_of(walk.scene, KIND))
    return check(walk.anybody, code_on(pdf), pdf)


def in_the_program(walk: Walk) -> str:
    return mark(walk.journey.official("kadis"), "5", "Tanda tangani")


def by_hand(walk: Walk) -> str:
    return sign_by_hand(walk.journey.official("kadis"), "5", TITLE)


def by_the_service(walk: Walk) -> str:
    typed = {"NIK": esign.NIK, "Passphrase BSrE": esign.PASSPHRASE}
    return mark(walk.journey.official("kadis"), "5", "Tanda tangani", **typed)


SAID = {
    "local": (in_the_program, "Disetujui dalam sistem, dengan sertifikat Himpun ini"),
    "wet": (by_hand, "Ditandatangani di atas kertas; pindaiannya tersimpan"),
    "remote": (by_the_service, "Ditandatangani lewat layanan tanda tangan elektronik"),
}


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("way", sorted(SAID))
def test_a_letter_goes_from_its_draft_to_who_checks_it(walk: Walk, way: str) -> None:
    Letterhead.objects.update(way=way)
    sign, truth = SAID[way]
    to_the_head(walk)
    assert "itandatangani" in sign(walk)
    assert Number.objects.get(paper__kind=KIND).text == NUMBER
    read = to_its_readers(walk)
    assert truth in read
    assert "KEPALA DINAS PERHUBUNGAN" in read
    assert paper_of(walk.scene, KIND).state == "sent"


def acting_head(scene: Scene) -> Holding:
    """The head's post is vacant since yesterday, and the secretary does its work as Plt."""
    head, yesterday = Post.objects.get(agency=scene.agency, code="kadis"), scene.today - DAY
    before = Holding.objects.get(post=head)
    office.end_holding(holding=before, until_on=yesterday - DAY, by=None, now=scene.now)
    return office.appoint(
        post=head, person=scene.person("sekretaris"), capacity="Plt.", from_on=yesterday,
        basis="SPT 800/1", end_previous=False, by=None, now=scene.now,
    )  # fmt: skip


@pytest.fixture
def before_the_head(walk: Walk) -> Walk:
    """At row 5, the letter initialled."""
    scene = walk.scene
    drafted(scene, "3", KIND)
    scene.complete("3")
    initial(scene, "sekretaris", KIND)
    scene.complete("4")
    return walk


def test_an_acting_head_signs_and_the_paper_says_so(before_the_head: Walk) -> None:
    walk = before_the_head
    acting_head(walk.scene)
    acting = walk.journey.official("sekretaris")
    assert mark(acting, "5", "Tanda tangani").startswith("Ditandatangani:")
    acting.visit(walk.home)
    expect(acting.page.get_by_text("Plt. KEPALA DINAS PERHUBUNGAN").first).to_be_visible()
    pdf = pdf_of(paper_of(walk.scene, KIND))
    assert filled_in(pdf)["jabatan"] == "Plt. KEPALA DINAS PERHUBUNGAN,"
    walk.anybody.goto(code_on(pdf))
    expect(walk.anybody.get_by_text("sebagai Plt.")).to_be_visible()


def test_whoever_has_no_mandate_is_told_so_and_signs_nothing(before_the_head: Walk) -> None:
    """A colleague, an operator, somebody of another agency; and an acting head whose page is still
    open when that has ended."""
    walk = before_the_head
    acting = acting_head(walk.scene)
    address = f"/naskah/langkah/{walk.scene.run_id}/{walk.scene.visit('5').number}/tanda/"
    told: dict[str, str] = {
        "pessel.kasubag": "Langkah 5 dikerjakan oleh Kepala Dinas. Anda tidak memegang tugas itu",
        "pessel.operator": "menandatangani",
        "balangan.kadis": "tidak ditemukan",
    }
    for username, sentence in told.items():
        somebody = walk.journey.people(username)
        somebody.visit(address)
        expect(somebody.page.get_by_role("main")).to_contain_text(sentence)
        expect(somebody.page.get_by_label(re.compile("^Kata sandi"))).to_have_count(0)
    late = walk.journey.official("sekretaris")
    late.visit(address)
    late.page.get_by_label("Saya sudah membaca naskahnya").check()
    late.page.get_by_label(re.compile("^Kata sandi")).fill(PASSWORD)
    office.end_holding(holding=acting, until_on=walk.scene.today - DAY, by=None, now=walk.scene.now)
    late.page.get_by_role("button", name="Tanda tangani", exact=True).click()
    expect(late.page.get_by_role("main")).to_contain_text("Anda tidak memegang tugas itu hari ini")
    assert paper_of(walk.scene, KIND).state == "circulating"
    assert not Number.objects.exists()


@pytest.fixture
def late(journey: Journey, tmp_path: Path) -> Journey:
    """A division is late at row 10, so that the SOP's own branch with the warning letter begins;
    the agency makes its papers here since then."""

    def waited() -> Scene:
        scene = build(tmp_path)
        scene.start(units=["pelayaran"])
        scene.walk("8")
        give_letterhead(scene)
        scene.tell_time(wib(2026, 10, 12))
        with_passwords()
        return scene

    scene = remembered("late, with passwords", waited)
    journey.clock.now, journey.run = scene.now, scene.run_id
    return journey


def test_a_warning_letter_is_initialled_signed_and_sent(late: Journey) -> None:
    """Rows 10.1 to 10.4."""
    unit = "Bidang Pelayaran"
    assert make_all(late.official("staf"), "10.1", unit) == ["surat peringatan"]
    late.walk(Turn("staf", "10.1", unit))
    for who, step in (("sekretaris", "10.2"), ("kadis", "10.3")):
        assert make_all(late.official(who), step, unit) == []
        late.walk(Turn(who, step, unit))
    late.walk(Turn("kasubag", "10.4", unit))
    letter = Paper.objects.get(run=late.run, kind="surat-peringatan")
    assert letter.state == "sent"
    assert letter.numbers.get().text == "000.8.6.3/001/DISHUB/X/2026"
    receive(late.official("kasi-pelayaran"), "Surat peringatan")
