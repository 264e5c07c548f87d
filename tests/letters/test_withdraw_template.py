"""An agency goes back to the shipped template."""

import pytest
from tests.letters.test_save_template import publish, save
from tests.runs.scene import Scene

from himpun.letters.models import Template
from himpun.letters.queries.documents import template_of
from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.kinds import KINDS
from himpun.letters.services import withdraw_template
from himpun.office.rules import Refused


def withdraw(scene: Scene, who: str = "operator") -> Template:
    return withdraw_template(
        agency=scene.agency, kind="notula", by=scene.person(who), now=scene.now
    )


def test_the_shipped_one_holds_again_and_the_own_stays_on_record(scene: Scene) -> None:
    save(scene)
    publish(scene)
    assert withdraw(scene).state == "closed"
    assert template_of(scene.agency, KINDS["notula"]) == shipped_template(KINDS["notula"])


def test_it_refuses_where_none_is_published_and_others(scene: Scene) -> None:
    with pytest.raises(Refused, match="templat bawaan"):
        withdraw(scene)
    save(scene)
    publish(scene)
    with pytest.raises(Refused, match="administrator, operator"):
        withdraw(scene, "kasi-keselamatan")
