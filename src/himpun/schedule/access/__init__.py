"""Who may ask for which page. Whose schedule a person sees, each page decides; it answers 404 for
the others."""

ACCESS: dict[str, str] = {
    "schedule:home": "signed-in",
    "schedule:year": "signed-in",
    "schedule:changes": "signed-in",
    "schedule:change": "signed-in",
    "schedule:change_everywhere": "system",
    "schedule:feeds": "signed-in",
    "schedule:feed": "public",
    "schedule:unit_feeds": "signed-in",
    "schedule:rule": "signed-in",
    "schedule:start": "signed-in",
}
