"""Who may ask for which page; which agency's, each page decides."""

ACCESS: dict[str, str] = {
    "monitoring:times_home": "member",
    "monitoring:times": "member",
    "monitoring:held": "member",
}
