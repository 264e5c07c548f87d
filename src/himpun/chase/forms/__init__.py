"""Forms of chasing."""
