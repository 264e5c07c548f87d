"""The office's pages: parse, one service call, answer."""
