"""Who may ask for which page; which agency's, each page decides."""

ACCESS: dict[str, str] = {}
