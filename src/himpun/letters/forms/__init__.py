"""What the pages of papers take in."""
