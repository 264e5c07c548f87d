"""The tables of papers. No business methods here, and no signals."""

from himpun.letters.models.keys import Authority, SigningKey
from himpun.letters.models.marks import Mark, Scan
from himpun.letters.models.numbers import Number, NumberSettings, Register
from himpun.letters.models.papers import Bundle, Letterhead, Paper, PaperVersion, Template
from himpun.letters.models.sending import Recipient

__all__ = [
    "Authority",
    "Bundle",
    "Letterhead",
    "Mark",
    "Number",
    "NumberSettings",
    "Paper",
    "PaperVersion",
    "Recipient",
    "Register",
    "Scan",
    "SigningKey",
    "Template",
]
