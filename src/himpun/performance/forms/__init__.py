"""What people type on the pages of performance data."""
