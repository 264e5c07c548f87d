"""Who may ask for which page, one file a topic. Whose papers a person sees, each page decides; it
answers 404 for the others."""

from himpun.letters.access.keys import ACCESS_KEYS
from himpun.letters.access.letterhead import ACCESS_LETTERHEAD
from himpun.letters.access.numbers import ACCESS_NUMBERS
from himpun.letters.access.papers import ACCESS_PAPERS
from himpun.letters.access.sending import ACCESS_SENDING
from himpun.letters.access.templates import ACCESS_TEMPLATES

ACCESS: dict[str, str] = {
    **ACCESS_KEYS,
    **ACCESS_LETTERHEAD,
    **ACCESS_NUMBERS,
    **ACCESS_PAPERS,
    **ACCESS_TEMPLATES,
    **ACCESS_SENDING,
}
