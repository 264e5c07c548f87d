"""An agency's own ways: scale, cap, what completing asks for; and its rules across values."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from himpun.chase.rules.closing import MOST_DAYS
from himpun.chase.services import set_closing
from himpun.office.asking import FormPage, answer, form_page, found
from himpun.performance import services
from himpun.performance.forms.settings import (
    ClosingForm,
    CrossRuleForm,
    EndForm,
    SettingsForm,
    first_settings,
)
from himpun.performance.queries.catalogue import cross_rule_in, cross_rules_of, settings_of
from himpun.performance.queries.closing import closings_of
from himpun.performance.rules import SCALES, exact_number, show_number
from himpun.performance.rules.across import SEVERITIES
from himpun.performance.rules.completing import COMPLETING
from himpun.performance.rules.scales import scale_from_json
from himpun.performance.views.asked import AskedHere, asked_here, keeper
from himpun.performance.views.tabs import tabs_of

WORDS: dict[str, str] = {str(key): said for key, said in SEVERITIES.items()}


@require_safe
@asked_here
def settings(ask: AskedHere) -> HttpResponse:
    """What holds for the whole agency, with the bounds of its scale."""
    own = settings_of(ask.agency)
    rules = cross_rules_of(ask.agency, ask.on)
    return ask.render(
        "settings",
        tabs=tabs_of(ask, "settings"),
        own=own,
        cap=show_number(exact_number(own.cap)) if own.cap else "",
        scale=scale_from_json(own.scale) if own.scale else None,
        completing=COMPLETING[own.completing],
        rules=[(rule, WORDS[rule.severity]) for rule in rules],
        closings=closings_of(ask.agency),
        keeps=ask.keeps,
    )


def crumbs(ask: AskedHere) -> tuple[tuple[str, str], ...]:
    """The way back."""
    return (("Pengaturan", ask.url("settings")),)


@require_http_methods(["GET", "POST"])
@keeper
def settings_change(ask: AskedHere) -> HttpResponse:
    """Another scale, cap or policy."""
    form = SettingsForm(ask.posted, initial=first_settings(settings_of(ask.agency)))

    def do(said: dict[str, Any]) -> object:
        return services.set_performance_settings(
            agency=ask.agency, scale=form.scale(), cap=said["cap"],
            completing=said["completing"], closes_after_days=said["closes_after_days"], **ask.by,
        )  # fmt: skip

    answered, status = answer(ask, form, do, to=ask.url("settings"), done="Pengaturan disimpan.")
    if answered is not None:
        return answered
    return ask.render(
        "settings_change", status=status, form=form, crumb_row=crumbs(ask), presets=SCALES.values()
    )


@require_http_methods(["GET", "POST"])
@keeper
def closing_set(ask: AskedHere, sop: str) -> HttpResponse:
    """Whether the forms of an SOP close, and how long after they are due."""
    row = found(next((row for row in closings_of(ask.agency) if row.sop_key == sop), None))
    page = FormPage(
        "Penutupan formulir", "Simpan", "Penutupan formulir disimpan.", ask.url("settings"),
        crumbs=crumbs(ask),
        lead=f"{row.name}. Sesudah tutup kantor pada hari itu formulir tidak dapat diisi atau "
        "diserahkan lagi, sampai unitnya diberi perpanjangan. Berlaku bagi langkah yang dibuka "
        f"sesudah ini. Paling lama {MOST_DAYS} hari kerja.",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return set_closing(
            agency=ask.agency, sop_key=row.sop_key, working_days=said["working_days"], **ask.by
        )

    first = {"working_days": row.working_days}
    return form_page(ask, ClosingForm(ask.posted, initial=first), page, do)


@require_http_methods(["GET", "POST"])
@keeper
def cross_rule_add(ask: AskedHere) -> HttpResponse:
    """A new rule across values."""
    page = FormPage(
        "Aturan antarnilai baru", "Tambah aturan", "Aturan ditambahkan.", ask.url("settings"),
        crumbs=crumbs(ask),
        lead="Membandingkan nilai beberapa indikator dalam satu formulir. Kode yang memuat titik, "
        "spasi, atau tanda hubung ditulis dalam kurung siku, misalnya [IKU-1] + [IKU-2].",
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.add_cross_rule(agency=ask.agency, **said, **ask.by)

    return form_page(ask, CrossRuleForm(ask.posted), page, do)


@require_http_methods(["GET", "POST"])
@keeper
def cross_rule_close(ask: AskedHere, number: int) -> HttpResponse:
    """The last day of a rule."""
    rule = found(cross_rule_in(ask.agency, number))
    page = FormPage(
        "Akhiri aturan antarnilai", "Akhiri", "Hari terakhir disimpan.", ask.url("settings"),
        crumbs=crumbs(ask), lead=rule.sentence,
    )  # fmt: skip

    def do(said: dict[str, Any]) -> object:
        return services.close_cross_rule(rule=rule, **said, **ask.by)

    return form_page(ask, EndForm(ask.posted, initial={"until_on": ask.on}), page, do)
