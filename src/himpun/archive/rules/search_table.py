"""The index of the search, which Django's models cannot say: made by the migration, and by tests.

The database keeps it in step with the rows by itself: on PostgreSQL as a column that is computed,
on SQLite by triggers. Whoever changes the table ``archive_searchtext`` on SQLite in a migration
runs these statements again after it, for Django makes the table anew and leaves triggers behind.
"""

from collections.abc import Sequence

TABLE = "archive_searchtext"
INDEX = "archive_searchindex"
_COLUMNS = "subject_words, text_words, keys"
_OLD = "old.id, old.subject_words, old.text_words, old.keys"
_NEW = "new.id, new.subject_words, new.text_words, new.keys"
_DROP = f"INSERT INTO {INDEX} ({INDEX}, rowid, {_COLUMNS}) VALUES ('delete', {_OLD});"
_ADD = f"INSERT INTO {INDEX} (rowid, {_COLUMNS}) VALUES ({_NEW});"

_TABLE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5({_COLUMNS}, content='{TABLE}',"
    " content_rowid='id', tokenize='unicode61', prefix='2 3')"
)
_TRIGGER = "CREATE TRIGGER IF NOT EXISTS archive_search"
_SQLITE = (
    _TABLE,
    f"{_TRIGGER}_add AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"{_TRIGGER}_drop AFTER DELETE ON {TABLE} BEGIN {_DROP} END",
    f"{_TRIGGER}_change AFTER UPDATE OF {_COLUMNS} ON {TABLE} BEGIN {_DROP} {_ADD} END",
)
_COLUMN = (
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', subject_words), 'A')"
    " || setweight(to_tsvector('simple', text_words), 'B')"
    " || setweight(to_tsvector('simple', keys), 'D')) STORED"
)
_POSTGRESQL = (
    _COLUMN,
    f"CREATE INDEX IF NOT EXISTS archive_search_words ON {TABLE} USING gin (words)",
)


def statements(vendor: str) -> Sequence[str]:
    """What makes the index on "sqlite" or "postgresql"; running it again changes nothing."""
    return _POSTGRESQL if vendor == "postgresql" else _SQLITE


def removal(vendor: str) -> Sequence[str]:
    """What takes the index away again."""
    if vendor == "postgresql":
        return (f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words",)
    names = ("add", "drop", "change")
    return (
        *(f"DROP TRIGGER IF EXISTS archive_search_{name}" for name in names),
        f"DROP TABLE IF EXISTS {INDEX}",
    )
