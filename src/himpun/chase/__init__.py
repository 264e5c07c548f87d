"""Chasing: who owes data is reminded, rung by rung, and what was done stays on record."""
