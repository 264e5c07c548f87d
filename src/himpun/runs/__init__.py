"""Running SOPs: inbox, steps, history."""
