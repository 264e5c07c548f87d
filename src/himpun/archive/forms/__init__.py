"""The archive's forms."""
