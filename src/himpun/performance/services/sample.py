"""Sample indicators and agreements, read from files: to try the program out, and for tests."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from himpun.office import queries as office
from himpun.office.queries import Agency
from himpun.office.rules import Refused
from himpun.performance.models import Agreement, Indicator, Objective
from himpun.performance.rules.sample import definition_from
from himpun.performance.rules.targets import Field
from himpun.performance.services.agreement import draft_agreement, set_budgets, set_targets
from himpun.performance.services.approving import approve_agreement
from himpun.performance.services.indicators import add_indicator
from himpun.performance.services.medium import set_medium_targets
from himpun.performance.services.objectives import add_objective

SEED = Path(__file__).parent.parent / "seed"
QUARTERS_AND_YEAR: tuple[Field, ...] = ("q1", "q2", "q3", "q4", "year")
YEARS_TO_THE_END = 3
"""From this year to the last one of the medium-term plan."""
NUMBER = "000.8.6/{no:02d}/PK/{year} (contoh)"

Rows = Mapping[str, Any]


@transaction.atomic
def load_sample_indicators(
    *, agency: Agency, year: int, now: datetime, folder: Path = SEED
) -> list[Indicator]:
    """The indicators of a sample agency, the agreements of the year before and of this year, and
    revisions that had been signed by now; from ``<code>.toml`` of a folder.

    Does nothing where the agency has no file or already has objectives. Refuses outside sample
    mode.
    """
    if not settings.HIMPUN_SAMPLE:
        raise Refused("Indikator contoh hanya dapat dimuat dalam mode contoh.")
    path = folder / f"{agency.code}.toml"
    if not path.exists() or Objective.objects.filter(agency=agency).exists():
        return []
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Loader(agency, document, year, now).load()


@dataclass
class _Loader:
    agency: Agency
    document: Rows
    year: int
    now: datetime

    def load(self) -> list[Indicator]:
        self.asked: dict[str, Any] = {"by": None, "now": self.now}
        groups = self.document["group"]
        self.units = {row["unit"]: office.unit_in(self.agency, row["unit"]) for row in groups}
        self.posts = {row["charge"]: office.post_in(self.agency, row["charge"]) for row in groups}
        self.objectives = self._objectives()
        self.indicators = {row["code"]: self._indicator(group, row) for group, row in self._rows()}
        for when, year in (("last", self.year - 1), ("this", self.year)):
            self._agreement(when, year)
        for revision in self.document.get("revision", ()):
            self._revise(revision)
        return list(self.indicators.values())

    def _rows(self) -> Iterator[tuple[Rows, Rows]]:
        for group in self.document["group"]:
            for row in group["indicator"]:
                yield group, row

    def _objectives(self) -> dict[str, Objective]:
        made: dict[str, Objective] = {}
        for row in self.document["objective"]:
            made[row["code"]] = add_objective(
                agency=self.agency, code=row["code"], name=row["name"], kind=row["kind"],
                parent=made[row["parent"]] if "parent" in row else None, **self.asked,
            )  # fmt: skip
        return made

    def _indicator(self, group: Rows, row: Rows) -> Indicator:
        made = add_indicator(
            objective=self.objectives[row["objective"]],
            unit=self.units[group["unit"]],
            code=row["code"], kind=row["kind"], definition=definition_from(row),
            from_period=f"{self.year - 1}-TW1", sample=True,
            in_charge=self.posts[group["charge"]], **self.asked,
        )  # fmt: skip
        medium = {
            self.year - 1: row["last"][-1],
            self.year: row["this"][-1],
            self.year + YEARS_TO_THE_END: row["medium"],
        }
        set_medium_targets(indicator=made, targets=medium, **self.asked)
        return made

    def _agreement(self, when: str, year: int) -> None:
        draft = draft_agreement(agency=self.agency, year=year, sample=True, **self.asked)
        targets: dict[int, Mapping[Field, str]] = {
            self.indicators[row["code"]].pk: {
                **dict(zip(QUARTERS_AND_YEAR, row[when], strict=True)),
                "medium": row["medium"],
            }
            for _, row in self._rows()
        }
        set_targets(agreement=draft, targets=targets, **self.asked)
        place = 0 if when == "last" else 1
        budgets = {
            self.objectives[row["code"]].pk: row["budget"][place]
            for row in self.document["objective"]
            if "budget" in row
        }
        set_budgets(agreement=draft, budgets=budgets, **self.asked)
        self._approve(draft, date(year, 1, 20))

    def _revise(self, row: Rows) -> None:
        year = self.year if row["year"] == "this" else self.year - 1
        signed = date(year, row["month"], row["day"])
        if signed > office.day_at(self.agency, self.now):
            return
        draft = draft_agreement(
            agency=self.agency, year=year, from_quarter=row["from_quarter"], reason=row["reason"],
            sample=True, **self.asked,
        )  # fmt: skip
        targets = {self.indicators[code].pk: cells for code, cells in row["targets"].items()}
        set_targets(agreement=draft, targets=targets, **self.asked)
        budgets = {self.objectives[code].pk: amount for code, amount in row["budgets"].items()}
        set_budgets(agreement=draft, budgets=budgets, **self.asked)
        self._approve(draft, signed)

    def _approve(self, draft: Agreement, signed: date) -> None:
        approve_agreement(
            agreement=draft, number=NUMBER.format(no=draft.no + 1, year=draft.year),
            signed_on=min(signed, office.day_at(self.agency, self.now)), **self.asked,
        )  # fmt: skip
