"""The pages of running SOPs: parse, one service call, answer."""
