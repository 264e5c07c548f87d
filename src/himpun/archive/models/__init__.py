"""The archive's tables, one file a topic."""

from himpun.archive.models.disposal import Disposal, DisposalItem
from himpun.archive.models.files import StoredFile
from himpun.archive.models.integrity import StoreCheck, StoreDamage
from himpun.archive.models.packages import Package, PackedFile
from himpun.archive.models.records import ArchiveCounter, Folder, LegalHold, Record, RecordKey
from himpun.archive.models.schedule import ClassificationCode, RetentionRule, Schedule
from himpun.archive.models.searching import SearchText

__all__ = [
    "ArchiveCounter",
    "ClassificationCode",
    "Disposal",
    "DisposalItem",
    "Folder",
    "LegalHold",
    "Package",
    "PackedFile",
    "Record",
    "RecordKey",
    "RetentionRule",
    "Schedule",
    "SearchText",
    "StoreCheck",
    "StoreDamage",
    "StoredFile",
]
