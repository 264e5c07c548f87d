"""What the office's pages ask for, read into values."""
