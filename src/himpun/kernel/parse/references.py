"""How a row names another one: its number, or the text "10.2" inside a late branch."""

from collections.abc import Collection
from dataclasses import dataclass

from himpun.kernel.parse.fields import Fields, is_number

END = "selesai"
"""The target of an exit that leads behind the last row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The keys that the rows of one list may name."""

    keys: Collection[str]
    late: bool = False

    def key_of(self, value: object) -> str | None:
        """The key that a value of the document names; None if it names none in any document."""
        if self.late:
            return value if isinstance(value, str) else None
        return str(value) if is_number(value) else None

    def find(self, fields: Fields, place: str, value: object) -> str | None:
        """The key of the row that is meant; notes the mistake where there is no such row."""
        key = self.key_of(value)
        if key is None:
            form = "teks seperti “10.2”" if self.late else "nomor langkah"
            fields.note(place, f"Harus {form}.")
        elif key not in self.keys:
            fields.note(place, f"Langkah {key} tidak ada.")
        return key

    def written(self, key: str) -> int | str:
        """The key as the document writes it."""
        return key if self.late else int(key)
