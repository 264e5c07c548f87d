"""What the guides have an operator type at `himpun shell` does what they say."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone
from tests.house.documents import snippets_in
from tests.house.source import ROOT

from himpun.kernel.worktime import WIB
from himpun.office import queries, services
from himpun.sops.queries import versions_of

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=WIB)
PASSWORD = "kata-sandi-panjang-2026"


def typed(snippet: str) -> None:
    exec(compile(snippet, "the guide", "exec"), {})


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt="": PASSWORD)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example of the format's reference, where the guide has its file."""
    reference = (ROOT / "docs" / "reference" / "sop-format.md").read_text(encoding="utf-8")
    text = reference.partition("```toml\n")[2].partition("```")[0]
    path = tmp_path / "contoh-dinas" / "sop.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.django_db
@pytest.mark.usefixtures("answered")
def test_the_first_account_administers_the_system_and_the_holidays_are_there() -> None:
    first, *_ = snippets_in("install-on-a-server.md")
    typed(first)
    user = authenticate(None, username="admin.sistem", password=PASSWORD)
    assert user is not None
    person = queries.person_of(user)
    assert person is not None
    assert queries.is_system(person, queries.day_at(None, timezone.now()))
    assert queries.holiday_year(2026) is not None


@pytest.mark.django_db
def test_a_system_administrator_who_forgot_their_password_gets_another(
    answered: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, again, _ = snippets_in("install-on-a-server.md")
    typed(first)
    monkeypatch.setattr("getpass.getpass", lambda prompt="": "kata-sandi-lain-2026")
    typed(again)
    assert authenticate(None, username="admin.sistem", password=PASSWORD) is None
    assert authenticate(None, username="admin.sistem", password="kata-sandi-lain-2026")


@pytest.mark.django_db
def test_the_files_of_a_backup_are_read_again(capsys: pytest.CaptureFixture[str]) -> None:
    *_, check = snippets_in("install-on-a-server.md")
    typed(check)
    assert capsys.readouterr().out == "every file is whole\n"


@pytest.mark.django_db
def test_an_sop_is_published_for_its_agency(example: Path) -> None:
    agency = services.add_agency(
        code="contoh-dinas", name="Dinas Contoh", region="Kabupaten Contoh", zone="WIB",
        six_day=False, by=None, now=NOW,
    )  # fmt: skip
    (publish,) = snippets_in("write-an-sop.md")
    typed(publish)
    (version,) = versions_of(agency, "contoh-dinas")
    assert version.version == tomllib.loads(example.read_text(encoding="utf-8"))["version"]
