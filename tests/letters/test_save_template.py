"""The draft of an agency's template."""

from typing import Any

import pytest
from tests.runs.scene import Scene

from himpun.letters.models import Template
from himpun.letters.services import publish_template, save_template
from himpun.office.rules import Refused

BODY: dict[str, Any] = {"title": "NOTULA", "subject": "Notula {acara}", "body": "Isi {periode}."}


def save(scene: Scene, who: str = "operator", **changes: Any) -> Template:
    given: dict[str, Any] = {
        "agency": scene.agency, "kind": "notula", "body": BODY, "by": scene.person(who),
        "now": scene.now,
    }  # fmt: skip
    return save_template(**{**given, **changes})


def publish(scene: Scene, who: str = "operator") -> Template:
    return publish_template(agency=scene.agency, kind="notula", by=scene.person(who), now=scene.now)


def test_it_is_written_over_until_it_is_published(scene: Scene) -> None:
    save(scene)
    again = save(scene, who="kasubag", body={**BODY, "title": "NOTULA RAPAT"})
    assert (again.version, Template.objects.count()) == (1, 1)
    publish(scene)
    assert save(scene).version == 2


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({**BODY, "body": "{rahasia}"}, "tidak dikenal"),
        ({**BODY, "body": '#import "/etc/passwd" {berkas}'}, "tidak dikenal"),
        ({**BODY, "script": "x"}, "bagian “script” tidak dikenal"),
        ({**BODY, "body": "Isi {periode"}, "kurung kurawal"),
        ({"title": "NOTULA"}, "Hal: belum ditulis"),
    ],
)
def test_it_refuses_what_a_template_may_not_say(
    scene: Scene, body: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        save(scene, body=body)
    assert not Template.objects.exists()


def test_it_refuses_an_unknown_kind_and_people_who_do_not_keep_papers(scene: Scene) -> None:
    with pytest.raises(Refused, match="tidak dikenal"):
        save(scene, kind="surat-cinta")
    for by in (scene.person("kasi-keselamatan"), scene.outsider("operator")):
        with pytest.raises(Refused, match="administrator, operator, atau pengelola"):
            save(scene, by=by)
