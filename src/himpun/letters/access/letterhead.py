"""Whoever keeps the agency's papers changes its letterhead; the page asks that itself."""

ACCESS_LETTERHEAD = {
    "letters:letterhead": "member",
    "letters:letterhead_change": "member",
    "letters:letterhead_logo": "member",
}
