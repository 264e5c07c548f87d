"""Agencies, units, posts and people; who holds a post on a day; who may see what; the journal."""
