"""Reading one table of a document: every mistake is noted with its place, and reading goes on."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LARGEST_NUMBER = 9999

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a document: where ("step no 8 · exits.tidak"), and a sentence about it."""

    place: str
    sentence: str


class Mistakes(ValueError):
    """A document was refused; ``mistakes`` holds every reason, in the order of the document."""

    def __init__(self, mistakes: Collection[Mistake]) -> None:
        """Keep the mistakes; the text lists them, one a line."""
        super().__init__("\n".join(f"{m.place}: {m.sentence}" for m in mistakes))
        self.mistakes = tuple(mistakes)


class Fields:
    """A table of the document. ``prefix`` is put before a key to name its place.

    Each reader gives a value of the asked type, the empty one where the key is missing or wrong;
    what is wrong stands in ``mistakes``, which all tables of a document share.
    """

    def __init__(
        self,
        table: Table,
        prefix: str,
        mistakes: list[Mistake],
        known: Collection[str] | None = None,
    ) -> None:
        """Note the keys that are not ``known`` (None: any key may stand here)."""
        self.table, self.prefix, self.mistakes = table, prefix, mistakes
        for key in table:
            if known is not None and key not in known:
                self._unknown(key, known)

    def note(self, key: str, sentence: str) -> None:
        """A mistake at a key of this table."""
        shown = key if _is_name(key) else repr(key)
        self.mistakes.append(Mistake(f"{self.prefix}{shown}", sentence))

    def has(self, key: str) -> bool:
        """Whether the document gives this key at all."""
        return key in self.table

    def text(self, key: str, *, required: bool = False) -> str:
        """One line of text; runs of blanks become one. Refuses what cannot be printed."""
        if key not in self.table:
            if required:
                self.note(key, "Belum diisi.")
            return ""
        found = self._as_text(key, self.table[key])
        if required and found == "":
            self.note(key, "Tidak boleh kosong.")
        return found or ""

    def slug(self, key: str, *, required: bool = False) -> str:
        """A short name of small letters, digits and hyphens."""
        found = self.text(key, required=required)
        if found and not self.is_slug(key, found):
            return ""
        return found

    def is_slug(self, place: str, text: str) -> bool:
        """Whether the text may name something; notes the mistake where not."""
        if SLUG.fullmatch(text):
            return True
        self.note(place, f"“{text}” hanya boleh memuat huruf kecil, angka, dan tanda hubung.")
        return False

    def texts(self, key: str, *, required: bool = False, doubles: bool = False) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one. Refuses the same text twice,
        unless ``doubles`` are allowed (a list copied from the paper may hold them)."""
        value = self.table.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple):
            self.note(key, "Harus berupa teks atau daftar teks.")
            return ()
        if required and not value:
            self.note(key, "Belum diisi.")
        read = (self._as_text(f"{key}[{i}]", item) for i, item in enumerate(value, start=1))
        found = tuple(item for item in read if item is not None)
        if "" in found:
            self.note(key, "Ada isi yang kosong.")
        for text in dict.fromkeys(found) if not doubles else ():
            if text and found.count(text) > 1:
                self.note(key, f"“{text}” tertulis lebih dari sekali.")
        return found

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """A word of a closed list, "" where the key is missing."""
        found = self.text(key)
        if found:
            self.is_one_of(key, found, allowed)
        elif self.has(key):
            self.note(key, f"Pilihannya: {', '.join(allowed)}.")
        return found

    def is_one_of(self, place: str, text: str, allowed: Collection[str]) -> bool:
        """Whether the text is on the list; notes the mistake, with the nearest word, where not."""
        if text in allowed:
            return True
        near = get_close_matches(text, allowed, n=1)
        hint = f"Maksudnya “{near[0]}”?" if near else f"Pilihannya: {', '.join(allowed)}."
        self.note(place, f"“{text}” tidak dikenal. {hint}")
        return False

    def number(self, key: str) -> int:
        """A whole number from 1 to 9999; 0 where it is missing or wrong."""
        if key not in self.table:
            self.note(key, "Belum diisi.")
            return 0
        value = self.table[key]
        if is_number(value):
            return int(str(value))
        self.note(key, f"Harus bilangan bulat dari 1 sampai {LARGEST_NUMBER}.")
        return 0

    def switch(self, key: str) -> bool:
        """true or false; false where the key is missing."""
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            self.note(key, "Harus true atau false.")
        return value is True

    def day(self, key: str) -> date | None:
        """A date, as TOML writes it or as the text "2023-12-29"."""
        value = self.table.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        if self.has(key):
            self.note(key, "Harus tanggal, misalnya 2023-12-29.")
        return None

    def inner(self, key: str, known: Collection[str] | None = None) -> "Fields":
        """The table under a key; an empty one where it is missing or no table."""
        value = self.table.get(key, {})
        if not is_table(value):
            self.note(key, "Harus berupa tabel.")
            value = {}
        assert isinstance(value, Mapping)
        return Fields(value, f"{self.prefix}{key}.", self.mistakes, known)

    def rows(self, *names: str) -> tuple[Table, ...]:
        """The tables of a list that stands under one of these names."""
        given = [name for name in names if name in self.table]
        if len(given) > 1:
            self.note(given[1], f"Sudah ditulis sebagai “{given[0]}”.")
        name = given[0] if given else names[0]
        value = self.table.get(name)
        if not isinstance(value, list | tuple) or not value:
            self.note(name, "Belum ada satu langkah pun.")
            return ()
        for i, row in enumerate(value, start=1):
            if not is_table(row):
                self.note(f"{name}[{i}]", "Harus berupa tabel.")
        return tuple(row for row in value if is_table(row))

    def named(self, key: str) -> "Fields":
        """The table under a key whose own keys are names: one line each, not empty."""
        inner = self.inner(key)
        fit = {name: value for name, value in inner.table.items() if _is_name(name)}
        for name in inner.table:
            if name not in fit:
                self.note(key, f"Nama {name!r} tidak dapat dipakai.")
        return Fields(fit, inner.prefix, self.mistakes)

    def _as_text(self, place: str, value: object) -> str | None:
        if not isinstance(value, str):
            self.note(place, "Harus berupa teks.")
            return None
        line = " ".join(value.split())
        if line.isprintable():
            return line
        self.note(place, "Memuat huruf yang tidak dapat dicetak.")
        return None

    def _unknown(self, key: str, known: Collection[str]) -> None:
        near = get_close_matches(key, known, n=1)
        hint = f" Maksudnya “{near[0]}”?" if near else ""
        self.note(key, f"Kunci ini tidak dikenal.{hint}")


def is_number(value: object) -> bool:
    """A whole number from 1 to 9999; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST_NUMBER


def is_table(value: object) -> bool:
    """A mapping whose keys are texts."""
    return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


def _is_name(text: str) -> bool:
    return bool(text) and text.isprintable() and text == " ".join(text.split())
