"""Pure logic of papers."""
