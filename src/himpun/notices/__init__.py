"""Telling people: notices in the program, and every mail that leaves it."""
