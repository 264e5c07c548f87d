"""Pages of performance data: parse, one service call, answer."""
