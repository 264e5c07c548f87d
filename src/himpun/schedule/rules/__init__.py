"""Pure rules of the schedule: when a run starts, what stands against it, how a feed is written."""
