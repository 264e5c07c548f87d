"""The SOP's own table, drawn: its symbols, its arrows, its pages. Pages only copy it out."""
