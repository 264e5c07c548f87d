"""The ladder that holds until an agency sets its own.

Days after a commercial collector's published schedule (daily from four days before, then 1, 3, 5, 7
days past due); the letter and the direct request stand at its end. In an SOP that writes its
warning letter itself the letter comes at the SOP's own limit, and the direct request after it.
"""

from __future__ import annotations

from himpun.chase.rules.ladder import Ladder, Rung

MOST = 12

BEFORE = (
    "Data {unit} untuk {sop} {periode} (langkah {langkah}) ditunggu paling lambat {batas}, {sisa}."
)
TODAY = (
    "Hari ini batas waktu data {unit} untuk {sop} {periode} (langkah {langkah}): {batas}. "
    "Mohon diserahkan sebelum jam kerja berakhir."
)
AFTER = (
    "Data {unit} untuk {sop} {periode} (langkah {langkah}) belum diserahkan. "
    "Batas waktunya {batas}, {sisa}."
)
LETTER = (
    "Sampai {batas} data {unit} untuk {sop} {periode} belum diserahkan. Surat peringatan "
    "disiapkan untuk ditandatangani pimpinan."
)
CONTACT = (
    "Bapak/Ibu, data {unit} untuk {sop} {periode} belum kami terima. Batas waktunya {batas}, "
    "{sisa}. Mohon bantuan agar segera diserahkan melalui {tautan}. Terima kasih."
)


def shipped_ladder(*, by_sop: bool) -> Ladder:
    """The default; ``by_sop``: the SOP writes the warning letter itself."""
    before = tuple(
        Rung(f"sebelum-{days}", "reminder", f"Pengingat {days} hari sebelum batas", BEFORE, -days)
        for days in (4, 3, 2, 1)
    )
    after = (
        Rung("hari-batas", "reminder", "Pengingat hari terakhir", TODAY, 0),
        Rung("lewat-1", "reminder", "Pengingat pertama sesudah batas", AFTER, 1),
        Rung("lewat-3", "reminder", "Pengingat kedua", AFTER, 3, cc=("head",)),
        Rung("lewat-5", "reminder", "Pengingat ketiga", AFTER, 5, cc=("head",)),
    )
    return Ladder((*before, *after, *_last(by_sop=by_sop)), MOST)


def _last(*, by_sop: bool) -> tuple[Rung, ...]:
    if by_sop:
        return (
            Rung("surat", "letter", "Surat peringatan", LETTER, 0, "jam", "limit"),
            Rung("langsung", "contact", "Permintaan langsung", CONTACT, 2, "hari", "limit",
                 to=("head",)),
        )  # fmt: skip
    return (
        Rung("surat", "letter", "Surat peringatan", LETTER, 5),
        Rung("langsung", "contact", "Permintaan langsung", CONTACT, 7, to=("head",)),
    )


def by_hand(key: str, *, late: bool) -> Rung:
    """The reminder that somebody sends by hand, beside the ladder."""
    return Rung(key, "reminder", "Diingatkan langsung", AFTER if late else BEFORE, 0)
