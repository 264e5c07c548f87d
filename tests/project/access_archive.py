"""The rows of the archive."""

from collections.abc import Mapping
from datetime import date

from tests.archive.files import PDF
from tests.project.access_row import (
    ADMINISTRATORS,
    KEEPERS,
    NOBODY,
    PEOPLE,
    READERS,
    SIGNED_IN,
    Row,
    agency,
    of_agency,
)
from tests.project.moments import NOW

from himpun.archive import services
from himpun.office.models import Agency, Person

ONE = of_agency(no=1)
DECIDERS = KEEPERS
ARCHIVE: Mapping[str, Row] = {
    "archive:home": Row(SIGNED_IN),
    "archive:search": Row(SIGNED_IN),
    "archive:store": Row(ADMINISTRATORS | {"other administrator"}),
    "archive:records": Row(READERS, args=agency),
    "archive:records_file": Row(READERS, args=agency),
    "archive:record_add": Row(KEEPERS, args=agency),
    "archive:record": Row(READERS, args=ONE),
    "archive:record_content": Row(READERS, args=ONE),
    "archive:record_place": Row(KEEPERS, args=ONE),
    "archive:record_srikandi": Row(KEEPERS, args=ONE),
    "archive:record_hold": Row(KEEPERS, args=ONE),
    "archive:record_lift": Row(KEEPERS, args=ONE),
    "archive:folders": Row(READERS, args=agency),
    "archive:folders_list": Row(READERS, args=agency),
    "archive:folder": Row(READERS, args=ONE),
    "archive:folder_list": Row(READERS, args=ONE),
    "archive:schedule": Row(READERS, args=agency),
    "archive:schedule_list": Row(READERS, args=agency),
    "archive:schedule_compare": Row(KEEPERS, args=agency),
    "archive:schedule_load": Row(KEEPERS, args=agency),
    "archive:code_set": Row(KEEPERS, args=agency),
    "archive:disposals": Row(READERS, args=agency),
    "archive:disposal_propose": Row(KEEPERS, args=agency),
    "archive:disposal": Row(READERS, args=ONE),
    "archive:disposal_list": Row(READERS, args=ONE),
    "archive:disposal_decide": Row(NOBODY, DECIDERS, args=ONE),
    "archive:disposal_cancel": Row(KEEPERS, args=ONE),
    "archive:disposal_carry_out": Row(KEEPERS, args=ONE),
}


def some_records(here: Agency) -> None:
    """What the sample has none of before its quarters are loaded: a record that is over its
    retention, proposed to be destroyed."""
    services.load_sample_schedule(agency=here, now=NOW)
    kept = services.store_file(content=PDF, name="laporan.pdf", now=NOW)
    said = services.Description(
        code="000.8.6.3", subject="Laporan lama", dated_on=date(NOW.year - 8, 3, 2),
        creator="Kasubag Perencanaan",
    )  # fmt: skip
    services.file_record(agency=here, said=said, file=kept, by=None, now=NOW)
    keeper = Person.objects.get(user__username=PEOPLE["administrator"])
    services.propose_disposal(agency=here, records=[1], reason="Retensi habis", by=keeper, now=NOW)
