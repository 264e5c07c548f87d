"""Pages of what the times tell."""
