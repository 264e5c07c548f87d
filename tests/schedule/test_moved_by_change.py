"""What a change of the calendar would move, before it is saved and after."""

import re

from tests.runs.pages import Pages, words_of
from tests.runs.scene import Scene, person, wib
from tests.schedule.moving import gathering

from himpun.office.models import Holiday
from himpun.runs.models import Event
from himpun.schedule.models import CalendarChange

ADD = "/kantor/pesisir-selatan-dishub/libur/baru/"
SAID = {"on": "2026-09-23", "name": "Hari jadi", "decree": "SK (contoh)"}


def test_it_shows_what_would_move_and_changes_nothing(scene: Scene, pages: Pages) -> None:
    gathering(scene)
    answer = pages.post(scene.person("admin"), ADD, **SAID)
    text = words_of(answer)
    assert answer.status_code == 200
    assert re.search(r"\d+ tenggat bergeser", text)
    assert "24 Sep 2026 16.00 25 Sep 2026 16.30" in text
    assert not Holiday.objects.filter(name="Hari jadi").exists()
    assert not CalendarChange.objects.exists()
    assert not Event.objects.filter(kind="DuesMoved").exists()
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 24, 16)


def test_it_is_saved_when_that_page_is_sent_and_tells_the_same(scene: Scene, pages: Pages) -> None:
    gathering(scene)
    admin = scene.person("admin")
    shown = pages.post(admin, ADD, **SAID).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown))
    answer = pages.post(admin, ADD, **fields, lanjut="ya")
    assert answer.status_code == 302
    assert scene.visit("8", "angkutan").due_at == wib(2026, 9, 25, 16, 30)
    text = pages.text(admin, answer["Location"])
    assert "Hari libur ditambahkan: Hari jadi, 23 September 2026" in text
    assert "24 Sep 2026 16.00 25 Sep 2026 16.30" in text
    assert "24 Sep 2026 16.00" in pages.text(scene.person("staf"), answer["Location"])
    assert pages.get(scene.outsider(), answer["Location"]).status_code == 404
    assert "Hari jadi" in pages.text(admin, "/jadwal/pesisir-selatan-dishub/perubahan/")


def test_where_nothing_moves_nothing_is_asked(scene: Scene, pages: Pages) -> None:
    gathering(scene)
    answer = pages.post(scene.person("admin"), ADD, **{**SAID, "on": "2026-12-23"})
    assert answer.status_code == 302
    assert Holiday.objects.filter(name="Hari jadi").exists()


def test_what_is_refused_is_refused_before_anything_is_shown(scene: Scene, pages: Pages) -> None:
    gathering(scene)
    taken = pages.post(scene.person("admin"), ADD, **{**SAID, "name": "  "})
    assert taken.status_code == 400
    pages.post(scene.person("admin"), ADD, **SAID, lanjut="ya")
    twice = pages.post(scene.person("admin"), ADD, **SAID)
    assert twice.status_code == 409
    assert "sudah tercatat sebagai hari libur" in words_of(twice)


def test_a_day_off_everywhere_is_shown_to_the_system_administrator(
    scene: Scene, pages: Pages
) -> None:
    gathering(scene)
    everywhere = "/instansi/libur/baru/"
    admin = person("admin.sistem")
    said = {**SAID, "kind": "nasional"}
    assert re.search(r"\d+ tenggat bergeser", words_of(pages.post(admin, everywhere, **said)))
    answer = pages.post(admin, everywhere, **said, lanjut="ya")
    text = pages.text(admin, answer["Location"])
    assert "1 SOP berjalan lain dihitung ulang di latar belakang" in text
    assert pages.get(scene.person("admin"), answer["Location"]).status_code in (403, 404)
