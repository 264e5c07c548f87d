"""Whether the signatures in a package's papers hold, by the certificates that came with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError

from himpun.archive.queries.package.container import Container
from himpun.archive.rules.package.bag import read_line
from himpun.archive.rules.package.proof import Finding
from himpun.letters import signing
from himpun.letters.queries.keys import trust_now
from himpun.letters.signing.parts import Root, Trust

PAPERS = "data/naskah/naskah.jsonl"
CERTIFICATES = "data/naskah/sertifikat/"
LARGEST = 200 * 1024 * 1024
TOO_FEW = "{found} dari {wanted} paraf dan tanda tangan pada naskah ini yang sah."


@dataclass(frozen=True, slots=True)
class Signatures:
    """What came of it: how many papers with marks there were, what is wrong with them, and whether
    this installation itself knows every authority that issued a certificate."""

    papers: int
    findings: list[Finding]
    known: bool


def signatures_of(container: Container) -> Signatures:
    """Proves every initial and signature that the package says was made in a PDF. A paper signed
    by hand has none; its scan is a file as any other."""
    brought, own = _brought(container), _own()
    trust = Trust((*own.roots, *brought.roots), (*own.revocations, *brought.revocations))
    findings: list[Finding] = []
    wanted: dict[str, Wanted] = {}
    for row in _papers(container):
        for version in row["versions"]:
            wanted.update(_wanted(version))
    for path, (marks, by_hand) in wanted.items():
        findings += _findings(container, path, marks, by_hand=by_hand, trust=trust)
    known = {root.certificate for root in own.roots}
    return Signatures(len(wanted), findings, {r.certificate for r in brought.roots} <= known)


def _papers(container: Container) -> Iterator[dict[str, Any]]:
    for _, line in container.lines(PAPERS):
        yield read_line(line)


Wanted = tuple[list[Mapping[str, Any]], bool]


def _wanted(version: Mapping[str, Any]) -> dict[str, Wanted]:
    """PDF → the marks that must be in it, and whether its signature is on paper."""
    made = [m for m in version["marks"] if m["state"] == "done" and m["way"] in ("local", "remote")]
    paths = [version["pdf"], *(mark["pdf"] for mark in made if mark["role"] == "sign")]
    by_hand = any(m["way"] == "wet" for m in version["marks"])
    return {path: (made, by_hand) for path in paths if path and made}


def _findings(
    container: Container, path: str, marks: list[Mapping[str, Any]], *, by_hand: bool, trust: Trust
) -> Iterator[Finding]:
    at = datetime.fromisoformat(marks[-1]["at"])
    verdict = signing.validate(container.whole(path, LARGEST), trust, at=at)
    # What is to be signed by hand is filled in after the last paraf, and no mark covers that.
    for problem in () if by_hand else verdict.problems:
        yield Finding(path, problem)
    holding = sum(mark.holds for mark in verdict.marks if mark.role != "time")
    if holding < len(marks):
        yield Finding(path, TOO_FEW.format(found=holding, wanted=len(marks)))


def _brought(container: Container) -> Trust:
    paths = [path for path in container.entries if path.startswith(CERTIFICATES)]
    roots = tuple(
        Root("otoritas dalam paket", container.whole(path, LARGEST))
        for path in paths
        if path.endswith(".cer")
    )
    lists = tuple(container.whole(path, LARGEST) for path in paths if path.endswith(".crl"))
    return Trust(roots, lists)


def _own() -> Trust:
    """Whom this installation trusts; nobody where there is no database."""
    try:
        return trust_now()
    except DatabaseError:
        return Trust(())
