"""Who may ask for which address: one row a page. A new page needs a row here, and nothing else.

The people are of the sample: Pesisir Selatan is the agency whose objects are asked for, Balangan
the other one. `see` may open the page, `ask` may send to it and be answered by the page itself
(which may still say no: then nothing is changed); everybody else gets 403 or 404.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.archive.files import PDF
from tests.project.access_archive import ARCHIVE, some_records
from tests.project.access_chase import CHASE
from tests.project.access_letters import LETTERS, some_papers
from tests.project.access_notices import NOTICES, some_notices
from tests.project.access_packages import PACKAGES, some_package
from tests.project.access_row import (
    ADMINISTRATORS,
    CATALOGUE_KEEPERS,
    EVERYONE,
    HERE,
    HOLDERS,
    HOME,
    KEEPERS,
    NOBODY,
    OFFICE,
    PEOPLE,
    READERS,
    SIGNED_IN,
    SYSTEM,
    Row,
    agency,
    numbered,
    of_agency,
)
from tests.project.access_schedule import SCHEDULE, some_schedule
from tests.project.access_times import TIMES, some_evidence
from tests.project.moments import NOW

from himpun.archive.services import store_file
from himpun.office import services as office
from himpun.office.models import (
    Agency,
    Assignment,
    Holding,
    Holiday,
    Person,
    RamadanRange,
    Role,
    StandIn,
    TeamMember,
)
from himpun.performance import services as performance
from himpun.performance.models import (
    Correction,
    CorrectionProof,
    CrossRule,
    Evidence,
    Form,
    Query,
    Value,
)
from himpun.runs import services as runs
from himpun.runs.models import Attachment, Visit
from himpun.sops.models import SopVersion


def run() -> dict[str, Any]:
    return {"run": step()["run"]}


def step() -> dict[str, Any]:
    """The holder's own open step."""
    visit = Visit.objects.get(sop_key=HERE, state="open", unit="keselamatan", node="8")
    return {"run": visit.run_id, "visit": visit.number}


def attachment() -> dict[str, Any]:
    found = Attachment.objects.get(visit__sop_key=HERE)
    return {"run": found.visit.run_id, "visit": found.visit.number, "attachment": found.pk}


def sop() -> dict[str, Any]:
    return {"agency": HERE, "sop_id": HERE}


def version() -> dict[str, Any]:
    return {**sop(), "number": SopVersion.objects.get(sop_id=HERE).version}


def download() -> dict[str, Any]:
    return {**version(), "kind": "json"}


def own_stand_in() -> dict[str, Any]:
    return {
        "number": StandIn.objects.filter(holding__person__user__username=PEOPLE["holder"])[0].pk
    }


def role() -> dict[str, Any]:
    return {"agency": HERE, "number": Role.objects.filter(agency__code=HERE, kind="operator")[0].pk}


def value() -> dict[str, Any]:
    """A value of the holder's form."""
    mine = {"form__agency__code": HERE, "form__unit__code": "keselamatan"}
    return {"value": Value.objects.filter(**mine).order_by("pk")[0].pk}


def correction() -> dict[str, Any]:
    return {"number": Correction.objects.get(value__form__agency__code=HERE).pk}


def proof() -> dict[str, Any]:
    return {**correction(), "proof": CorrectionProof.objects.latest("pk").pk}


def form() -> dict[str, Any]:
    """The holder's form."""
    return {
        "run": Form.objects.filter(unit__code="keselamatan").latest("pk").run_id,
        "unit": "keselamatan",
    }


def indicator() -> dict[str, Any]:
    return {**form(), "indicator": Value.objects.get(pk=value()["value"]).indicator_id}


def evidence() -> dict[str, Any]:
    return {**value(), "evidence": Evidence.objects.filter(value=value()["value"]).latest("pk").pk}


def query() -> dict[str, Any]:
    return {"query": Query.objects.filter(value=value()["value"]).latest("pk").pk}


OWN_AGENCY = {"post__agency__code": HERE}
ROWS: Mapping[str, Row] = {
    "home": Row(SIGNED_IN),
    "healthz": Row(EVERYONE),
    "session": Row(EVERYONE),
    "readyz": Row(EVERYONE),
    "status": Row(SYSTEM),
    # signing in
    "account_login": Row(EVERYONE),
    "account_logout": Row(EVERYONE),
    "account_inactive": Row(EVERYONE),
    "mfa_authenticate": Row(EVERYONE),
    "account_reauthenticate": Row(SIGNED_IN),
    "account_change_password": Row(SIGNED_IN),
    "mfa_index": Row(SIGNED_IN),
    "mfa_reauthenticate": Row(SIGNED_IN),
    "mfa_activate_totp": Row(SIGNED_IN),
    # Codes are there for those who have some (the sample's people have none); keys, and new codes,
    # are shown after asking for the password again.
    "mfa_deactivate_totp": Row(NOBODY),
    "mfa_view_recovery_codes": Row(NOBODY),
    "mfa_generate_recovery_codes": Row(SIGNED_IN),
    "mfa_download_recovery_codes": Row(NOBODY),
    "mfa_list_webauthn": Row(SIGNED_IN),
    "mfa_add_webauthn": Row(SIGNED_IN),
    "mfa_reauthenticate_webauthn": Row(SIGNED_IN),
    "mfa_remove_webauthn": Row(SIGNED_IN, args=lambda: {"pk": 1}),
    "mfa_edit_webauthn": Row(SIGNED_IN, args=lambda: {"pk": 1}),
    "account_signup": Row(NOBODY),
    "account_email": Row(NOBODY),
    "account_email_verification_sent": Row(NOBODY),
    "account_confirm_email": Row(NOBODY, args=lambda: {"key": "k"}),
    "account_confirm_login_code": Row(NOBODY),
    "account_set_password": Row(NOBODY),
    "account_reset_password": Row(NOBODY),
    "account_reset_password_done": Row(NOBODY),
    "account_reset_password_from_key": Row(NOBODY, args=lambda: {"uidb36": "1", "key": "k"}),
    "account_reset_password_from_key_done": Row(NOBODY),
    # the office
    "office:me": Row(SIGNED_IN),
    # Who holds a post may be stood in for.
    "office:me_stand_in": Row(frozenset({"holder", "stand-in", "colleague", "other"})),
    "office:me_stand_in_end": Row(frozenset({"holder"}), args=own_stand_in),
    "office:home": Row(SIGNED_IN),
    "office:agency": Row(OFFICE, args=agency),
    "office:performers": Row(OFFICE, args=agency),
    "office:calendar": Row(OFFICE, args=agency),
    "office:hours": Row(OFFICE, args=agency),
    "office:holidays": Row(OFFICE, args=agency),
    "office:agency_change": Row(ADMINISTRATORS, args=agency),
    "office:unit_add": Row(ADMINISTRATORS, args=agency),
    "office:unit": Row(ADMINISTRATORS, args=of_agency(code="angkutan")),
    "office:unit_move": Row(ADMINISTRATORS, args=of_agency(code="angkutan")),
    "office:unit_close": Row(ADMINISTRATORS, args=of_agency(code="angkutan")),
    "office:post_add": Row(ADMINISTRATORS, args=agency),
    "office:post": Row(ADMINISTRATORS, args=of_agency(code="kasubag")),
    "office:post_change": Row(ADMINISTRATORS, args=of_agency(code="kasubag")),
    "office:post_close": Row(ADMINISTRATORS, args=of_agency(code="kasubag")),
    "office:appoint": Row(ADMINISTRATORS, args=of_agency(code="kasubag")),
    "office:holding_end": Row(ADMINISTRATORS, args=numbered(Holding, **OWN_AGENCY)),
    "office:stand_in": Row(ADMINISTRATORS, args=numbered(Holding, **OWN_AGENCY)),
    "office:stand_in_end": Row(
        ADMINISTRATORS, args=numbered(StandIn, holding__post__agency__code=HERE)
    ),
    "office:people": Row(ADMINISTRATORS, args=agency),
    "office:person_add": Row(ADMINISTRATORS, args=agency),
    "office:person": Row(ADMINISTRATORS, args=of_agency(username="pessel.staf")),
    "office:person_password": Row(ADMINISTRATORS, args=of_agency(username="pessel.staf")),
    "office:person_mfa": Row(ADMINISTRATORS, args=of_agency(username="pessel.staf")),
    "office:person_account": Row(ADMINISTRATORS, args=of_agency(username="pessel.staf")),
    "office:team_add": Row(ADMINISTRATORS, args=agency),
    "office:team": Row(ADMINISTRATORS, args=of_agency(code="tim-data")),
    "office:team_close": Row(ADMINISTRATORS, args=of_agency(code="tim-data")),
    "office:member_end": Row(ADMINISTRATORS, args=numbered(TeamMember, team__agency__code=HERE)),
    "office:performer": Row(ADMINISTRATORS, args=of_agency(sop=HERE, performer="kasubag")),
    "office:assignment_end": Row(ADMINISTRATORS, args=numbered(Assignment, agency__code=HERE)),
    "office:roles": Row(ADMINISTRATORS, args=agency),
    "office:role_revoke": Row(ADMINISTRATORS, args=role),
    "office:hours_change": Row(ADMINISTRATORS, args=agency),
    "office:unit_hours": Row(ADMINISTRATORS, args=of_agency(code="angkutan")),
    "office:holiday_add": Row(ADMINISTRATORS, args=agency),
    "office:holiday": Row(ADMINISTRATORS, args=numbered(Holiday, agency__code=HERE)),
    "office:journal": Row(ADMINISTRATORS, args=agency),
    "office:agencies": Row(SYSTEM),
    "office:agency_add": Row(SYSTEM),
    "office:national_holidays": Row(SYSTEM),
    "office:national_holiday_add": Row(SYSTEM),
    "office:national_holiday": Row(
        SYSTEM, args=lambda: {"number": Holiday.objects.filter(agency=None)[0].pk}
    ),
    "office:ramadan": Row(SYSTEM, args=lambda: {"number": RamadanRange.objects.all()[0].pk}),
    "office:system_journal": Row(SYSTEM),
    # SOPs
    "sops:register": Row(SIGNED_IN),
    "sops:publish_check": Row(frozenset({"administrator"}), args=agency),
    "sops:publish": Row(frozenset({"administrator"}), args=agency),
    "sops:sop": Row(READERS, args=sop),
    "sops:version": Row(READERS, args=version),
    "sops:withdraw": Row(frozenset({"administrator"}), args=version),
    "sops:download": Row(READERS, args=download),
    **TIMES,
    **LETTERS,
    **CHASE,
    **NOTICES,
    **PACKAGES,
    **ARCHIVE,
    **SCHEDULE,
    # running SOPs
    "runs:inbox": Row(SIGNED_IN),
    "runs:runs": Row(SIGNED_IN),
    "runs:start": Row(SIGNED_IN),
    "runs:start_sop": Row(READERS, args=lambda: {"agency": HERE, "sop": HERE}),
    "runs:run": Row(READERS, args=run),
    "runs:history": Row(READERS, args=run),
    "runs:course": Row(READERS, args=run),
    "runs:step": Row(READERS, args=step),
    "runs:step_draft": Row(READERS, args=step),
    "runs:step_reassign": Row(READERS, args=step),
    "runs:step_file": Row(READERS, args=attachment),
    "runs:step_file_withdraw": Row(READERS, args=attachment),
    # performance data
    "performance:home": Row(SIGNED_IN),
    "performance:catalogue": Row(READERS, args=agency),
    "performance:indicator_card": Row(READERS, args=of_agency(code="KES-1")),
    "performance:indicator_add": Row(KEEPERS, args=agency),
    "performance:indicator_try": Row(KEEPERS, args=agency),
    "performance:indicator_revise": Row(KEEPERS, args=of_agency(code="KES-1")),
    "performance:indicator_move": Row(KEEPERS, args=of_agency(code="KES-1")),
    "performance:indicator_close": Row(KEEPERS, args=of_agency(code="KES-1")),
    "performance:indicator_medium": Row(KEEPERS, args=of_agency(code="KES-1")),
    "performance:objective_add": Row(KEEPERS, args=agency),
    "performance:objective": Row(KEEPERS, args=of_agency(code="S1")),
    "performance:objective_close": Row(KEEPERS, args=of_agency(code="S1")),
    "performance:agreements": Row(READERS, args=agency),
    "performance:agreement": Row(READERS, args=of_agency(year=NOW.year)),
    "performance:agreement_draft": Row(KEEPERS, args=of_agency(year=NOW.year)),
    "performance:agreement_fill": Row(KEEPERS, args=of_agency(year=NOW.year + 1)),
    "performance:agreement_approve": Row(KEEPERS, args=of_agency(year=NOW.year + 1)),
    "performance:agreement_cancel": Row(KEEPERS, args=of_agency(year=NOW.year + 1)),
    "performance:settings": Row(READERS, args=agency),
    "performance:settings_change": Row(KEEPERS, args=agency),
    "performance:closing_set": Row(KEEPERS, args=of_agency(sop=HERE)),
    "performance:cross_rule_add": Row(KEEPERS, args=agency),
    "performance:cross_rule_close": Row(KEEPERS, args=numbered(CrossRule, agency__code=HERE)),
    "performance:run_outside": Row(READERS, NOBODY, args=run),
    "performance:drops": Row(SIGNED_IN),
    "performance:correction_ask": Row(READERS, HOLDERS | {"administrator"}, args=value),
    "performance:correction": Row(READERS, frozenset({"operator"}), args=correction),
    "performance:correction_proof": Row(READERS, args=proof),
    "performance:corrections": Row(READERS, args=agency),
    "performance:recap": Row(READERS, args=run),
    "performance:recap_live": Row(READERS, args=run),
    "performance:recap_frozen": Row(READERS, args=lambda: {**run(), "no": 1}),
    "performance:recap_difference": Row(READERS, args=run),
    "performance:recap_freeze": Row(READERS, args=run),
    "performance:recap_analysis": Row(READERS, args=run),
    "monitoring:start": Row(SIGNED_IN),
    "monitoring:agency": Row(READERS, args=agency),
    "monitoring:agency_history": Row(READERS, args=agency),
    "monitoring:region_start": Row(SIGNED_IN),
    "monitoring:region": Row(SIGNED_IN, args=lambda: {"year": 2026, "quarter": 3}),
    "monitoring:region_history": Row(SIGNED_IN),
    "performance:region_start": Row(SIGNED_IN),
    "performance:region": Row(SIGNED_IN, args=lambda: {"year": 2026, "quarter": 3}),
    "performance:run_forms": Row(READERS, args=run),
    "performance:form": Row(READERS, args=form),
    "performance:save": Row(READERS, args=form),
    "performance:form_complete": Row(READERS, args=form),
    "performance:form_reopen": Row(READERS, args=form),
    "performance:form_print": Row(READERS, args=form),
    "performance:indicator": Row(READERS, HOLDERS, args=indicator),
    "performance:value": Row(READERS, args=value),
    "performance:evidence_add": Row(READERS, args=value),
    "performance:evidence_file": Row(READERS, args=evidence),
    "performance:evidence_withdraw": Row(READERS, args=evidence),
    "performance:comment_add": Row(READERS, args=value),
    "performance:query_open": Row(READERS, args=value),
    "performance:query_act": Row(READERS, args=query),
    "performance:catalogue_sheet": Row(READERS, CATALOGUE_KEEPERS, args=agency),
    "performance:catalogue_sheet_file": Row(READERS, args=agency),
    "performance:catalogue_sheet_apply": Row(READERS, CATALOGUE_KEEPERS, args=agency),
    "performance:workbook": Row(READERS, HOLDERS, args=form),
    "performance:workbook_file": Row(READERS, args=form),
    "performance:workbook_apply": Row(READERS, HOLDERS, args=form),
}
CHANGERS: Mapping[str, frozenset[str]] = {
    "runs:step": HOLDERS,
    "runs:step_draft": HOLDERS,
    "runs:step_reassign": HOLDERS | {"administrator"},
    "runs:step_file_withdraw": HOLDERS,
    "runs:course": frozenset({"operator", "administrator"}),
    "runs:start_sop": frozenset({"operator", "administrator"}),
    "performance:recap_freeze": frozenset({"operator", "administrator"}),
    "performance:recap_analysis": HOME - {"administrator"},
    "performance:evidence_withdraw": HOLDERS,
}
"""Where the page is seen by more people than may change anything through it."""


def on_a_value(holder: Person) -> None:
    """Evidence, a question and a correction that was asked, on a value of the holder's form."""
    key = value()["value"]
    correction = Correction.objects.create(
        value_id=key, revision=0, changes={"fields": {}, "made": {}}, reason="Salah ketik.",
        asked_at=NOW, asked_by=holder, asked_text=holder.name,
    )  # fmt: skip
    file = store_file(content=PDF, name="bukti.pdf", now=NOW)
    Evidence.objects.create(
        value_id=key, file=file, name="bukti.pdf", added_at=NOW, added_by=holder
    )  # fmt: skip
    CorrectionProof.objects.create(correction=correction, file=file, name="bukti.pdf")
    Query.objects.create(value_id=key, opened_at=NOW, opened_by=holder)


def some_of_each() -> None:
    """What the sample has none of: a stand-in, a team, a local holiday, a file on a step, a
    frozen recap."""
    here = Agency.objects.get(code=HERE)
    holder, stand_in = (
        Person.objects.get(user__username=PEOPLE[name]) for name in ("holder", "stand-in")
    )
    asked: dict[str, Any] = {"by": None, "now": NOW}
    today = NOW.date()
    office.set_stand_in(
        holding=Holding.objects.get(person=holder), person=stand_in, from_on=today,
        until_on=today + timedelta(days=3), reason="Dinas luar", **asked,
    )  # fmt: skip
    team = office.add_team(agency=here, code="tim-data", name="Tim Data", **asked)
    office.add_member(team=team, person=stand_in, from_on=today, **asked)
    office.add_holiday(
        on=today + timedelta(days=20), name="Hari jadi", kind="lokal", decree="SK Bupati (contoh)",
        agency=here, **asked,
    )  # fmt: skip
    on_a_value(holder)
    some_papers(here)
    some_notices(here)
    some_records(here)
    some_schedule(here)
    some_evidence()
    performance.draft_agreement(agency=here, year=NOW.year + 1, **asked)
    performance.add_cross_rule(
        agency=here, left="[KES-1]", comparison="≥", right="0", severity="warning",
        sentence="Kejadian tidak kurang dari nol.", **asked,
    )  # fmt: skip
    place = step()
    file = store_file(content=PDF, name="data.pdf", now=NOW)
    runs.attach_file(
        run_id=place["run"], visit=place["visit"], file=file, name="data.pdf", by=holder, now=NOW
    )
    operator = Person.objects.get(user__username=PEOPLE["operator"])
    performance.freeze_recap(run_id=place["run"], by=operator, now=NOW)
    some_package(here, place["run"])
