"""The workbook of a form: filled in as the form stands, locked but for what is to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from himpun.performance.models import Form, Value
from himpun.performance.queries.duty import Hands
from himpun.performance.queries.forms import unit_code_of, unit_name_of
from himpun.performance.queries.rows import Row, moment_text, rows_of
from himpun.performance.queries.sheet import Line, Sheet, sheet_of
from himpun.performance.queries.workbooks.form_paper import FormBook, RawRow, written
from himpun.performance.rules.checks import Seen
from himpun.performance.rules.entries import ITEM, PROVES
from himpun.performance.rules.form_difference import fields_shown
from himpun.performance.rules.form_sheet import Stamp, StampLine, raw_key
from himpun.performance.rules.numbers import exact_number, show_number

_QUARTERS = ("I", "II", "III", "IV")
Typed = Mapping[int, Mapping[str, str]]


def stamp_for(form: Form, sheet: Sheet, now: datetime) -> Stamp:
    """The stamp of a form as it stands (no query)."""
    lines = {
        value: StampLine(
            line.value.indicator.code,
            line.value.version_id,
            line.value.revision,
            {k: v for k, v in fields_shown(line.entry, line.definition).items() if v},
        )
        for value, line in sheet.lines.items()
    }
    return Stamp(
        form=form.pk, run=form.run_id, agency=form.agency.code, agency_name=form.agency.name,
        unit=unit_code_of(form), unit_name=unit_name_of(form), period=form.period,
        period_name=period_name(form), agreement=form.agreement_id, made=moment_text(now, form),
        lines=lines,
    )  # fmt: skip


def codes_of(form: Form) -> dict[int, str]:
    """Value → the code of its indicator, of all values of a form (one query)."""
    return dict(Value.objects.filter(form=form).values_list("pk", "indicator__code"))


def period_name(form: Form) -> str:
    """Triwulan III 2026."""
    return f"triwulan {_QUARTERS[form.quarter - 1]} {form.year}"


def form_workbook(form: Form, hands: Hands, now: datetime, *, typed: Typed | None = None) -> bytes:
    """The workbook of a form (with its run, unit and agency; five queries and those of ``hands``).

    Whoever may only read gets it too, with every cell locked. ``typed`` is what somebody has filled
    into it ({value: {field: text}}): the workbook as it comes back, for samples and rehearsals.
    """
    sheet = sheet_of(form)
    rows = rows_of(sheet, hands, now)
    for row in rows if typed else ():
        _fill(row, (typed or {}).get(row["value"], {}))
    for row, line in zip(rows, sheet.lines.values(), strict=True):
        row["definition"] = _definition(line)
    book = FormBook(
        title=f"Formulir data kinerja {period_name(form)}",
        subtitle=f"{unit_name_of(form)} · {form.agency.name}, {form.agency.region}",
        stamp=stamp_for(form, sheet, now),
        rows=rows,
        raw=_raw_rows(sheet, rows),
        proofs=_proof_rows(sheet),
    )
    return written(book)


def _fill(row: Row, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        if name.startswith(ITEM):
            row["items"][name.removeprefix(ITEM)] = text
        else:
            row[name] = text


def _definition(line: Line) -> str:
    version = line.version
    formula = version.formula_text and f"Rumus: {version.formula_text}"
    source = version.source and f"Sumber: {version.source}"
    return "\n".join(text for text in (version.definition, formula, source) if text)


def _raw_rows(sheet: Sheet, rows: Sequence[Row]) -> list[RawRow]:
    found = []
    for row, (value, line) in zip(rows, sheet.lines.items(), strict=True):
        last = _items_of_last(line, sheet.form)
        for item in line.definition.items:
            found.append(
                (
                    raw_key(value, item.key), row["code"], row["name"], item.label, item.unit,
                    last.get(item.key, ""), row["items"][item.key], not row["locked"],
                )
            )  # fmt: skip
    return found


def _proof_rows(sheet: Sheet) -> list[tuple[str, ...]]:
    """What proves the values, taken back pieces aside."""
    return [
        (
            line.value.indicator.code, line.version.name, PROVES[each.proves], each.name,
            f"SHA-256 {each.file.sha256}" if each.file else each.link,
            f"{each.added_by.name}, {moment_text(each.added_at, sheet.form)}",
        )
        for line in sheet.lines.values()
        for each in line.evidence
        if not each.withdrawn_at
    ]  # fmt: skip


def _items_of_last(line: Line, form: Form) -> dict[str, str]:
    seen = Seen(form.year, form.quarter, line.history)
    if seen.at(*seen.quarter_before) is None:
        return {}
    return {key: show_number(exact_number(text)) for key, text in line.items_before.items()}
