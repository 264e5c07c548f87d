"""The pages of chasing: each parses what was asked, makes one call, and answers."""
