"""Workbooks that are handed out. Whatever somebody typed is written as text, never as a formula."""
