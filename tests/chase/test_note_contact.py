"""A talk or a call with whoever owes is noted."""

from datetime import timedelta

import pytest
from tests.chase.records import journal, ledger
from tests.runs.scene import Scene, wib

from himpun.chase import services
from himpun.chase.models import Contact
from himpun.office.queries import Person
from himpun.office.rules import Refused


def note(scene: Scene, by: Person, **change: object) -> Contact:
    said = {
        "way": "telepon", "whom": "Kepala Bidang Angkutan", "said": "Data dikirim besok pagi.",
        "at": scene.now - timedelta(minutes=20), **change,
    }  # fmt: skip
    visit = scene.visit("8", "angkutan").number
    return services.note_contact(run_id=scene.run_id, visit=visit, by=by, now=scene.now, **said)  # type: ignore[arg-type]


def test_it_says_when_with_whom_and_what_and_who_noted_it(owing: Scene) -> None:
    row = note(owing, owing.person("kasubag"))
    assert (row.unit, row.whom, row.way) == ("angkutan", "Kepala Bidang Angkutan", "telepon")
    assert row.at < row.noted_at == owing.now
    assert "Kasubag" in row.capacity
    (said,) = journal(owing, "ContactNoted")
    assert said.body["contact"] == row.pk


def test_a_direct_request_that_waited_for_it_is_done(owing: Scene) -> None:
    owing.now = wib(2026, 10, 14, 8)
    services.remind_owing(agency=owing.agency, now=owing.now)
    (asked,) = [row for row in ledger(owing, "angkutan") if row.kind == "contact"]
    assert asked.state == "waiting"
    row = note(owing, owing.person("operator"))
    asked.refresh_from_db()
    assert (asked.state, row.rung) == ("done", asked)
    assert "Kepala Bidang Angkutan" in asked.result


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"way": "fax"}, "cara menghubungi"),
        ({"whom": "  "}, "siapa yang dihubungi"),
        ({"said": ""}, "apa yang dibicarakan"),
        ({"at": wib(2026, 9, 17, 9, 1)}, "sesudah sekarang"),
        ({"at": wib(2025, 1, 1)}, "satu tahun"),
    ],
)
def test_a_note_that_says_too_little_is_refused(
    owing: Scene, change: dict[str, object], word: str
) -> None:
    with pytest.raises(Refused, match=word):
        note(owing, owing.person("kasubag"), **change)
    assert not Contact.objects.exists()


def test_who_does_not_chase_there_notes_nothing(owing: Scene) -> None:
    for person in (owing.person("kasi-angkutan"), owing.outsider(), owing.reader()):
        with pytest.raises(Refused):
            note(owing, person)
    assert not Contact.objects.exists()
