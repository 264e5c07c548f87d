"""Pure rules of chasing: the ladder and its moments, its words, what ships as its default."""
