"""Questions about performance data; each is one function, its cost in queries is said there."""
