"""When SOPs start, what a change of the calendar moves, and feeds for calendar programs."""
