"""Questions about papers, one function each."""
