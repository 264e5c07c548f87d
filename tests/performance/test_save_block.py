"""Saving as the page's script asks for it: JSON in, JSON out, an honest status."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.performance.pages import Pages
from tests.performance.saving import save
from tests.performance.scene import Scene

from himpun.office.models import Person
from himpun.performance.models import Approval, ValueChange
from himpun.performance.services.collecting import Change, save_block


def sent(*changes: Any, source: str = "grid") -> dict[str, Any]:
    return {"source": source, "changes": list(changes)}


def test_it_hands_back_the_lines_it_was_about(scene: Scene) -> None:
    value = scene.value(1)
    block = save_block(
        form=scene.form().pk, changes=[Change(value.pk, 0, {"realisation": "68"})],
        source="grid", by=scene.filler, now=scene.now,
    )  # fmt: skip
    assert list(block.sheet.lines) == [value.pk]
    assert block.hands.capacity == "Kasi/PPTK, Bidang Lalu Lintas"


@pytest.mark.parametrize("who", ["filler", "colleague"])
def test_a_change_is_saved_and_its_row_and_the_bar_come_back(pages: Pages, who: str) -> None:
    person = getattr(pages.scene, who)
    answer = pages.send(person, sent(pages.change(4, {"realisation": "17,25"})))
    assert answer.status_code == 200
    told = json.loads(answer.content)
    (result,) = told["results"]
    assert (result["status"], result["row"]["no"]) == ("saved", 4)
    row = result["row"]
    assert (row["realisation"], row["revision"], row["state"]) == ("17,25", 1, "saved")
    # 18 ÷ 17,25 × 100
    assert (row["achievement"], row["rating"]) == ("104,35", "Sangat Tinggi")
    assert row["achievement_numbers"] == "18 ÷ 17,25 × 100 = 104,35"
    assert (told["bar"]["answered"], told["bar"]["asked"], told["bar"]["revision"]) == (1, 24, 1)


@pytest.mark.parametrize("who", ["neighbour", "verifier", "reader"])
def test_who_sees_it_but_does_not_fill_it_in_gets_403_with_the_reason(
    pages: Pages, who: str
) -> None:
    person = pages.scene.reader() if who == "reader" else getattr(pages.scene, who)
    answer = pages.send(person, sent(pages.change(1, {"realisation": "68"})))
    assert answer.status_code == 403
    assert "Kasi/PPTK" in json.loads(answer.content)["results"][0]["sentence"]
    assert not ValueChange.objects.exists()


def test_people_of_another_agency_get_404(pages: Pages) -> None:
    answer = pages.send(
        pages.scene.outsider("operator"), sent(pages.change(1, {"realisation": "68"}))
    )
    assert answer.status_code == 404
    assert not ValueChange.objects.exists()


def status(pages: Pages, *changes: Any) -> tuple[int, list[str]]:
    answer = pages.send(pages.scene.filler, sent(*changes))
    found = json.loads(answer.content)
    return answer.status_code, [result["status"] for result in found["results"]]


def test_the_status_says_what_became_of_it(pages: Pages) -> None:
    scene = pages.scene
    assert status(pages, pages.change(1, {"realisation": "x"})) == (400, ["invalid"])
    assert status(pages, pages.change(7, {"realisation": "WTP"})) == (423, ["locked"])
    save(scene, (1, {"realisation": "70"}), by=scene.colleague)
    stale = pages.change(1, {"realisation": "71"}, 0)
    assert status(pages, stale) == (409, ["conflict"])
    assert status(pages, pages.change(1, {"realisation": "70"})) == (200, ["unchanged"])
    both = stale, pages.change(2, {"realisation": "300"})
    assert status(pages, *both) == (200, ["conflict", "saved"])
    assert status(pages) == (200, [])


def test_a_conflict_shows_both_values(pages: Pages) -> None:
    scene = pages.scene
    save(scene, (1, {"realisation": "70"}), by=scene.colleague)
    answer = pages.send(scene.filler, sent(pages.change(1, {"realisation": "71"}, 0)))
    (result,) = json.loads(answer.content)["results"]
    assert result["theirs"] == {
        "by": scene.colleague.name,
        "at": "14 September 2026 pukul 08.00",
    }
    assert (result["row"]["realisation"], result["row"]["revision"]) == ("70", 1)


def test_an_approved_value_is_locked_in_its_row(pages: Pages) -> None:
    scene = pages.scene
    save(scene, (1, {"realisation": "70"}))
    Approval.objects.create(
        value=scene.value(1), level="approved", revision=1, node="12", at=scene.now,
        by=scene.kasubag, by_text="Kasubag",
    )  # fmt: skip
    answer = pages.send(scene.filler, sent(pages.change(1, {"realisation": "71"})))
    (result,) = json.loads(answer.content)["results"]
    assert (answer.status_code, result["row"]["state"]) == (423, "approved")
    assert "permintaan koreksi" in result["row"]["locked"]


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("{", 400, "bukan JSON"),
        ("[]", 400, "satu objek"),
        ("[" * 200_000, 400, "bukan JSON"),
        ('{"source": "grid", "changes": NaN}', 400, "bukan JSON"),
        (b"\xff\xfe\x00", 400, "bukan JSON"),
        ({"source": "return", "changes": []}, 400, "source"),
        ({"source": ["grid"], "changes": []}, 400, "source"),
        ({"source": "grid"}, 400, "changes"),
        ({"source": "grid", "changes": [1]}, 400, "changes"),
        (sent({"value": "1", "revision": 0, "fields": {}}), 400, "value"),
        (sent({"value": True, "revision": 0, "fields": {}}), 400, "value"),
        (sent({"value": 10**30, "revision": 0, "fields": {}}), 400, "value"),
        (sent({"value": 1, "revision": -1, "fields": {}}), 400, "revision"),
        (sent({"value": 1, "revision": 0, "fields": {"realisation": 5}}), 400, "fields"),
        (sent(*[{"value": 1, "revision": 0, "fields": {}}] * 1_001), 413, "1.000"),
        ("x" * (2 * 1024 * 1024 + 1), 413, "terlalu besar"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_a_sentence(
    pages: Pages, body: Any, code: int, said: str
) -> None:
    answer = pages.send(pages.scene.filler, body)
    assert answer.status_code == code
    assert said in json.loads(answer.content)["sentence"]
    assert not ValueChange.objects.exists()


def test_another_type_of_content_is_refused(pages: Pages) -> None:
    answer = pages.send(pages.scene.filler, "a=1", content_type="text/plain")
    assert answer.status_code == 415


def test_it_wants_the_pages_own_token(pages: Pages) -> None:
    who = pages.scene.filler
    client = pages.strict(who)
    body = json.dumps(sent(pages.change(1, {"realisation": "68"})))
    where = pages.address(rest="nilai/")
    assert client.post(where, body, content_type="application/json").status_code == 403
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(pages.address()).content.decode()
    )
    assert token
    answer = client.post(
        where, body, content_type="application/json", headers={"X-CSRFToken": token[1]}
    )
    assert answer.status_code == 200


def test_it_answers_to_nothing_but_post(pages: Pages) -> None:
    answer = pages.get(pages.scene.filler, pages.address(rest="nilai/"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "hanya menerima isian yang dikirim" in answer.content.decode()


def cost(pages: Pages, who: Person, *numbers: int) -> int:
    client = pages.client(who)
    body = sent(*(pages.change(no, {"realisation": "7"}) for no in numbers), source="paste")
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(
            pages.address(rest="nilai/"), json.dumps(body), content_type="application/json"
        )
    assert answer.status_code == 200
    return len(queries)


def test_a_block_costs_as_many_queries_as_a_cell(pages: Pages) -> None:
    one = cost(pages, pages.scene.filler, 1)
    assert cost(pages, pages.scene.filler, *range(2, 6), *range(11, 26)) == one
    assert one <= 32


def test_the_details_of_a_value_are_told_to_whoever_sees_it(pages: Pages) -> None:
    scene = pages.scene
    save(scene, (10, {"items.berfungsi": "450", "items.terpasang": "600"}))
    answer = pages.get(scene.verifier, pages.about(no=10))
    told = json.loads(answer.content)
    assert told["row"]["items"] == {"berfungsi": "450", "terpasang": "600"}
    assert told["points"] == [{"label": "TW II 2026", "shown": "84", "number": "84"}]
    assert told["changes"][0]["fields"] == [
        {"field": "Rambu yang berfungsi", "before": "", "after": "450"},
        {"field": "Rambu yang terpasang", "before": "", "after": "600"},
        {"field": "Realisasi", "before": "", "after": "75,00"},
    ]
    assert told["definition"] == "Definisi operasional LL10."
    assert pages.get(scene.outsider("staf"), pages.about(no=10)).status_code == 404
