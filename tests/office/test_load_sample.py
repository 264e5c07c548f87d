"""The sample offices: whole, repeatable, and never with a known password outside sample mode."""

import tomllib

import pytest
from django.contrib.auth import authenticate
from pytest_django import Settings
from tests.house.source import ROOT
from tests.office.scene import NOW, TODAY, Scene
from tests.remembered import remembered

from himpun.kernel.parse import parse_text
from himpun.office.models import Agency, Assignment, Holding, JournalRow, Person, Role, Unit
from himpun.office.queries import holders_by_performer, units_for_run, verify_journal
from himpun.office.rules import Refused
from himpun.office.services import load_sample

IDS = (
    "balangan-dpuprperkim",
    "pangkalpinang-dpupr",
    "pematangsiantar-dpmptsp",
    "pesisir-selatan-dishub",
    "sumbar-bmcktr",
)


@pytest.fixture
def loaded(db: None) -> dict[str, Agency]:
    return remembered(
        "offices of the sample", lambda: {agency.code: agency for agency in load_sample(now=NOW)}
    )


def test_it_loads_five_offices_in_their_zones(loaded: dict[str, Agency]) -> None:
    zones = {code: agency.zone for code, agency in loaded.items()}
    assert zones == dict.fromkeys(IDS, "WIB") | {"balangan-dpuprperkim": "WITA"}


def test_every_performer_of_every_sop_has_someone(loaded: dict[str, Agency]) -> None:
    for code, agency in loaded.items():
        sop = parse_text((ROOT / "sops" / code / "sop.toml").read_text(encoding="utf-8"))
        held = holders_by_performer(agency, code, TODAY)
        for performer in sop.performers.values():
            kinds = performer.unit_kinds
            units = units_for_run(agency, kinds, sop_id=code, on=TODAY)
            places = [unit.id for unit in units] if performer.per_unit else [""]
            assert places, (code, performer.id)
            assert all(held.get((performer.id, place)) for place in places), (code, performer.id)
        assert {performer for performer, _ in held} == set(sop.performers)


def test_at_least_four_units_take_part_in_each(loaded: dict[str, Agency]) -> None:
    for code, agency in loaded.items():
        assert len(units_for_run(agency, sop_id=code, on=TODAY)) >= 4


def test_loading_again_keeps_what_is_there_and_adds_nothing(loaded: dict[str, Agency]) -> None:
    Unit.objects.filter(agency=loaded[IDS[0]], code="sda").update(name="Bidang Pengairan")
    tables = (Agency, Unit, Person, Holding, Assignment, Role, JournalRow)
    before = [table.objects.count() for table in tables]
    load_sample(now=NOW)
    assert [table.objects.count() for table in tables] == before
    assert Unit.objects.get(agency=loaded[IDS[0]], code="sda").name == "Bidang Pengairan"


def test_two_readers_of_all_and_one_system_administrator_are_there(
    loaded: dict[str, Agency],
) -> None:
    everywhere = Role.objects.filter(agency=None).values_list("person__user__username", "kind")
    assert sorted(everywhere) == [
        ("admin.sistem", "system"),
        ("inspektorat", "reader"),
        ("organisasi", "reader"),
    ]
    for agency in loaded.values():
        kinds = Role.objects.filter(agency=agency).values_list("kind", flat=True)
        assert sorted(kinds) == ["administrator", "operator"]


def test_the_journals_hold_after_loading(loaded: dict[str, Agency]) -> None:
    for agency in (None, *loaded.values()):
        assert verify_journal(agency) == []


def test_nobody_can_sign_in_without_a_sample_password(loaded: dict[str, Agency]) -> None:
    assert not any(person.user.has_usable_password() for person in Person.objects.all())


def test_the_shared_password_opens_every_account_in_sample_mode(
    db: None, settings: Settings
) -> None:
    settings.HIMPUN_SAMPLE = True
    load_sample(now=NOW, password="contoh-himpun")
    assert authenticate(username="pessel.kasubag", password="contoh-himpun") is not None


def test_it_refuses_the_shared_password_outside_sample_mode(db: None, settings: Settings) -> None:
    settings.HIMPUN_SAMPLE = False
    with pytest.raises(Refused, match="mode contoh"):
        load_sample(now=NOW, password="contoh-himpun")
    assert not Agency.objects.exists()


def test_it_refuses_who_does_not_administer_the_system(scene: Scene) -> None:
    with pytest.raises(Refused, match="administrator sistem"):
        load_sample(now=NOW, by=scene.admin)


def test_the_sample_people_are_called_by_their_offices() -> None:
    folder = ROOT / "src" / "himpun" / "office" / "samples"
    for path in folder.glob("*/office.toml"):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        assert all(set(row) <= {"code", "name", "role"} for row in rows["account"])
        assert not any("name" in row for row in rows["post"])
