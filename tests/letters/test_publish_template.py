"""A template is used from the moment it is published."""

from pathlib import Path

import pytest
from tests.letters.run_papers import ORDER, drafted, with_papers
from tests.letters.test_save_template import publish, save
from tests.runs.scene import Scene

from himpun.letters.models import Template
from himpun.letters.services import publish_template
from himpun.office.rules import Refused


def test_papers_are_made_from_it_and_the_one_before_is_closed(db: None, tmp_path: Path) -> None:
    scene = with_papers(tmp_path)
    body = {"title": "DISPOSISI", "subject": "{hal}", "body": "Kerjakan segera, {instansi}."}
    before = drafted(scene, "1", "lembar-disposisi", content=ORDER)
    assert "Kerjakan segera" not in before.text
    for _ in range(2):
        save(scene, kind="lembar-disposisi", body=body)
        publish_template(
            agency=scene.agency, kind="lembar-disposisi", by=scene.person("operator"),
            now=scene.now,
        )  # fmt: skip
    after = drafted(scene, "1", "lembar-disposisi", content=ORDER)
    assert "Kerjakan segera, Dinas Perhubungan." in after.text
    states = Template.objects.order_by("version").values_list("state", flat=True)
    assert list(states) == ["closed", "published"]


def test_it_refuses_where_there_is_no_draft_and_others(scene: Scene) -> None:
    with pytest.raises(Refused, match="Tidak ada konsep"):
        publish(scene)
    save(scene)
    with pytest.raises(Refused, match="administrator, operator"):
        publish(scene, "kasi-keselamatan")
    assert Template.objects.get().state == "draft"
