"""How every app's pages are asked for and answered: who asks, about which agency, when; and the
form that is sent, complained about, refused or done.

What is an app's own (what its people may do, its tabs) stands in the app's ``views/asked.py``.
"""

from himpun.office.asking.form_page import FormPage, answer, form_page
from himpun.office.asking.once import SENT_BEFORE, first_time
from himpun.office.asking.pages import asked, asked_here, found
from himpun.office.asking.request import Asked, AskedHere, Tab

__all__ = [
    "SENT_BEFORE",
    "Asked",
    "AskedHere",
    "FormPage",
    "Tab",
    "answer",
    "asked",
    "asked_here",
    "first_time",
    "form_page",
    "found",
]
