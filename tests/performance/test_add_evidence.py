"""Putting evidence to a value."""

from typing import Any

import pytest
from tests.archive.files import PDF
from tests.performance.saving import save
from tests.performance.scene import Scene

from himpun.archive.models import StoredFile
from himpun.archive.services import store_file
from himpun.office.models import JournalRow, Person
from himpun.office.rules import Refused
from himpun.performance.models import Approval, Evidence, Form
from himpun.performance.services.evidence import add_evidence

LINK = "https://data.pesselkab.go.id/izin/2026"
MUST = 13
"""The number of the indicator whose evidence is a must."""


@pytest.fixture
def file(scene: Scene) -> StoredFile:
    return store_file(content=PDF, name="izin.pdf", now=scene.now)


def add(scene: Scene, by: Person | None = None, no: int = MUST, **what: Any) -> Evidence:
    return add_evidence(value=scene.value(no).pk, by=by or scene.filler, now=scene.now, **what)


def codes(scene: Scene, no: int = MUST) -> list[str]:
    return [each["code"] for each in scene.value(no).warnings]


@pytest.mark.parametrize("who", ["filler", "colleague"])
def test_whoever_fills_it_in_adds_many_files_and_links(
    scene: Scene, file: StoredFile, who: str
) -> None:
    person = getattr(scene, who)
    add(scene, person, file=file, name="izin.pdf")
    add(scene, person, link=LINK)
    rows = Evidence.objects.filter(value=scene.value(MUST))
    assert [(row.name, row.file, row.link, row.added_by) for row in rows] == [
        ("izin.pdf", file, "", person),
        (LINK, None, LINK, person),
    ]
    assert JournalRow.objects.filter(action="EvidenceAdded").count() == 2


@pytest.mark.parametrize("who", ["verifier", "neighbour", "outsider"])
def test_it_refuses_others(scene: Scene, file: StoredFile, who: str) -> None:
    person = scene.outsider("operator") if who == "outsider" else getattr(scene, who)
    with pytest.raises(Refused, match="Kasi/PPTK"):
        add(scene, person, file=file, name="izin.pdf")
    assert not Evidence.objects.exists()


def test_what_is_a_must_is_warned_of_until_it_is_there(scene: Scene, file: StoredFile) -> None:
    save(scene, (MUST, {"realisation": "44"}))
    assert codes(scene) == ["evidence-missing"]
    revision = scene.value(MUST).revision
    add(scene, file=file, name="izin.pdf")
    assert (codes(scene), scene.value(MUST).revision) == ([], revision)


def test_a_link_that_others_can_hardly_open_is_taken_with_a_warning(scene: Scene) -> None:
    save(scene, (1, {"realisation": "68"}))
    add(scene, no=1, link="http://server-kantor/izin.xlsx")
    assert codes(scene, 1) == ["link-not-public"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "C:\\izin.xlsx", "https://", "https://a b.go.id", "https://[x/"]
)
def test_it_refuses_what_is_no_web_address(scene: Scene, link: str) -> None:
    with pytest.raises(Refused, match="alamat web"):
        add(scene, link=link)


def test_it_refuses_neither_and_both(scene: Scene, file: StoredFile) -> None:
    wrong: list[dict[str, Any]] = [{}, {"file": file, "link": LINK}]
    for what in wrong:
        with pytest.raises(Refused, match="satu berkas atau satu tautan"):
            add(scene, **what)


def test_the_same_again_is_there_once(scene: Scene, file: StoredFile) -> None:
    first = add(scene, file=file, name="izin.pdf")
    assert add(scene, file=file, name="izin.pdf") == first
    followed = add(scene, file=file, name="izin.pdf", proves="follow-up")
    assert (followed != first, Evidence.objects.count()) == (True, 2)


def test_it_refuses_an_approved_value_a_closed_form_and_one_not_asked(
    scene: Scene, file: StoredFile
) -> None:
    with pytest.raises(Refused, match="tidak diminta"):
        add(scene, no=7, file=file)
    Approval.objects.create(
        value=scene.value(MUST), level="approved", revision=1, node="12", at=scene.now,
        by=scene.kasubag, by_text="Kasubag",
    )  # fmt: skip
    with pytest.raises(Refused, match="permintaan koreksi"):
        add(scene, file=file)
    Form.objects.filter(pk=scene.form().pk).update(complete_at=scene.now)
    with pytest.raises(Refused, match="dinyatakan lengkap"):
        add(scene, no=1, file=file)
