"""The performance agreement as a paper: targets, budgets, version, approval."""

from tests.letters.reading import text_of
from tests.performance.keepers import Keepers
from tests.performance.sites import Site

from himpun.performance.models import Agreement
from himpun.performance.queries.agreement import agreements_of
from himpun.performance.queries.agreement_paper import agreement_document
from himpun.performance.services import set_targets


def read(site: Site, query: str = "") -> str:
    answer = site.get(f"pk/2026/?bentuk=pdf{query}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    return " ".join(text_of(answer.content).split())


def test_it_names_targets_version_number_and_who_approved(keepers: Keepers, site: Site) -> None:
    keepers.in_force()
    text = read(site)
    assert "PERJANJIAN KINERJA TAHUN 2026" in text
    for part in ("Murni", "050/1", "20 Januari 2026", "Persentase jalan", "70", "80", "1.200"):
        assert part in text, part
    assert f"Disetujui dalam sistem oleh {keepers.head.name} selaku" in text
    assert "KONSEP" not in text


def test_a_draft_says_that_it_is_one(keepers: Keepers, site: Site) -> None:
    keepers.draft()
    text = read(site)
    assert "KONSEP" in text
    assert "Belum disetujui" in text


def test_a_revision_says_what_each_changed_target_was(keepers: Keepers, site: Site) -> None:
    keepers.in_force()
    draft = keepers.draft(from_quarter=4, reason="Refocusing")
    set_targets(
        agreement=draft, targets={keepers.roads.pk: {"q4": "85", "year": "85"}},
        **keepers.as_(keepers.office.kasubag),
    )  # fmt: skip
    newest, former = agreements_of(keepers.office.agency, 2026)
    text = repr(agreement_document(newest, former))
    assert "85 (semula 80)" in text
    assert "Refocusing" in text
    assert "Perubahan ke-1" in text
    assert "semula" not in repr(agreement_document(former, None))
    assert "Murni" in read(site, "&no=0")


def test_whoever_reads_the_agreement_may_print_it_and_others_find_nothing(
    keepers: Keepers, site: Site
) -> None:
    keepers.in_force()
    assert Agreement.objects.count() == 1
    assert site.get("pk/2026/?bentuk=pdf", keepers.office.kabid).status_code == 200
    assert site.get("pk/2026/?bentuk=pdf", keepers.office.outsider).status_code == 404


def test_an_old_agreement_without_record_of_its_approval_says_so(
    keepers: Keepers, site: Site
) -> None:
    keepers.in_force()
    Agreement.objects.update(decided_by=None, decided_at=None)
    assert "Berlaku; penyetujunya tidak tercatat" in read(site)
