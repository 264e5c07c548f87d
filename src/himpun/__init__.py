"""Himpun runs the SOP an agency already has for collecting its performance data."""
