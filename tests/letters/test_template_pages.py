"""An agency's templates as forms."""

import re
from typing import Any

import pytest
from tests.letters.run_papers import give_letterhead
from tests.runs.pages import Pages, words_of
from tests.runs.scene import PESSEL, Scene

from himpun.letters.models import Template
from himpun.letters.queries.shipped import shipped_template
from himpun.letters.rules.kinds import KINDS
from himpun.letters.rules.template import dump
from himpun.letters.rules.template_text import (
    head_text,
    read_head,
    read_signatures,
    signatures_text,
)

HERE = f"/naskah/{PESSEL}/templat/"
TYPED = {
    "title": "NOTULA RAPAT", "subject": "Notula {acara}", "head": "Tempat: {tempat}",
    "body": "# Pembahasan\n\n1. {arahan}", "signatures": "{jabatan}\n---\n{nama}",
    "aksi": "simpan",
}  # fmt: skip


def _stripped(one: dict[str, Any]) -> tuple[list[str], list[str], str]:
    above, below = ([line.strip() for line in one[side]] for side in ("above", "below"))
    return above, below, one["mark"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_what_is_shipped_comes_back_from_its_form_as_it_was(kind: Any) -> None:
    body = dump(shipped_template(kind))
    kept = [dict(one) for one in body["signatures"]]
    read = read_signatures(signatures_text(kept))
    assert [_stripped(one) for one in kept] == [_stripped(one) for one in read]
    assert read_head(head_text(body["head"])) == [list(row) for row in body["head"]]


def test_the_keeper_writes_looks_publishes_and_goes_back(pages: Pages, scene: Scene) -> None:
    give_letterhead(scene)
    client = pages.client(scene.person("operator"))
    shown: Any = client.post(f"{HERE}notula/", {**TYPED, "aksi": "pratinjau"})
    found = re.search(r'src="([^"]+/pratinjau/[^"]+)"', shown.content.decode())
    assert found
    assert client.get(found[1]).content.startswith(b"\x89PNG")
    assert not Template.objects.exists()
    assert client.post(f"{HERE}notula/", TYPED).status_code == 302
    assert "Konsep versi 1" in pages.text(scene.person("operator"), HERE)
    client.post(f"{HERE}notula/terbit/")
    assert "Milik instansi, versi 1" in pages.text(scene.person("kasi-keselamatan"), HERE)
    client.post(f"{HERE}notula/tarik/")
    assert "Milik instansi" not in pages.text(scene.person("operator"), HERE)


def test_a_mistake_is_told_with_its_place(pages: Pages, scene: Scene) -> None:
    answer = pages.post(
        scene.person("operator"), f"{HERE}notula/", **{**TYPED, "body": "Isi {tidak_ada}"}
    )
    assert answer.status_code == 409
    assert "Isi, baris 1: nama {tidak_ada} tidak dikenal." in words_of(answer)


def test_who_does_not_keep_papers_changes_no_template(pages: Pages, scene: Scene) -> None:
    assert pages.get(scene.person("kasi-keselamatan"), f"{HERE}notula/").status_code == 403
    assert pages.post(scene.person("kasi-keselamatan"), f"{HERE}notula/terbit/").status_code == 403
    assert pages.get(scene.outsider(), f"{HERE}notula/").status_code == 404
    assert pages.get(scene.person("operator"), f"{HERE}surat-cinta/").status_code == 404
