"""Who may ask for which page. Whose debts a person sees, each page decides; it answers 404 for the
others, and 403 for who sees an agency and does not chase there."""

ACCESS: dict[str, str] = {
    "chase:home": "member",
    "chase:board": "member",
    "chase:remind": "member",
    "chase:ladders": "member",
    "chase:ladder": "member",
    "chase:ladder_set": "member",
    "chase:ladder_back": "member",
    "chase:case": "member",
    "chase:contact": "member",
    "chase:letter": "member",
}
