"""What pages and services ask of the schedule."""
