"""What ``make bench`` measures: medians, and ratios to the bare driver and a peer in one run."""
