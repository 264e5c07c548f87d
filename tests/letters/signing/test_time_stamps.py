"""A signature whose moment a service attests (PAdES B-LTA), by a stand-in on this machine."""

import asyncio
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from tests.letters.signing import paper, tsa
from tests.letters.signing.test_fields import metadata

from himpun.letters import signing
from himpun.letters.signing import TimeStamps, Trust
from himpun.letters.signing._bytes import raw_marks
from himpun.letters.signing.authority import new_key, revocation_list
from himpun.office.rules import Refused


@pytest.fixture
def stamping() -> Iterator[tsa.Stamping]:
    with tsa.running() as one:
        yield one


def stamped(service: TimeStamps) -> bytes:
    """A paper with a paraf, its texts, and a signature of this moment with its stamp."""
    pdf = signing.fill(paper.initialled(paper.prepared()), paper.TEXTS)
    at = tsa.now()
    listed = revocation_list(authority=paper.root(), revoked=[], number=1, at=at)
    key = new_key(authority=paper.root(), name=paper.HEAD.name, agency="Dinas", identity="1", at=at)
    return signing.sign(
        pdf,
        place="tanda-tangan",
        key=key,
        authority=paper.root().certificate,
        who=paper.HEAD,
        at=at,
        stamps=service,
        revocations=(listed,),
    )


def test_the_moment_is_the_service_s_and_every_mark_holds(stamping: tsa.Stamping) -> None:
    service = stamping.service()
    before = tsa.now()
    pdf = stamped(service)
    trust = Trust((*paper.trust().roots, *service.roots))
    found = signing.validate(pdf, trust, at=before)
    assert found.problems == ()
    assert [mark.role for mark in found.marks] == ["initial", "sign", "time"]
    _, sign, last = found.marks
    assert (sign.stamped, last.stamped) == (True, True)
    assert sign.at is not None
    assert timedelta(seconds=-2) <= sign.at - before < timedelta(minutes=1)
    assert (last.issuer, last.covers_all) == (tsa.NAME, True)


def test_what_is_needed_to_prove_it_later_is_inside_and_pdf_a_stays(stamping: tsa.Stamping) -> None:
    pdf = stamped(stamping.service())
    assert "/list.crl" in stamping.asked
    assert metadata(pdf) == metadata(paper.letter())
    with pikepdf.open(BytesIO(pdf)) as document:
        store = document.Root.DSS
        assert len(store.CRLs) == 2
        assert len(store.Certs) >= 3


def test_pyhanko_s_own_long_term_validation_agrees_without_any_network(
    stamping: tsa.Stamping,
) -> None:
    service = stamping.service()
    pdf = stamped(service)
    roots = [paper.root().certificate, *(root.certificate for root in service.roots)]
    manager = SimpleTrustManager.build(trust_roots=list(map(asn1.Certificate.load, roots)))
    policy = CertValidationPolicySpec(manager, CertRevTrustPolicy(REQUIRE_REVINFO))
    spec = PdfSignatureValidationSpec(
        SignatureValidationSpec(
            policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
        )
    )
    signature = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[-1]
    # In a thread: where a browser was driven before, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        validating = thread.submit(lambda: asyncio.run(ades_lta_validation(signature, spec)))
    result = validating.result()
    assert result.ades_subindic.status.name == "PASSED"


def test_a_stamp_by_a_service_that_is_not_trusted_proves_no_moment(stamping: tsa.Stamping) -> None:
    pdf = stamped(stamping.service())
    found = signing.validate(pdf, paper.trust(), at=tsa.now())
    _, sign, last = found.marks
    assert (sign.holds, sign.stamped) == (True, False)
    assert not last.trusted
    assert not found.authentic


@pytest.mark.parametrize(
    ("mood", "changes", "why"),
    [
        ("page", {}, "jawabannya tidak dapat dibaca"),
        ("well", {"password": "lain"}, "status 401"),
        ("well", {"url": "http://127.0.0.1:9/tsa"}, "ConnectError"),
    ],
)
def test_without_its_stamp_nothing_is_signed(
    stamping: tsa.Stamping, mood: str, changes: dict[str, str], why: str
) -> None:
    stamping.mood = mood
    with pytest.raises(Refused, match=f"stempel waktu tidak menjawab.*{why}.*belum ditandatangani"):
        stamped(stamping.service(**changes))


def test_a_changed_byte_of_the_stamp_itself_is_found(stamping: tsa.Stamping) -> None:
    service = stamping.service()
    pdf, chance = stamped(service), random.Random(3)
    trust = Trust((*paper.trust().roots, *service.roots))
    last = raw_marks(pdf)[-1]
    missed = []
    for _ in range(15):
        at = chance.randrange(last.gap[0] + 1, last.gap[0] + 1 + 2 * len(last.signed))
        digit = chance.choice([one for one in b"0123456789ABCDEF" if one != pdf[at]])
        changed = pdf[:at] + bytes([digit]) + pdf[at + 1 :]
        if signing.validate(changed, trust, at=tsa.now()).authentic:
            missed.append(at)
    assert not missed
