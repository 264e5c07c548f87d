"""Who may ask for the page at which performance data begin: everybody, for what they see."""

ACCESS_START = {"performance:home": "signed-in"}
