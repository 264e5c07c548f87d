"""Questions about what the times tell."""
