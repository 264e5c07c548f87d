"""What the times tell: the fair clock, statistics, the six-monthly form, evidence."""
