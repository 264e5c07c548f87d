"""Questions about chasing, one function each."""
