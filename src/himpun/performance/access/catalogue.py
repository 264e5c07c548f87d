"""Who may ask for the catalogue's pages. Who keeps it, each page asks: 403 for those who do not."""

ACCESS_CATALOGUE = {
    "performance:catalogue": "member",
    "performance:indicator_card": "member",
    "performance:indicator_add": "member",
    "performance:indicator_try": "member",
    "performance:indicator_revise": "member",
    "performance:indicator_move": "member",
    "performance:indicator_close": "member",
    "performance:indicator_medium": "member",
    "performance:objective_add": "member",
    "performance:objective": "member",
    "performance:objective_close": "member",
}
