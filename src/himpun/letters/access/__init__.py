"""Who may ask for which page, one file a topic. Whose papers a person sees, each page decides; it
answers 404 for the others."""

from himpun.letters.access.letterhead import ACCESS_LETTERHEAD
from himpun.letters.access.numbers import ACCESS_NUMBERS

ACCESS: dict[str, str] = {
    **ACCESS_LETTERHEAD,
    **ACCESS_NUMBERS,
}
