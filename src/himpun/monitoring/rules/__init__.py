"""Pure rules of what the times tell."""
